"""One account's desk: everything that watches, sends and fetches, behind one door. No Qt, no SQL, no HTTP."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mcdesk.desk.announcing import Announcer
from mcdesk.desk.book import Book
from mcdesk.desk.copies import Copies
from mcdesk.desk.dealer_book import DealerBookKeeper
from mcdesk.desk.downloads import Downloads
from mcdesk.desk.drafts import Draft, Drafts
from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.first_rows import fill, fill_rest
from mcdesk.desk.history_marks import HistoryMarks
from mcdesk.desk.hub import Hub, Listener
from mcdesk.desk.lanes import Lanes
from mcdesk.desk.listing import Listing
from mcdesk.desk.lookups import Lookups
from mcdesk.desk.poller import Poller
from mcdesk.desk.preparing import recipe_of
from mcdesk.desk.queue import Queue
from mcdesk.desk.scope import TaskScope
from mcdesk.desk.sending import Sender
from mcdesk.desk.sweeping import sweep_home
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, is_loopback
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import DeskError, StorageError, UsageError
from mcdesk.model.events import LaneStatus, Notice, NoticeKind, PollStatus
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.operations import OPERATIONS, Operation
from mcdesk.model.rows import JobRow
from mcdesk.model.submissions import SubmissionState
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http

log = logging.getLogger(__name__)


def pace_of(operation: Operation, base_url: str) -> float:
    """Seconds between looks: the declared pace, or the quick one where time is compressed."""
    return operation.practice_poll_seconds if is_loopback(base_url) else operation.poll_seconds


class Desk:
    """Build it, `start` it, and `aclose` it. Events come to listeners of `subscribe`, on the loop."""

    def __init__(self, account: Account, http: Http, ledger: Ledger, world: World) -> None:
        self.account = account
        self._http = http
        self._ledger = ledger
        self._world = world
        self._hub = Hub()
        self.drafts = Drafts(account.id, ledger, world)
        self.lookups = Lookups(account, http, ledger, world)
        self.dealers = DealerBookKeeper(ledger)
        self._scope = TaskScope(self._on_bug)
        self._book = Book(self._hub)
        clients = {operation.id: BatchClient(http, operation) for operation in OPERATIONS.values()}
        every = min(pace_of(operation, account.base_url) for operation in OPERATIONS.values())
        self._clients = clients
        self._every = every
        self._submitting = 0
        self._unsaved: dict[str, Job] = {}
        self._marks = HistoryMarks(account.id, ledger)
        self._copies = Copies(account.id, ledger, world)
        self._announcer = Announcer(self._book, self._hub, world.now())
        self._listing = self._new_listing({})
        self._poller = Poller(self._look, every, self._hub, world, is_reachable=http.is_reachable)
        self._lanes = Lanes(
            self._book,
            ledger,
            Sender(ledger, self._hub, world),
            clients,
            world,
            every=every,
            on_accepted=self._on_accepted,
            on_busy=self._on_busy,
            on_trouble=self._announcer.not_sent,
        )
        self._queue = Queue(self._book, ledger, self._lanes, self.drafts)
        self._downloads = Downloads(
            account.id, self._book, ledger, Fetcher(ledger, self._hub, world), clients, self._hub, self._scope
        )

    @property
    def rows(self) -> tuple[JobRow, ...]:
        """All rows, in no order."""
        return self._book.rows

    @property
    def lanes(self) -> tuple[LaneStatus, ...]:
        """All lanes as they stand."""
        return self._book.lanes

    @property
    def poll_status(self) -> PollStatus:
        """How the watching goes."""
        return self._poller.status

    @property
    def uploads_under_way(self) -> tuple[str, ...]:
        """Titles of the files that are being sent right now."""
        return tuple(s.title for s in self._book.unsettled if s.state is SubmissionState.SENDING)

    @property
    def downloads_under_way(self) -> tuple[str, ...]:
        """Titles of the jobs whose results are being fetched right now."""
        rows = (self._book.row_of_job(job_id) for job_id in self._book.fetching_jobs())
        return tuple(row.title for row in rows if row is not None)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being written down, sent or fetched right now."""
        return not (self._submitting or self.uploads_under_way or self.downloads_under_way)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; gives the function that takes it away."""
        return self._hub.subscribe(listener)

    def details(self, key: str) -> JobDetails | None:
        """Everything about one row, or None if it is gone."""
        return self._book.details(key)

    async def load(self) -> None:
        """Reads what the first picture needs: what is waiting, and the newest jobs."""
        await fill(self._book, self._ledger, self.account.id)

    def start(self) -> None:
        """Begins to settle, watch, send and fetch. `load` comes first."""
        self._scope.start("begin", self._begin())

    async def aclose(self) -> None:
        """Ends everything. What was half-way is on record and goes on at the next start."""
        await self._scope.aclose()
        await self._http.aclose()

    async def submit(
        self, draft: Draft, reference: str, *, not_before: float | None = None, is_held: bool = False
    ) -> str:
        """Writes the intent down and lets the lane have it; gives the key of its first row.

        Args:
            draft: What went through preflight.
            reference: The job's name.
            not_before: Seconds since 1970: others go first until then.
            is_held: It is kept on hold; the user starts it.

        Raises:
            StorageError, LedgerError: If it can't be written down; nothing will be sent.
        """
        self._submitting += 1
        try:
            submissions = await self.drafts.submissions(
                draft, reference, not_before=not_before, is_held=is_held
            )
        finally:
            self._submitting -= 1
        self._book.put_submissions(submissions)
        self._lanes.wake()
        return submissions[0].id

    def sent_before(self, draft: Draft) -> JobRow | None:
        """A row for which the very rows of a draft were sent, or wait to be: sent again, they cost again."""
        source, recipe = draft.prepared.source, recipe_of(draft.wish)
        packed = {part.packed.sha256 for part in draft.prepared.parts}
        return self._book.sent_before(draft.wish.operation.id, source.sha256, recipe, packed)

    async def remove(self, key: str) -> None:
        """Takes a file that was not sent out of the lane.

        Raises:
            LedgerError: If it has been sent meanwhile.
        """
        await self._queue.remove(key)

    async def hold(self, key: str) -> None:
        """Keeps a file from being sent, or tried again, until the user says so. An upload breaks off."""
        await self._queue.hold(key)

    async def send_again(self, key: str) -> None:
        """Puts a file that was set aside back into its lane, with the same key and bytes."""
        await self._queue.release(key)

    def try_now(self, key: str) -> None:
        """Does not wait for the next try of a file."""
        self._queue.try_now(key)

    async def move(self, key: str, up: bool) -> bool:
        """Moves a waiting file forward or back in its lane; tells whether there was room."""
        return await self._queue.move(key, up=up)

    async def start_after(self, key: str, at: float | None) -> None:
        """Lets others pass a waiting file until then (seconds since 1970); None for as soon as it can."""
        await self._queue.start_after(key, at)

    def resume_lane(self, operation: str) -> None:
        """Lets a lane that trouble has stopped go on."""
        self._lanes.resume(operation)

    async def set_uploads_aside(self) -> None:
        """Breaks off what is being sent; those files do not go again by themselves. Nothing new begins."""
        await self._queue.set_uploads_aside()

    def check_now(self) -> bool:
        """Looks at once, if that is allowed; tells whether it is. A watch that has stopped starts again."""
        if self._poller.status.has_stopped:
            return self._scope.start("poller", self._poller.run())
        return self._poller.check_now()

    def fetch_automatically(self, wanted: bool) -> None:
        """Whether the first download of a completed job starts by itself."""
        self._downloads.is_automatic = wanted
        if wanted:
            self._downloads.fetch_what_is_due()

    def download(self, key: str, *, agreed: bool = False) -> None:
        """Fetches a row's result.

        Raises:
            UsageError: If that needs the user's agreement, or the job has no result.
            NoDownloadsLeftError: If no slot is left.
        """
        details = self._book.details(key)
        if details is None or details.job is None or details.job.status is not JobStatus.COMPLETED:
            raise UsageError("This job has no result to download.", "Wait until it is completed.")
        self._downloads.fetch(details.job, agreed=agreed)

    def stop_transfer(self, row_key: str) -> None:
        """Breaks off what a row is sending or fetching."""
        if not self._lanes.stop(row_key):
            details = self._book.details(row_key)
            if details is not None and details.job is not None:
                self._downloads.stop(details.job.job_id)

    async def verify(self, key: str) -> bool:
        """Whether a row's result is on this computer, byte for byte; it is restored where that is possible.

        Raises:
            StorageError: Its bytes are here, but can't be put in their place.
        """
        copy = self._copy_of(key)
        if copy is None:
            return False
        checked = await self._copies.check(copy)
        self._book.put_download(checked)
        return checked.state is DownloadState.VERIFIED

    async def readable_copy(self, key: str) -> Path:
        """A copy of a row's result that ordinary programs open.

        Raises:
            StorageError: If there is none, or it can't be made.
        """
        return await self._copies.readable(self.saved_result(key))

    def saved_result(self, key: str) -> Download:
        """A row's verified result.

        Raises:
            StorageError: If there is none.
        """
        if (copy := self._copy_of(key)) is None:
            raise StorageError("This job has no saved result.", "Download it first.")
        return copy

    def _copy_of(self, key: str) -> Download | None:
        details = self._book.details(key)
        return details.kept if details is not None else None

    def _new_listing(self, read_before: Mapping[str, str]) -> Listing:
        return Listing(
            self._clients,
            self._book,
            self._on_jobs,
            self._world,
            hurry=is_loopback(self.account.base_url),
            read_before=read_before,
            on_read=self._marks.note,
            on_gone=self._on_gone,
        )

    async def _begin(self) -> None:
        while not await self._settle_what_broke():
            await self._world.sleep(self._every)
        self._scope.start("poller", self._poller.run())
        for operation in OPERATIONS:
            self._scope.start(f"lane {operation}", self._lanes.drive(operation))
        wait = functools.partial(self._world.sleep, self._every)
        await fill_rest(self._book, self._ledger, self.account.id, wait)
        with contextlib.suppress(DeskError):  # the history does so too, where it meets one
            await self.lookups.settle_left()
        await self._notice_lost_copies()
        with contextlib.suppress(DeskError):  # next time, then
            await sweep_home(self._ledger, self._world)

    async def _settle_what_broke(self) -> bool:
        """What was half-way when the program ended: uploads are asked about, downloads looked for.

        Tells whether that could be done: a ledger that another process holds for long is tried again.
        """
        try:
            self._listing = self._new_listing(await self._marks.read())
            self._book.put_submissions(await self._ledger.submissions(self.account.id))
            await self._lanes.settle_left()
            await self._downloads.reload_foreign()
        except DeskError as error:
            self._hub.tell(PollStatus(trouble=error, next_at=self._world.now() + self._every))
            return False
        return True

    async def _notice_lost_copies(self) -> None:
        """Saved results that are gone, or there again, since mcdesk last looked."""
        with contextlib.suppress(DeskError):  # at the next start, then
            for download in await self._copies.notice_missing():
                self._book.put_download(download)

    async def _look(self) -> None:
        """One round: what the service tells first, then all that may follow from it.

        Trouble with one operation must not keep the others waiting, so it is told at the end.
        """
        trouble: DeskError | None = None
        try:
            await self._listing.look()
        except DeskError as error:
            trouble = error
        await self._take_over_unsettled()
        await self._downloads.reload_foreign()
        await self._lanes.settle_left()
        self._lanes.wake(looked=self._listing.fresh)
        if self._listing.fresh:
            self._downloads.fetch_what_is_due()
        if trouble is not None:
            raise trouble

    async def _take_over_unsettled(self) -> None:
        """What a command line beside this window is sending, or was when it ended."""
        told = await self._ledger.unsettled(self.account.id)
        news = [each for each in told if each != self._book.submission(each.id)]
        if news:
            self._book.put_submissions(news)

    async def _on_gone(self, job_id: str) -> None:
        """The service no longer knows a job: it is kept, marked, and its lane is free."""
        was_open = any(job.job_id == job_id for job in self._book.open_jobs())
        gone = self._book.mark_gone(job_id, self._world.now())
        if gone is None:
            return
        if was_open:
            self._announcer.job_gone(gone)
        await self._save([gone])

    async def _on_jobs(self, jobs: Sequence[Job]) -> None:
        self._poller.heard()
        if unknown := [job.job_id for job in jobs if self._book.job(job.job_id) is None]:
            # A command line beside this window may have sent them: the ledger knows. One that is accepted
            # between the two is in both.
            await self._take_over_unsettled()
            self._book.put_submissions(await self._ledger.submissions_of(self.account.id, unknown))
        before = {job.job_id: self._book.job(job.job_id) for job in jobs}
        changed = self._book.put_jobs(jobs, self._world.now())
        for job in changed:
            self._announcer.job_seen(job, before[job.job_id])
        await self._save(changed)
        for job in changed:
            was = before[job.job_id]
            if was is not None and was.slots is not None and job.slots != was.slots:
                await self._downloads.reload(job.job_id)  # somebody fetched it, perhaps beside this window

    async def _save(self, jobs: Sequence[Job]) -> None:
        """Writes jobs down. What could not be written is written with the next ones."""
        self._unsaved |= {job.job_id: job for job in jobs}
        if unsaved := tuple(self._unsaved.values()):
            await self._ledger.save_jobs(self.account.id, unsaved)
            for job in unsaved:
                if self._unsaved.get(job.job_id) == job:
                    del self._unsaved[job.job_id]

    async def _on_accepted(self, job: Job) -> None:
        if (known := self._book.job(job.job_id)) is not None and known.status.is_final:
            self._announcer.job_ended(known)  # it ended before its own answer was here
        self._book.put_jobs([job], self._world.now())
        self._poller.check_now()

    async def _on_busy(self, operation: str) -> None:
        """Another job has the lane: it is looked for, so that the table shows it and the file waits."""
        await self._listing.adopt(operation)

    def _on_bug(self, name: str, error: Exception) -> None:
        log.error("the task %r ended unexpectedly", name, exc_info=error)
        notice = "Something in mcdesk stopped working."
        self._hub.tell(Notice(NoticeKind.TROUBLE, notice, f"Restart mcdesk; the log tells more ({name})."))
