"""One job's result for the window: tried again by itself only while that costs nothing, else asked about.

It spends no slot without being told to: the first by its caller, any further one by the user's word.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from mcdesk.desk.book import Book
from mcdesk.desk.fetching import Fetcher, transfer_of
from mcdesk.desk.hub import Hub
from mcdesk.desk.reckoning import cost_of, counted, is_as_before, is_unanswered, notice_of
from mcdesk.desk.scope import TaskScope
from mcdesk.ledger.ledger import Ledger
from mcdesk.model import words
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import (
    AnswerLostError,
    BusyElsewhereError,
    DeskError,
    DownloadBrokenError,
    UnreachableError,
)
from mcdesk.model.events import Ask, Notice, NoticeKind, TransfersChanged, TransferState
from mcdesk.model.jobs import Job
from mcdesk.model.pauses import pause_after
from mcdesk.model.rows import key_of_job
from mcdesk.services.batch import BatchClient

MOST_TRIES = 12
"""Failures in a row, none of which cost anything, after which it is left to the user: about half an hour."""
_BASE_PAUSE = 5.0
_PAUSE_WITHOUT_ANSWER = 30.0
"""Seconds. A request whose connection died may still be on its way, and is counted when it arrives."""
_SPENT = (DownloadState.BROKEN, DownloadState.MISMATCH)


class Tries:
    """All tries at one job's result, until it is here, costs something, or the user must see to it.

    Args:
        name: Of the task that they run in.
        account_id: Whose job it is.
        job: A completed one.
        client: Of the job's operation.
        book: What is known; kept up to date.
        ledger: Where each attempt is written first.
        fetcher: Makes an attempt.
        hub: Gets the notices.
        scope: Owns the pauses.
        may_go_on: Asked before each try that the user has not wished for.

    Attributes:
        has_given_up: It must not begin again by itself.
        takes_wishes: No bytes are under way: the user's word for another try counts now.
    """

    def __init__(
        self,
        name: str,
        account_id: str,
        job: Job,
        client: BatchClient,
        book: Book,
        ledger: Ledger,
        fetcher: Fetcher,
        hub: Hub,
        scope: TaskScope,
        may_go_on: Callable[[], bool],
    ) -> None:
        self.name = name
        self._account_id = account_id
        self._job = job
        self._client = client
        self._book = book
        self._ledger = ledger
        self._fetcher = fetcher
        self._hub = hub
        self._scope = scope
        self._may_go_on = may_go_on
        submission = book.submission_of(job.job_id)
        self._row_key = submission.id if submission else key_of_job(job.job_id)
        self._name = submission.title if submission else job.reference or job.job_id[:8]
        self._failures = 0
        self._attempt_id = ""
        self._is_wished = False
        self._hurried = asyncio.Event()
        self.has_given_up = False
        self.takes_wishes = False

    @property
    def may_have_spent(self) -> bool:
        """Whether the latest try got so far that it may have cost a slot."""
        return bool(self._attempt_id)

    def wish(self) -> None:
        """The user wants another try, whatever the last one has cost, and does not want to wait for it."""
        self._is_wished = True
        self._hurried.set()

    async def run(self) -> None:
        """Tries. Whoever has wished for another try until the very end gets it."""
        goes_on = True
        while goes_on and not await self._has_copy():
            self.takes_wishes = self._is_wished = False
            self._hurried.clear()
            self._job = self._book.job(self._job.job_id) or self._job
            try:
                goes_on = await self._try_once()
            finally:
                await self._reload()
            goes_on |= self._is_wished

    async def _try_once(self) -> bool:
        """Spends a slot if all goes well; tells whether there is to be another try."""
        self._attempt_id = ""
        try:
            await self._fetcher.fetch(
                self._account_id, self._job, self._name, self._client, self._row_key, self._begun
            )
        except BusyElsewhereError:
            return False  # its result is found at the next look
        except DeskError as error:
            self.takes_wishes = True
            return await self._goes_on_after(error)
        title = f"The result of {self._name} is on this computer"
        self._hub.tell(Notice(NoticeKind.VERIFIED, title, "Its checksum matches.", self._row_key))
        return False

    def _begun(self, download: Download) -> None:
        self._attempt_id = download.id
        self._book.put_download(download)

    async def _has_copy(self) -> bool:
        """Whether the result is here without this window knowing it yet.

        A command line beside it may have fetched it, or the ledger could not be asked how a try had ended.
        """
        attempts = self._book.downloads_of(self._job.job_id)
        known = {attempt.id for attempt in attempts if attempt.state is not DownloadState.STARTED}
        attempts = await self._reload()
        return any(a.state is DownloadState.VERIFIED and a.id not in known for a in attempts)

    async def _reload(self) -> tuple[Download, ...]:
        attempts = await self._ledger.downloads(self._account_id, self._job.job_id)
        for attempt in attempts:
            self._book.put_download(attempt)
        return attempts

    async def _goes_on_after(self, error: DeskError) -> bool:
        attempt = next((each for each in await self._reload() if each.id == self._attempt_id), None)
        if attempt is None or attempt.state is DownloadState.UNSPENT:
            return await self._later(error) if error.can_retry else self._left_to_the_user(error)
        if attempt.state not in _SPENT:  # the ledger could not be told how it ended: settled later
            return self._left_to_the_user(error)
        now = await self._counted()
        if is_unanswered(attempt) and is_as_before(self._job, now):
            return await self._later(error, attempt)
        return self._told_cost(error, attempt, now)

    async def _later(self, error: DeskError, unanswered: Download | None = None) -> bool:
        """Waits for the next try; tells whether there is to be one.

        Args:
            error: What came in between.
            unanswered: An attempt that may still be counted when its request arrives, however late. It is
                called UNSPENT when the service still counts as before at the end of the pause.
        """
        is_lost = isinstance(error.__cause__, AnswerLostError)
        while True:
            self._failures += 1
            if self._failures >= MOST_TRIES and not self._is_wished:
                return self._tired(error)
            await self._pause(_PAUSE_WITHOUT_ANSWER if is_lost else _BASE_PAUSE, error.retry_after)
            if unanswered is None:
                break
            now = await self._counted()
            if is_as_before(self._job, now):
                unspent = replace(unanswered, state=DownloadState.UNSPENT)
                await self._ledger.update_download(unspent)
                self._book.put_download(unspent)
                break
            if now is not None:
                return self._told_cost(error, unanswered, now)
            if self._is_wished:
                break
        if self._is_wished or self._may_go_on():
            return True
        self._show(TransferState.CANCELLED, "Stopped")
        return False

    async def _pause(self, base: float, retry_after: float | None) -> None:
        world = self._fetcher.world
        seconds = pause_after(self._failures, base=base, retry_after=retry_after, dice=world.dice())
        self._show(TransferState.PAUSED, f"No download was spent; next try in {words.duration(seconds)}")
        name = f"{self.name}, pause {self._failures}"
        self._scope.start(name, self._wake_after(seconds))
        try:
            await self._hurried.wait()
        except asyncio.CancelledError:
            self._show(TransferState.CANCELLED, "Stopped")
            raise
        finally:
            self._scope.cancel(name)
        if not self._is_wished:
            self._hurried.clear()

    async def _wake_after(self, seconds: float) -> None:
        await self._fetcher.world.sleep(seconds)
        self._hurried.set()

    async def _counted(self) -> Job | None:
        now = await counted(self._ledger, self._account_id, self._job, self._client)
        if now is not None:
            self._book.put_jobs([now])
        return now

    def _told_cost(self, error: DeskError, attempt: Download, now: Job | None) -> bool:
        """Asks the user, unless the word was given while it was not yet known what the attempt had cost."""
        if self._is_wished:
            return True
        known = self._book.job(self._job.job_id)
        advice = "" if isinstance(error, DownloadBrokenError) else error.advice
        self._show(TransferState.FAILED, error.title)
        self._hub.tell(
            notice_of(
                f"{self._name}: {error.title}",
                advice,
                cost_of(attempt, self._job, now),
                self._row_key,
                is_gone=known is not None and known.gone_at is not None,
            )
        )
        self.has_given_up = True
        return False

    def _left_to_the_user(self, error: DeskError) -> bool:
        """Waiting does not help. Nothing was spent, so nothing is asked."""
        if self._is_wished:
            return True
        self._hub.tell(
            Notice(NoticeKind.TROUBLE, f"{self._name}: {error.title}", error.advice, self._row_key)
        )
        self.has_given_up = True
        return False

    def _tired(self, error: DeskError) -> bool:
        """A service out of reach is tried again by itself when a look at it has succeeded."""
        self._show(TransferState.FAILED, error.title)
        self._hub.tell(
            Notice(
                NoticeKind.TROUBLE,
                f"{self._name}: {error.title}",
                f"It was tried {self._failures} times and no download was spent. Start it again when the "
                "service answers.",
                self._row_key,
                Ask.DOWNLOAD_AGAIN,
            )
        )
        self.has_given_up = not isinstance(error, UnreachableError)
        return False

    def _show(self, state: TransferState, told: str) -> None:
        transfer = transfer_of(self._job.job_id, self._row_key, self._name)
        self._hub.tell(TransfersChanged(replace(transfer, state=state, words=told)))
