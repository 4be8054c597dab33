"""One line of the job table: the service's job and the ledger's submission and result, merged. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.submissions import Submission, SubmissionState, part_words, title_of


class RowState(StrEnum):
    """What the state column says. The order of the members is the order of sorting."""

    UPLOADING = "uploading"
    UNSURE = "unsure"
    PROCESSING = "processing"
    WAITING = "waiting"
    HELD = "held"
    FAILED = "failed"
    COMPLETED = "completed"

    @property
    def is_active(self) -> bool:
        """Whether something is still going to happen by itself or by the user."""
        return self not in (RowState.FAILED, RowState.COMPLETED)


class CopyState(StrEnum):
    """Whether the result lies on this computer."""

    NONE = "none"
    FETCHING = "fetching"
    VERIFIED = "verified"
    DAMAGED = "damaged"
    BROKEN = "broken"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Retry:
    """A file that could not be sent: what was in the way, and when it is tried again by itself."""

    title: str
    at: float


@dataclass(frozen=True, slots=True)
class JobRow:
    """A row of the job table, flat so that 100,000 of them sort at once. Times: seconds since 1970.

    `key` is the submission's id where mcdesk sent the file, else `job:` and the service's id: it stays the
    same for the row's whole life. `progress` is 0..100. `lane_place` is 1 for the file that goes next.
    """

    key: str
    operation: str
    reference: str
    state: RowState
    submitted_at: float
    is_submitted: bool = True
    progress: int = 0
    items: int | None = None
    succeeded: int | None = None
    failed: int | None = None
    finished_at: float | None = None
    slots: DownloadSlots | None = None
    copy: CopyState = CopyState.NONE
    lane_place: int | None = None
    is_elsewhere: bool = False
    job_id: str | None = None
    error_code: str | None = None
    refusal_title: str | None = None
    part: int = 1
    parts: int = 1
    may_have_arrived: bool = False
    """Whether an earlier try of a file that is no job yet may have reached the service."""
    not_before: float | None = None
    next_try_at: float | None = None
    """When a file that could not be sent is tried again by itself."""
    trouble: str | None = None
    """What kept it from being sent last time, while it will be tried again."""
    moved_at: float | None = None
    """When its progress last changed, as far as mcdesk has seen."""
    gone_at: float | None = None
    """Since when the service no longer knows the job."""

    @property
    def part_words(self) -> str:
        """1 of 3; "" where the file went in one piece, or nobody here knows better."""
        return part_words(self.part, self.parts)

    @property
    def title(self) -> str:
        """The reference, and which part of how many: june-auction · 1 of 3."""
        return title_of(self.reference, self.part, self.parts)


_STATE_OF_SUBMISSION = {
    SubmissionState.WAITING: RowState.WAITING,
    SubmissionState.SENDING: RowState.UPLOADING,
    SubmissionState.UNSURE: RowState.UNSURE,
    SubmissionState.HELD: RowState.HELD,
    SubmissionState.ACCEPTED: RowState.PROCESSING,
}
_STATE_OF_JOB = {
    JobStatus.PROCESSING: RowState.PROCESSING,
    JobStatus.COMPLETED: RowState.COMPLETED,
    JobStatus.FAILED: RowState.FAILED,
}
_COPY_OF_DOWNLOAD = {
    DownloadState.STARTED: CopyState.FETCHING,
    DownloadState.VERIFIED: CopyState.VERIFIED,
    DownloadState.MISMATCH: CopyState.DAMAGED,
    DownloadState.BROKEN: CopyState.BROKEN,
    DownloadState.UNSPENT: CopyState.NONE,
    DownloadState.LOST: CopyState.LOST,
}


def key_of_job(job_id: str) -> str:
    """The row key of a job that mcdesk did not send."""
    return f"job:{job_id}"


def row_of(
    job: Job | None,
    submission: Submission | None,
    download: Download | None = None,
    *,
    lane_place: int | None = None,
    upload_percent: int = 0,
    retry: Retry | None = None,
) -> JobRow:
    """Merges what is known of one job. At least one of `job` and `submission` must be given."""
    copy = _COPY_OF_DOWNLOAD[download.state] if download else CopyState.NONE
    if job is None:
        return _row_of_unsent(submission, lane_place, upload_percent, retry)
    return JobRow(
        key=submission.id if submission else key_of_job(job.job_id),
        operation=job.operation,
        reference=job.reference or (submission.reference if submission else job.job_id[:8]),
        state=_STATE_OF_JOB[job.status],
        submitted_at=job.created_at,
        progress=job.progress_percent,
        items=job.item_count if job.item_count is not None else (submission.rows if submission else None),
        succeeded=job.successful_count,
        failed=job.failed_count,
        finished_at=job.completed_at,
        slots=job.slots,
        copy=copy,
        is_elsewhere=submission is None,
        job_id=job.job_id,
        error_code=job.error_code,
        part=submission.part if submission else 1,
        parts=submission.parts if submission else 1,
        moved_at=job.moved_at,
        gone_at=job.gone_at,
    )


def _row_of_unsent(
    submission: Submission | None, lane_place: int | None, percent: int, retry: Retry | None
) -> JobRow:
    if submission is None:
        raise ValueError("a row needs a job or a submission")
    return JobRow(
        key=submission.id,
        operation=submission.operation,
        reference=submission.reference,
        state=_STATE_OF_SUBMISSION[submission.state],
        submitted_at=submission.sent_at or submission.created_at,
        is_submitted=submission.accepted_at is not None,
        progress=percent if submission.state is SubmissionState.SENDING else 0,
        items=submission.rows,
        lane_place=lane_place,
        job_id=submission.job_id,
        refusal_title=submission.refusal.title if submission.refusal else None,
        part=submission.part,
        parts=submission.parts,
        may_have_arrived=submission.may_have_arrived,
        not_before=submission.not_before,
        next_try_at=retry.at if retry else None,
        trouble=retry.title if retry else None,
    )
