"""The download manager: which results are fetched, and when the user must agree first.

A first slot of one's own job may be spent by itself; every further one needs the user's word. It never
repeats an attempt that may have cost a slot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mcdesk.desk.book import Book
from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.hub import Hub
from mcdesk.desk.scope import TaskScope
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import DeskError, DownloadBrokenError, NoDownloadsLeftError, UsageError
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.submissions import Origin
from mcdesk.services.batch import BatchClient


class Downloads:
    """Fetches results of one account, one attempt a job at a time."""

    def __init__(
        self,
        account_id: str,
        book: Book,
        ledger: Ledger,
        fetcher: Fetcher,
        clients: Mapping[str, BatchClient],
        hub: Hub,
        scope: TaskScope,
    ) -> None:
        self._account_id = account_id
        self._book = book
        self._ledger = ledger
        self._fetcher = fetcher
        self._clients = clients
        self._hub = hub
        self._scope = scope
        self._gave_up: set[str] = set()
        self.is_automatic = True

    def fetch_what_is_due(self) -> None:
        """Starts the first download of every completed job that this window submitted, where allowed."""
        if not self.is_automatic:
            return
        for submission in self._book.submissions:
            if submission.origin is Origin.WINDOW and submission.job_id:
                job = self._book.job(submission.job_id)
                if job is not None and self._is_due(job):
                    self._start(job)

    def fetch(self, job: Job, *, agreed: bool) -> None:
        """Starts a download that the user asked for.

        Args:
            job: A completed job.
            agreed: The user knows that a further slot is spent.

        Raises:
            NoDownloadsLeftError: If there is no slot.
            UsageError: If a slot was spent before and the user has not agreed to spend another.
        """
        if job.slots is not None and job.slots.left <= 0:
            raise NoDownloadsLeftError(
                "All downloads of this job are used.", "Submit the file again to get a new result."
            )
        if not agreed and (self._has_spent(job) or (job.slots and job.slots.left < job.slots.total)):
            raise UsageError("A download of this job was used before.", "Agree to spend another one.")
        self._start(job)

    def stop(self, job_id: str) -> None:
        """Breaks a download off. Its slot stays spent."""
        self._scope.cancel(_task_name(job_id))

    def _is_due(self, job: Job) -> bool:
        # A slot that somebody used elsewhere means that the next one is not the first.
        has_slots = job.slots is None or job.slots.left == job.slots.total
        is_ready = job.status is JobStatus.COMPLETED and job.download_available is not False
        return is_ready and has_slots and not self._has_spent(job) and job.job_id not in self._gave_up

    def _has_spent(self, job: Job) -> bool:
        attempts = self._book.downloads_of(job.job_id)
        return any(attempt.state is not DownloadState.UNSPENT for attempt in attempts)

    def _start(self, job: Job) -> None:
        self._scope.start(_task_name(job.job_id), self._fetch(job))

    async def _fetch(self, job: Job) -> None:
        submission = self._book.submission_of(job.job_id)
        row_key = submission.id if submission else f"job:{job.job_id}"
        reference = submission.title if submission else job.reference or job.job_id[:8]
        client = self._clients[job.operation]
        if await self._has_copy(job):
            return
        try:
            await self._fetcher.fetch(
                self._account_id, job, reference, client, row_key, self._book.put_download
            )
        except DeskError as error:
            is_free = isinstance(error, DownloadBrokenError) and await self._cost_nothing(job, client)
            if not error.can_retry and not is_free:
                self._gave_up.add(job.job_id)
                self._hub.tell(
                    Notice(NoticeKind.TROUBLE, f"{reference}: {error.title}", error.advice, row_key)
                )
        else:
            words = f"The result of {reference} is on this computer"
            self._hub.tell(Notice(NoticeKind.VERIFIED, words, "Its checksum matches.", row_key))
        finally:
            await self.reload(job.job_id)
        # A task of its own, so that a further download can be asked for meanwhile.
        self._scope.start(f"slots {job.job_id}", self._refresh_slots(job, client))

    async def _has_copy(self, job: Job) -> bool:
        """Whether a command line beside this window has fetched the result meanwhile."""
        known = {attempt.id for attempt in self._book.downloads_of(job.job_id)}
        attempts = await self.reload(job.job_id)
        return any(a.state is DownloadState.VERIFIED and a.id not in known for a in attempts)

    async def reload(self, job_id: str) -> tuple[Download, ...]:
        """Takes over what the ledger knows of a job's downloads."""
        attempts = await self._ledger.downloads(self._account_id, job_id)
        for attempt in attempts:
            self._book.put_download(attempt)
        return attempts

    async def reload_foreign(self) -> None:
        """Takes over how the downloads stand that another process is making."""
        for job_id in self._book.fetching_jobs():
            if not self._scope.is_running(_task_name(job_id)):
                await self.reload(job_id)

    async def _refresh_slots(self, job: Job, client: BatchClient) -> None:
        await self._ask_for_slots(job, client)

    async def _ask_for_slots(self, job: Job, client: BatchClient) -> Job | None:
        """The service's own count is the one that matters, above all after a download that broke."""
        try:
            fresh = await client.status(job.job_id)
        except DeskError:
            return None  # the next look at the list tells
        await self._ledger.save_jobs(self._account_id, [fresh])
        self._book.put_jobs([fresh])
        return fresh

    async def _cost_nothing(self, job: Job, client: BatchClient) -> bool:
        """Whether the service counts as before: then an attempt whose answer never came has cost nothing."""
        attempts = await self._ledger.downloads(self._account_id, job.job_id)
        last = attempts[-1] if attempts else None
        fresh = await self._ask_for_slots(job, client)
        if fresh is None or fresh.slots is None or fresh.slots != job.slots:
            return False
        if last is None or last.state is not DownloadState.BROKEN or last.remaining is not None:
            return False
        await self._ledger.update_download(replace(last, state=DownloadState.UNSPENT))
        return True


def _task_name(job_id: str) -> str:
    return f"download {job_id}"
