"""The batch API's JSON as it may arrive. Lenient: unknown fields are ignored, missing ones are None.

Source: "Get Job Status" and "List Jobs" of the batch documents.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from mcdesk.model.errors import ServiceTroubleError
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus

_NONSENSE = "The service's answer can't be understood."
_LATEST = 253_370_764_800.0
"""The beginning of the year 9999: what is later is in milliseconds or nonsense, and no calendar shows it."""
_LARGEST = 2**63 - 1
"""What the ledger can keep."""
_WAIT = "mcdesk tries again by itself. If it goes on, the service may have changed: look for a newer mcdesk."


def _seconds(value: Any) -> float | None:
    """ISO 8601 to seconds since 1970; a time without a zone is taken as UTC. None for what is no time."""
    try:
        if isinstance(value, int | float):
            seconds = float(value)
        else:
            moment = datetime.fromisoformat(str(value))
            seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
    return seconds if 0 <= seconds < _LATEST else None


def _number(value: Any) -> int | None:
    try:
        number = None if value is None or isinstance(value, bool) else int(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return number if number is None or abs(number) <= _LARGEST else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


Number = Annotated[int | None, BeforeValidator(_number)]
Moment = Annotated[float | None, BeforeValidator(_seconds)]
Text = Annotated[str | None, BeforeValidator(_text)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class JobShape(_Shape):
    """A job status object, of the submit, status and list answers alike."""

    job_id: str
    status: str = "PROCESSING"
    progress_percent: Number = None
    item_count: Number = None
    successful_count: Number = None
    failed_count: Number = None
    client_reference: Text = None
    created_at: Moment = None
    completed_at: Moment = None
    download_available: bool | None = None
    download_count: Number = None
    max_downloads: Number = None
    remaining_downloads: Number = None
    error_code: Text = None
    error_message: Text = None

    def to_job(self, operation: str, default_slots: int) -> Job:
        """The value that the rest of mcdesk knows. A status nobody documented counts as still running."""
        word = self.status.upper()
        status = JobStatus(word) if word in JobStatus.__members__ else JobStatus.PROCESSING
        percent = self.progress_percent
        if percent is None:
            percent = 100 if status is JobStatus.COMPLETED else 0
        return Job(
            job_id=self.job_id,
            operation=operation,
            status=status,
            progress_percent=min(100, max(0, percent)),
            created_at=self.created_at or 0.0,
            reference=self.client_reference or None,
            item_count=self.item_count,
            successful_count=self.successful_count,
            failed_count=self.failed_count,
            completed_at=self.completed_at,
            download_available=self.download_available,
            slots=self._slots(default_slots) if status is JobStatus.COMPLETED else None,
            error_code=self.error_code,
            error_message=self.error_message,
        )

    def _slots(self, default_slots: int) -> DownloadSlots:
        total = self.max_downloads if self.max_downloads is not None else default_slots
        left = self.remaining_downloads
        if left is None:
            left = total - (self.download_count or 0)
        return DownloadSlots(left=min(total, max(0, left)), total=total)


class PageShape(_Shape):
    """One page of the job list. The last page is the one without `next_cursor`; `total` does not tell."""

    jobs: list[Any]
    next_cursor: Text = None


def read_job(body: bytes, operation: str, default_slots: int) -> Job:
    """Reads a status object.

    Raises:
        ServiceTroubleError: If it is none.
    """
    try:
        return JobShape.model_validate_json(body).to_job(operation, default_slots)
    except ValidationError as exc:
        raise ServiceTroubleError(_NONSENSE, _WAIT) from exc


def read_page(body: bytes, operation: str, default_slots: int) -> tuple[tuple[Job, ...], str | None, int]:
    """Reads a page of the list: its jobs, the next page's cursor, and how many entries made no sense.

    One broken entry does not hide the others.

    Raises:
        ServiceTroubleError: If the answer is no page at all.
    """
    try:
        page = PageShape.model_validate_json(body)
    except ValidationError as exc:
        raise ServiceTroubleError(_NONSENSE, _WAIT) from exc
    jobs: list[Job] = []
    broken = 0
    for entry in page.jobs:
        try:
            jobs.append(JobShape.model_validate(entry).to_job(operation, default_slots))
        except ValidationError:
            broken += 1
    return tuple(jobs), page.next_cursor or None, broken
