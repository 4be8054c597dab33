"""One account's desk: everything that watches, sends and fetches, behind one door. No Qt, no SQL, no HTTP."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mcdesk.desk.book import Book
from mcdesk.desk.downloads import Downloads
from mcdesk.desk.drafts import Draft, Drafts
from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.first_rows import fill
from mcdesk.desk.hub import Hub, Listener
from mcdesk.desk.lanes import Lanes
from mcdesk.desk.listing import Listing
from mcdesk.desk.poller import Poller
from mcdesk.desk.recovery import settled
from mcdesk.desk.scope import TaskScope
from mcdesk.desk.sending import Sender
from mcdesk.desk.worker import in_worker
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, is_loopback
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import DeskError, UsageError
from mcdesk.model.events import LaneStatus, Notice, NoticeKind, PollStatus
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.operations import OPERATIONS, Operation
from mcdesk.model.rows import JobRow
from mcdesk.model.submissions import Origin, Submission, SubmissionState
from mcdesk.results import shelf
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http

log = logging.getLogger(__name__)

_LOAD_AT_ONCE = 150
"""Jobs that go into the table at once: well under 50 ms of the window's time, however it is sorted."""


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
        self._scope = TaskScope(self._on_bug)
        self._book = Book(self._hub)
        clients = {operation.id: BatchClient(http, operation) for operation in OPERATIONS.values()}
        every = min(pace_of(operation, account.base_url) for operation in OPERATIONS.values())
        self._clients = clients
        self._every = every
        self._opened_at = world.now()
        self._announced: set[str] = set()
        self._listing = self._new_listing({})
        self._poller = Poller(self._look, every, self._hub, world)
        self._lanes = Lanes(
            self._book,
            ledger,
            Sender(ledger, self._hub, world),
            clients,
            world,
            every=every,
            on_accepted=self._on_accepted,
            on_trouble=self._on_trouble,
        )
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
        """References of the files that are being sent right now."""
        return tuple(s.title for s in self._book.unsettled if s.state is SubmissionState.SENDING)

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

    async def submit(self, draft: Draft, reference: str) -> str:
        """Writes the intent down and lets the lane have it; gives the key of its first row.

        Raises:
            StorageError, LedgerError: If it can't be written down; nothing will be sent.
        """
        submissions = await self.drafts.submissions(draft, reference)
        self._book.put_submissions(submissions)
        self._lanes.wake()
        return submissions[0].id

    async def remove(self, key: str) -> None:
        """Takes a file that was not sent out of the lane.

        Raises:
            LedgerError: If it has been sent meanwhile.
        """
        submission = self._book.submission(key)
        was_last = await self._ledger.remove_submission(key)
        self._book.remove_submission(key)
        await self.drafts.remove_files(key)
        if was_last and submission is not None:
            await self.drafts.remove_files(submission.family)

    async def send_again(self, key: str) -> None:
        """Puts a file that was set aside back into its lane, with the same key and bytes."""
        await self._ledger.mark_waiting(key)
        if (fresh := await self._ledger.submission(key)) is not None:
            self._book.put_submissions([fresh])
        self._lanes.wake()

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
        """Whether a row's verified copy is still there, byte for byte."""
        details = self._book.details(key)
        attempts = details.downloads if details else ()
        verified = next((a for a in reversed(attempts) if a.state is DownloadState.VERIFIED), None)
        if verified is None:
            return False
        return await in_worker(
            lambda _: shelf.is_intact(verified.path, verified.sha256), _ignore, name=f"verify {key}"
        )

    def _new_listing(self, read_before: Mapping[str, str]) -> Listing:
        return Listing(
            self._clients,
            self._book,
            self._on_jobs,
            self._world,
            hurry=is_loopback(self.account.base_url),
            read_before=read_before,
            on_read=self._on_history_read,
        )

    async def readable_copy(self, path: Path) -> Path:
        """A copy of a result that ordinary programs open.

        Raises:
            StorageError: If it can't be made.
        """
        return await in_worker(lambda _: shelf.readable(path), _ignore, name=f"unpack {path.name}")

    async def _begin(self) -> None:
        while not await self._settle_what_broke():
            await self._world.sleep(self._every)
        self._scope.start("poller", self._poller.run())
        for operation in OPERATIONS:
            self._scope.start(f"lane {operation}", self._lanes.drive(operation))
        await self._load_the_rest()
        with contextlib.suppress(DeskError):  # next time, then
            await self.drafts.sweep()

    async def _settle_what_broke(self) -> bool:
        """What was half-way when the program ended: uploads are asked about, downloads looked for.

        Tells whether that could be done: a ledger that another process holds for long is tried again.
        """
        try:
            read = await self._ledger.setting(self._history_setting)
            self._listing = self._new_listing(_marks_in(read))
            for submission in self._book.unsettled:
                if submission.origin is Origin.WINDOW and submission.state is SubmissionState.SENDING:
                    await self._ledger.mark_unsure(submission.id)
            self._book.put_submissions(await self._ledger.submissions(self.account.id))
            for download in await self._ledger.downloads(self.account.id):
                if download.state is DownloadState.STARTED:
                    ended = await settled(download, self._ledger, self._world)
                    self._book.put_download(ended or download)
        except DeskError as error:
            self._hub.tell(PollStatus(trouble=error, next_at=self._world.now() + self._every))
            return False
        return True

    async def _load_the_rest(self) -> None:
        last: tuple[float, str] | None = None
        while jobs := await self._ledger.jobs(self.account.id, limit=_LOAD_AT_ONCE, before=last):
            self._book.load(jobs, (), ())
            last = (jobs[-1].created_at, jobs[-1].job_id)

    async def _look(self) -> None:
        await self._listing.look()
        await self._downloads.reload_foreign()
        self._lanes.wake(looked=True)
        self._downloads.fetch_what_is_due()

    async def _on_jobs(self, jobs: Sequence[Job]) -> None:
        if any(self._book.job(job.job_id) is None for job in jobs):
            # A command line beside this window may have sent it: the ledger knows.
            self._book.put_submissions(await self._ledger.submissions(self.account.id))
        before = {job.job_id: self._book.job(job.job_id) for job in jobs}
        changed = self._book.put_jobs(jobs)
        if changed:
            await self._ledger.save_jobs(self.account.id, changed)
        for job in changed:
            was = before[job.job_id]
            if was is not None and was.slots is not None and job.slots != was.slots:
                await self._downloads.reload(job.job_id)  # somebody fetched it, perhaps beside this window
            is_news = self._was_sent_just_now(job) if was is None else not was.status.is_final
            if job.status.is_final and is_news:
                self._announce(job)

    @property
    def _history_setting(self) -> str:
        return f"history read {self.account.id}"

    async def _on_history_read(self, operation: str, newest_job: str) -> None:
        read = await self._ledger.setting(self._history_setting)
        marks = _marks_in(read) | {operation: newest_job}
        await self._ledger.set_setting(self._history_setting, json.dumps(marks, sort_keys=True))

    async def _on_accepted(self, job: Job) -> None:
        if (known := self._book.job(job.job_id)) is not None and known.status.is_final:
            self._announce(known)  # it ended before its own answer was here
        self._book.put_jobs([job])
        self._poller.check_now()

    def _was_sent_just_now(self, job: Job) -> bool:
        """Whether this desk sent it: what ended before the desk opened is no news."""
        submission = self._book.submission_of(job.job_id)
        accepted = submission.accepted_at if submission else None
        return accepted is not None and accepted >= self._opened_at

    def _announce(self, job: Job) -> None:
        if job.job_id in self._announced:
            return
        self._announced.add(job.job_id)
        submission = self._book.submission_of(job.job_id)
        key = submission.id if submission else f"job:{job.job_id}"
        reference = submission.title if submission else job.reference or job.job_id[:8]
        if job.status is JobStatus.COMPLETED:
            self._hub.tell(Notice(NoticeKind.COMPLETED, f"{reference} is completed", "", key))
        else:
            advice = job.error_message or "Open the job to see why."
            self._hub.tell(Notice(NoticeKind.FAILED, f"{reference} failed", advice, key))

    def _on_trouble(self, submission: Submission, error: DeskError) -> None:
        if not error.can_retry:
            title = f"{submission.title} was not sent: {error.title}"
            self._hub.tell(Notice(NoticeKind.TROUBLE, title, error.advice, submission.id))

    def _on_bug(self, name: str, error: Exception) -> None:
        log.error("the task %r ended unexpectedly", name, exc_info=error)
        notice = "Something in mcdesk stopped working."
        self._hub.tell(Notice(NoticeKind.TROUBLE, notice, f"Restart mcdesk; the log tells more ({name})."))


def _marks_in(setting: str | None) -> dict[str, str]:
    """Up to which job each operation's history is known. What can't be read means: read it again."""
    try:
        marks = json.loads(setting or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in marks.items()} if isinstance(marks, dict) else {}


def _ignore(done: int, total: int | None) -> None:
    """For work whose progress nobody watches."""
