"""Jobs in every state, as the desk would hand them over. The moment is always NOW."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.rows import Retry, row_of
from mcdesk.model.submissions import FileFacts, Origin, Refusal, Submission, SubmissionState

NOW = 1_779_460_000.0
SHA = "9f2c41d0" + "ab" * 24 + "6b7ea17e"
JOB_ID = "770a9622-1111-4111-8111-222222222222"


def submission(
    state: SubmissionState = SubmissionState.ACCEPTED, *, rows: int = 1200, unique: int = 1150, **changes: Any
) -> Submission:
    made = Submission(
        id="s1",
        account_id="a1",
        operation="rank",
        reference="ranking-batch-2026-04",
        idempotency_key="mcd-7f41aaaa-bbbb-4ccc-8ddd-eeeeeeee09c3",
        source=FileFacts(Path("/home/ann/lots/april-lots.csv"), 66_800, "1" * 64),
        packed=FileFacts(Path("/home/ann/.mcdesk/sent/april-lots.csv.gz"), 31_000, "2" * 64),
        rows=rows,
        unique_values=unique,
        origin=Origin.WINDOW,
        state=state,
        place=1,
        created_at=NOW - 7400,
        sent_at=NOW - 7300,
        accepted_at=NOW - 7290 if state is SubmissionState.ACCEPTED else None,
        job_id=JOB_ID if state is SubmissionState.ACCEPTED else None,
        request_id="req-a1b2c3d4" if state is SubmissionState.ACCEPTED else "",
    )
    return replace(made, **changes)


def job(status: JobStatus = JobStatus.COMPLETED, *, left: int = 2, **changes: Any) -> Job:
    done = status is JobStatus.COMPLETED
    made = Job(
        job_id=JOB_ID,
        operation="rank",
        status=status,
        progress_percent=100 if done else 55,
        created_at=NOW - 7290,
        reference="ranking-batch-2026-04",
        item_count=1200,
        successful_count=1150 if done else None,
        failed_count=0 if done else None,
        completed_at=NOW - 6570 if done else None,
        download_available=True if done else None,
        slots=DownloadSlots(left, 3) if done else None,
        error_code="processing_failed" if status is JobStatus.FAILED else None,
        error_message="Column zip is missing" if status is JobStatus.FAILED else None,
    )
    return replace(made, **changes)


def download(state: DownloadState = DownloadState.VERIFIED, **changes: Any) -> Download:
    kept = state in (DownloadState.VERIFIED, DownloadState.MISMATCH, DownloadState.LOST)
    made = Download(
        id="d1",
        account_id="a1",
        job_id=JOB_ID,
        state=state,
        started_at=NOW - 6500,
        path=Path("/home/ann/.mcdesk/results/april-ranked.csv.gz") if kept else None,
        size=58_000 if kept else None,
        sha256=SHA if kept else None,
        expected_sha256=SHA if state is DownloadState.VERIFIED else "3" * 64,
        finished_at=NOW - 6495 if state is not DownloadState.STARTED else None,
    )
    return replace(made, **changes)


def details(
    job_: Job | None = None,
    submission_: Submission | None = None,
    *downloads: Download,
    lane_place: int | None = None,
    upload_percent: int = 0,
    retry: Retry | None = None,
) -> JobDetails:
    newest = downloads[-1] if downloads else None
    row = row_of(job_, submission_, newest, lane_place=lane_place, upload_percent=upload_percent, retry=retry)
    return JobDetails(row, job_, submission_, tuple(downloads))


def completed(*downloads: Download, left: int = 2, elsewhere: bool = False, **changes: Any) -> JobDetails:
    return details(job(left=left, **changes), None if elsewhere else submission(), *downloads)


def processing(percent: int = 71, *, elsewhere: bool = False, **changes: Any) -> JobDetails:
    running = job(JobStatus.PROCESSING, progress_percent=percent, **changes)
    return details(running, None if elsewhere else submission())


def failed(*, elsewhere: bool = False, **changes: Any) -> JobDetails:
    return details(job(JobStatus.FAILED, **changes), None if elsewhere else submission())


def waiting(place: int | None = 1, *, retry: Retry | None = None, **changes: Any) -> JobDetails:
    sent = submission(SubmissionState.WAITING, sent_at=None, **changes)
    return details(None, sent, lane_place=place, retry=retry)


def uploading(percent: int = 43) -> JobDetails:
    return details(None, submission(SubmissionState.SENDING), upload_percent=percent)


def unsure(*, retry: Retry | None = None) -> JobDetails:
    return details(None, submission(SubmissionState.UNSURE), retry=retry)


def put_on_hold() -> JobDetails:
    return details(None, submission(SubmissionState.HELD, sent_at=None))


def held(code: str = "invalid_file_format") -> JobDetails:
    refusal = Refusal(
        "The service did not take the file",
        "Check the file's format, then try again.",
        code,
        "req-77ee12ab",
    )
    return details(None, submission(SubmissionState.HELD, refusal=refusal))
