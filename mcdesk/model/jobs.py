"""What a job is, as the service tells it. Plain data; times are seconds since 1970 (UTC).

Source: "Get Job Status" of the MarketMatch batch documents, which the NeoVIN operation shares.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class JobStatus(StrEnum):
    """The service's three states. A job starts in PROCESSING and ends, once, in one of the others."""

    PROCESSING = "PROCESSING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"

    @property
    def is_final(self) -> bool:
        """Whether the service will never change it again."""
        return self is not JobStatus.PROCESSING


@dataclass(frozen=True, slots=True)
class DownloadSlots:
    """How many times a result may still be fetched: `left` of `total`."""

    left: int
    total: int

    @property
    def words(self) -> str:
        """As it is written everywhere: "2 of 3"."""
        return f"{self.left} of {self.total}"


@dataclass(frozen=True, slots=True)
class Job:
    """One job of the service. Fields are None while the service does not tell them.

    `error_code` and `error_message` exist on a FAILED job only, the counts and `slots` on a COMPLETED one.
    """

    job_id: str
    operation: str
    status: JobStatus
    progress_percent: int
    created_at: float
    reference: str | None = None
    item_count: int | None = None
    successful_count: int | None = None
    failed_count: int | None = None
    completed_at: float | None = None
    download_available: bool | None = None
    slots: DownloadSlots | None = None
    error_code: str | None = None
    error_message: str | None = None
    moved_at: float | None = None
    """When mcdesk first saw the present progress. Its own knowledge: the service does not tell it."""
    gone_at: float | None = None
    """Since when the service no longer knows the job. What is known of it stays."""


def stage_words(percent: int, working: str) -> str:
    """The documented meaning of a progress figure; `working` is the operation's own word for 10 to 90."""
    if percent < 10:
        return "Preparing"
    if percent < 90:
        return working
    return "Finalising" if percent < 100 else "Complete"
