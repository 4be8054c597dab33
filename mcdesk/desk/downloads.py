"""The download manager: which results are fetched, and when the user must agree first.

A first slot of one's own job may be spent by itself; every further one needs the user's word. It never
repeats an attempt that may have cost a slot.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from mcdesk.desk.book import Book
from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.hub import Hub
from mcdesk.desk.reckoning import cost_of, counted, notice_of
from mcdesk.desk.recovery import found_here, settled
from mcdesk.desk.scope import TaskScope
from mcdesk.desk.tries import Tries
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import DeskError, NoDownloadsLeftError, StorageError, UsageError
from mcdesk.model.events import Ask, Notice, NoticeKind
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.rows import JobRow
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
        self._tries: dict[str, Tries] = {}
        self._numbers = itertools.count(1)
        self._gave_up: set[str] = set()
        self._stuck: set[str] = set()
        self._looked_for: set[str] = set()
        self.is_automatic = True

    def fetch_what_is_due(self) -> None:
        """Starts the first download of every completed job that this window submitted, where allowed.

        Where a slot went that no row tells of, it looks whether the result is here: that costs nothing.
        """
        for submission in self._book.submissions:
            job = self._book.job(submission.job_id) if submission.job_id else None
            if job is None:
                continue
            if self.is_automatic and submission.origin is Origin.WINDOW and self._is_due(job):
                self._start(job, is_asked=False)
            elif self._is_unexplained(job):
                self._looked_for.add(job.job_id)
                self._scope.start(f"look for {job.job_id}", self._look_for(job))

    def fetch(self, job: Job, *, agreed: bool) -> None:
        """Starts a download that the user asked for. One that waits for its next try does not wait longer.

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
        self._gave_up.discard(job.job_id)
        self._stuck.discard(job.job_id)
        running = self._running(job.job_id)
        if running is None:
            self._start(job, is_asked=True)
        elif running.takes_wishes:
            running.wish()

    def stop(self, job_id: str) -> None:
        """Breaks a download off, or its waiting for another try. A slot that it has spent stays spent."""
        self._gave_up.add(job_id)
        if (running := self._running(job_id)) is not None:
            self._scope.cancel(running.name)

    async def reload(self, job_id: str) -> tuple[Download, ...]:
        """Takes over what the ledger knows of a job's downloads."""
        attempts = await self._ledger.downloads(self._account_id, job_id)
        for attempt in attempts:
            self._book.put_download(attempt)
        return attempts

    async def reload_foreign(self) -> None:
        """Takes over how the downloads stand that another process is making, or has left behind.

        Raises:
            LedgerError: If the ledger can't be used; to be tried again.
        """
        for job_id in self._book.fetching_jobs():
            if self._running(job_id) is not None:
                continue
            for attempt in await self.reload(job_id):
                if attempt.state is DownloadState.STARTED:
                    await self._settle(attempt)

    def _is_due(self, job: Job) -> bool:
        # A slot that somebody used elsewhere means that the next one is not the first.
        has_slots = job.slots is None or job.slots.left == job.slots.total
        is_offered = job.download_available is not False and job.gone_at is None
        is_ready = job.status is JobStatus.COMPLETED and is_offered
        return is_ready and has_slots and not self._has_spent(job) and job.job_id not in self._gave_up

    def _is_unexplained(self, job: Job) -> bool:
        is_used = job.slots is not None and job.slots.left < job.slots.total
        is_news = job.job_id not in self._looked_for and self._running(job.job_id) is None
        return is_used and is_news and not self._has_spent(job)

    async def _look_for(self, job: Job) -> None:
        try:
            here = await found_here(self._account_id, job.job_id, self._ledger, self._fetcher.world)
        except DeskError:  # busy, or not to be read now: at the next look
            self._looked_for.discard(job.job_id)
            return
        if here is not None:
            self._book.put_download(here)

    def _has_spent(self, job: Job) -> bool:
        attempts = self._book.downloads_of(job.job_id)
        return any(attempt.state is not DownloadState.UNSPENT for attempt in attempts)

    def _start(self, job: Job, *, is_asked: bool) -> None:
        def may_go_on() -> bool:
            known = self._book.job(job.job_id) or job
            return is_asked or (self.is_automatic and self._is_due(known))

        if self._running(job.job_id) is not None:
            return
        tries = Tries(
            f"download {job.job_id}, {next(self._numbers)}",
            self._account_id,
            job,
            self._clients[job.operation],
            self._book,
            self._ledger,
            self._fetcher,
            self._hub,
            self._scope,
            may_go_on,
        )
        self._tries[job.job_id] = tries
        self._scope.start(tries.name, self._fetch(job, tries))

    def _running(self, job_id: str) -> Tries | None:
        tries = self._tries.get(job_id)
        return tries if tries is not None and self._scope.is_running(tries.name) else None

    async def _fetch(self, job: Job, tries: Tries) -> None:
        try:
            await tries.run()
            self._stuck.discard(job.job_id)
        except DeskError as error:  # the ledger can't be used now, for instance
            self._tell_stuck(job, tries, error)
        finally:
            self._tries.pop(job.job_id)
            if tries.has_given_up:
                self._gave_up.add(job.job_id)
        # A task of its own, so that a further download can be asked for meanwhile.
        self._scope.start(f"slots {job.job_id}", self._refresh_slots(job))

    def _tell_stuck(self, job: Job, tries: Tries, error: DeskError) -> None:
        """Tells once of trouble that cost nothing and is tried again; asks where a slot may have gone."""
        row = self._book.row_of_job(job.job_id)
        if row is None or (job.job_id in self._stuck and not tries.may_have_spent):
            return
        self._stuck.add(job.job_id)
        ask = Ask.DOWNLOAD_AGAIN if tries.may_have_spent else Ask.NOTHING
        title = f"{row.title}: {error.title}"
        self._hub.tell(Notice(NoticeKind.TROUBLE, title, error.advice, row.key, ask))

    async def _refresh_slots(self, job: Job) -> None:
        """The service's own count is the one that matters."""
        fresh = await counted(self._ledger, self._account_id, job, self._clients[job.operation])
        if fresh is not None:
            self._book.put_jobs([fresh])

    async def _settle(self, attempt: Download) -> None:
        """Tells what a process that died in the middle of a download has left behind."""
        job, row = self._book.job(attempt.job_id), self._book.row_of_job(attempt.job_id)
        try:
            ended = await settled(attempt, self._ledger, self._fetcher.world)
        except StorageError as error:  # looked at again, but told once
            if attempt.id not in self._stuck and row is not None:
                self._stuck.add(attempt.id)
                self._hub.tell(
                    Notice(NoticeKind.TROUBLE, f"{row.title}: {error.title}", error.advice, row.key)
                )
            return
        if ended is None:
            return
        self._book.put_download(ended)
        if job is not None and row is not None:
            self._tell_settled(ended, job, row)

    def _tell_settled(self, ended: Download, job: Job, row: JobRow) -> None:
        if ended.state is DownloadState.VERIFIED:
            words = f"The result of {row.title} is on this computer"
            self._hub.tell(Notice(NoticeKind.VERIFIED, words, "Its checksum matches.", row.key))
        elif ended.state is DownloadState.BROKEN:
            cost, heading = cost_of(ended, job, None), f"{row.title}: The download was interrupted."
            self._hub.tell(notice_of(heading, "", cost, row.key, is_gone=job.gone_at is not None))
