"""Says aloud what has come to an end, each thing once. It watches nothing by itself."""

from __future__ import annotations

from mcdesk.desk.book import Book
from mcdesk.desk.hub import Hub
from mcdesk.model.errors import DeskError
from mcdesk.model.events import Ask, Notice, NoticeKind
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import key_of_job
from mcdesk.model.submissions import Submission


class Announcer:
    """Turns ends of jobs, and trouble on the way, into notices.

    Args:
        book: Tells which file a job came from.
        hub: Gets the notices.
        opened_at: What ended before that moment is no news.
    """

    def __init__(self, book: Book, hub: Hub, opened_at: float) -> None:
        self._book = book
        self._hub = hub
        self._opened_at = opened_at
        self._announced: set[str] = set()

    def job_seen(self, job: Job, was: Job | None) -> None:
        """A job that the service told of, and how it was known before."""
        is_news = self._was_sent_just_now(job) if was is None else not was.status.is_final
        if job.status.is_final and is_news:
            self.job_ended(job)

    def job_ended(self, job: Job) -> None:
        """Tells how a job ended, unless that was told before."""
        if job.job_id in self._announced:
            return
        self._announced.add(job.job_id)
        key, title = self._row_of(job)
        if job.status is JobStatus.COMPLETED:
            self._hub.tell(Notice(NoticeKind.COMPLETED, f"{title} is completed", "", key))
        else:
            advice = job.error_message or "Open the job to see why."
            self._hub.tell(Notice(NoticeKind.FAILED, f"{title} failed", advice, key))

    def job_gone(self, job: Job) -> None:
        """Tells that the service no longer knows a job that had not ended."""
        key, title = self._row_of(job)
        advice = (
            "It may have been deleted there. What mcdesk knows of it stays, and its lane is free again. Ask "
            "MarketCheck about it before you send the file as a new job."
        )
        self._hub.tell(
            Notice(NoticeKind.TROUBLE, f"The service no longer knows the job of {title}", advice, key)
        )

    def not_sent(self, submission: Submission, error: DeskError) -> None:
        """Tells what kept a file from being sent, where waiting does not help."""
        if error.stops_lane:
            name = OPERATIONS[submission.operation].name
            title = f"The {name} lane is stopped: {error.title}"
            said = error.advice.rstrip(". ")
            unsent = "waits" if not submission.may_have_arrived else "is asked about later"
            advice = f"{said}. Then let the lane go on; {submission.title} {unsent} until then."
            self._hub.tell(
                Notice(
                    NoticeKind.TROUBLE,
                    title,
                    advice.strip(),
                    submission.id,
                    Ask.RESUME_LANE,
                    submission.operation,
                )
            )
        elif not error.can_retry:
            title = f"{submission.title} was not sent: {error.title}"
            self._hub.tell(Notice(NoticeKind.TROUBLE, title, error.advice, submission.id))

    def _was_sent_just_now(self, job: Job) -> bool:
        submission = self._book.submission_of(job.job_id)
        accepted = submission.accepted_at if submission else None
        return accepted is not None and accepted >= self._opened_at

    def _row_of(self, job: Job) -> tuple[str, str]:
        submission = self._book.submission_of(job.job_id)
        if submission is not None:
            return submission.id, submission.title
        return key_of_job(job.job_id), job.reference or job.job_id[:8]
