"""What the sandbox keeps of a job, and what it tells of it. Plain data: no database, no web, no clock."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from mcdesk.sandbox import pace

MAX_DOWNLOADS = 3


class Status(StrEnum):
    """The three statuses of a batch job."""

    PROCESSING = "PROCESSING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Job:
    """One batch job. `ends_at` is known once the result, or the reason to fail, is on disk."""

    job_id: str
    account: str
    operation: str
    accepted_at: float
    longest_seconds: float
    extra_seconds: float = 0.0
    idempotency_key: str | None = None
    client_reference: str | None = None
    webhook_url: str | None = None
    webhook_secret: str | None = None
    webhook_attempts: int = 0
    webhook_state: str = ""
    ordered_failure: str | None = None
    item_count: int | None = None
    planned_seconds: float | None = None
    ends_at: float | None = None
    frozen_at: int | None = None
    successful_count: int | None = None
    failed_count: int | None = None
    checksum: str | None = None
    error_code: str | None = None
    error_message: str | None = None
    download_count: int = 0

    def status(self, now: float) -> Status:
        """The status at a moment."""
        if self.ends_at is None or self.ends_at > now:
            return Status.PROCESSING
        return Status.FAILED if self.error_code else Status.COMPLETED

    def progress(self, now: float) -> int:
        """The percent at a moment; on failure the last one reached before it."""
        status = self.status(now)
        if status is Status.COMPLETED:
            return pace.FULL
        if status is Status.FAILED:
            return self.frozen_at or 0
        reached = pace.progress(now - self.accepted_at, self.planned_seconds or self.longest_seconds)
        if self.planned_seconds is None:
            return min(reached, pace.BEGINS - 1)
        return reached if self.frozen_at is None else min(reached, self.frozen_at)


def iso(moment: float) -> str:
    """A moment as the API writes it: ISO 8601, whole seconds, UTC."""
    return datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def receipt(job: Job) -> dict[str, Any]:
    """The answer to an accepted submission."""
    return {
        "job_id": job.job_id,
        "status": "PROCESSING",
        **_reference(job),
        "created_at": iso(job.accepted_at),
    }


def describe(job: Job, now: float) -> dict[str, Any]:
    """The status object. Fields that do not apply to the status are absent, not null."""
    status, percent = job.status(now), job.progress(now)
    told: dict[str, Any] = {"job_id": job.job_id, "status": status.value, "progress_percent": percent}
    begun = status is Status.COMPLETED or percent >= pace.BEGINS
    if job.item_count is not None and begun:
        told["item_count"] = job.item_count
    if status is Status.COMPLETED:
        told |= {"successful_count": job.successful_count, "failed_count": job.failed_count}
    told |= _reference(job)
    told["created_at"] = iso(job.accepted_at)
    if status is Status.COMPLETED:
        remaining = MAX_DOWNLOADS - job.download_count
        told |= {
            "completed_at": iso(job.ends_at or now),
            "download_available": remaining > 0,
            "download_count": job.download_count,
            "max_downloads": MAX_DOWNLOADS,
            "remaining_downloads": remaining,
        }
    elif status is Status.FAILED:
        told |= {"error_code": job.error_code, "error_message": job.error_message}
    return told


def _reference(job: Job) -> dict[str, str]:
    return {} if job.client_reference is None else {"client_reference": job.client_reference}
