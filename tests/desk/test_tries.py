"""What the window tries again by itself, how long it waits, and what it leaves to the user."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.desk.book import Book
from mcdesk.desk.downloads import Downloads
from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.hub import Hub
from mcdesk.desk.scope import TaskScope
from mcdesk.desk.tries import MOST_TRIES
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import DownloadState
from mcdesk.model.events import (
    Ask,
    DeskEvent,
    Notice,
    NoticeKind,
    Transfer,
    TransfersChanged,
    TransferState,
)
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.operations import RANK
from mcdesk.model.submissions import SubmissionState
from mcdesk.services.batch import BatchClient
from tests.desk.bench import KEY, START, Clock, account, breathe, of_kind, packed_submission, until, world_of
from tests.desk.conftest import Connect
from tests.sandbox_fixtures import Sandbox

D = DownloadState


class Counter:
    """The download manager on a real ledger and a clock that stands still, with one job that is done."""

    def __init__(
        self, ledger: Ledger, hub: Hub, events: list[DeskEvent], clock: Clock, client: BatchClient, home: Path
    ) -> None:
        self.ledger, self.clock, self._events, self.client = ledger, clock, events, client
        self.free: int | None = None
        self.bugs: list[Exception] = []
        self._book = Book(hub)
        self._scope = TaskScope(lambda name, error: self.bugs.append(error))
        world = replace(world_of(home, clock, clock.sleep), free_bytes=lambda folder: self.free or 10**12)
        fetcher = Fetcher(ledger, hub, world)
        self.downloads = Downloads("acc", self._book, ledger, fetcher, {RANK.id: client}, hub, self._scope)
        self.job_id = ""

    async def has_sent(self, folder: Path, url: str) -> None:
        """A file of the window's that has become a job, which is completed."""
        await self.ledger.save_account(account(url))
        sent = packed_submission(folder, "april", account_id="acc")
        accepted = await asyncio.to_thread(
            self.client.submit,
            sent.packed.path,
            reference="april",
            idempotency_key="april",
            progress=lambda done, total: None,
        )
        self.job_id = accepted.job.job_id
        sent = replace(sent, state=SubmissionState.ACCEPTED, job_id=self.job_id, accepted_at=1.0)
        self._book.put_submissions([sent])
        job = await self._completed()
        await self.ledger.save_jobs("acc", [job])
        self._book.put_jobs([job])

    async def _completed(self) -> Job:
        async with asyncio.timeout(15):
            for _ in itertools.count():
                job = await self.client.status(self.job_id)
                if job.status is JobStatus.COMPLETED:
                    return job
                await asyncio.sleep(0.01)
        raise AssertionError

    @property
    def job(self) -> Job:
        job = self._book.job(self.job_id)
        assert job is not None
        return job

    @property
    def states(self) -> list[DownloadState]:
        return [attempt.state for attempt in self._book.downloads_of(self.job_id)]

    @property
    def notices(self) -> list[Notice]:
        return of_kind(self._events, Notice)

    @property
    def shown(self) -> Transfer:
        return of_kind(self._events, TransfersChanged)[-1].transfer

    @property
    def cards(self) -> set[str]:
        """Transfers as which it has shown."""
        return {event.transfer.id for event in of_kind(self._events, TransfersChanged)}

    def service_forgets(self) -> None:
        self._book.mark_gone(self.job_id, 1.0)

    async def waits(self, tries: int) -> None:
        """Until so many tries have failed and the next one is waited for."""
        await until(lambda: len(self.clock.slept) == tries and self.clock.sleepers == 1)

    async def aclose(self) -> None:
        await self._scope.aclose()


@pytest.fixture
async def counter(
    tmp_path: Path,
    ledger: Ledger,
    hub: Hub,
    events: list[DeskEvent],
    clock: Clock,
    connect: Connect,
    sandbox: Sandbox,
) -> AsyncIterator[Counter]:
    client = BatchClient(connect(sandbox.url), RANK)
    made = Counter(ledger, hub, events, clock, client, tmp_path / "home")
    await made.has_sent(tmp_path, sandbox.url)
    yield made
    await made.aclose()
    assert made.bugs == []


async def test_trouble_that_cost_nothing_is_tried_again_after_growing_pauses(
    counter: Counter, sandbox: Sandbox, clock: Clock
) -> None:
    sandbox.fault(KEY, "unavailable", on="download", count=3)
    counter.downloads.fetch_what_is_due()
    for tries in (1, 2, 3):
        await counter.waits(tries)
        assert counter.shown.state is TransferState.PAUSED
        seconds = clock.slept[-1]
        assert counter.shown.words == f"No download was spent; next try in {seconds:.0f} s"
        # It is not called unspent before that is certain.
        assert counter.states == [D.UNSPENT] * (tries - 1) + [D.BROKEN]
        counter.downloads.fetch_what_is_due()  # a look in between hurries nothing
        await clock.go_on(seconds)
    await until(lambda: counter.states == [D.UNSPENT] * 3 + [D.VERIFIED])
    assert clock.slept == [10, 20, 40]
    await until(lambda: counter.notices)
    assert [notice.kind for notice in counter.notices] == [NoticeKind.VERIFIED]
    assert len(counter.cards) == 1


async def test_the_service_may_ask_for_a_longer_pause(
    counter: Counter, sandbox: Sandbox, clock: Clock
) -> None:
    sandbox.fault(KEY, "rate_limited", on="download", retry_after=900)
    counter.downloads.fetch_what_is_due()
    await counter.waits(1)
    assert clock.slept == [900]
    assert counter.shown.words == "No download was spent; next try in 15 min"


async def test_after_many_tries_it_is_left_to_the_user(
    counter: Counter, sandbox: Sandbox, clock: Clock
) -> None:
    sandbox.fault(KEY, "unavailable", on="download", count=MOST_TRIES)
    counter.downloads.fetch_what_is_due()
    for tries in range(1, MOST_TRIES):
        await counter.waits(tries)
        await clock.go_on(400)
    await until(lambda: counter.notices)
    (notice,) = counter.notices
    assert notice.ask is Ask.DOWNLOAD_AGAIN
    assert "tried 12 times and no download was spent" in notice.advice
    assert counter.shown.state is TransferState.FAILED
    await breathe()
    counter.downloads.fetch_what_is_due()
    await breathe()
    assert counter.states == [D.UNSPENT] * (MOST_TRIES - 1) + [D.BROKEN]
    counter.downloads.fetch(counter.job, agreed=True)
    await until(lambda: counter.states[-1] is D.VERIFIED)


async def test_the_users_word_cuts_a_pause_short(counter: Counter, sandbox: Sandbox, clock: Clock) -> None:
    sandbox.fault(KEY, "rate_limited", on="download", retry_after=0)
    counter.downloads.fetch_what_is_due()
    await counter.waits(1)
    counter.downloads.fetch(counter.job, agreed=False)
    await until(lambda: counter.states == [D.UNSPENT, D.VERIFIED])
    assert clock.now == START


async def test_stopped_in_a_pause_it_does_not_begin_again_by_itself(
    counter: Counter, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "rate_limited", on="download", retry_after=0)
    counter.downloads.fetch_what_is_due()
    await counter.waits(1)
    counter.downloads.stop(counter.job_id)
    await until(lambda: counter.shown.state is TransferState.CANCELLED)
    await breathe()
    counter.downloads.fetch_what_is_due()
    await breathe()
    assert counter.states == [D.UNSPENT]
    counter.downloads.fetch(counter.job, agreed=False)
    await until(lambda: counter.states[-1] is D.VERIFIED)


async def test_switched_off_in_a_pause_nothing_more_is_fetched_by_itself(
    counter: Counter, sandbox: Sandbox, clock: Clock
) -> None:
    sandbox.fault(KEY, "unavailable", on="download")
    counter.downloads.fetch_what_is_due()
    await counter.waits(1)
    counter.downloads.is_automatic = False
    await clock.go_on(60)
    await until(lambda: counter.shown.state is TransferState.CANCELLED)
    assert counter.states == [D.UNSPENT]


async def test_a_slot_that_is_counted_late_is_told_and_not_repeated(
    counter: Counter, sandbox: Sandbox, clock: Clock
) -> None:
    """The request of an attempt that nobody answered arrives while the next try is waited for."""
    sandbox.fault(KEY, "unavailable", on="download")
    counter.downloads.fetch_what_is_due()
    await counter.waits(1)
    with counter.client.download(counter.job_id) as (_, chunks):
        assert b"".join(chunks)
    await clock.go_on(60)
    await until(lambda: counter.notices)
    assert counter.states == [D.BROKEN]
    (notice,) = counter.notices
    assert notice.advice == "It cost one of its 3 downloads; 2 are left."
    assert notice.ask is Ask.DOWNLOAD_AGAIN


async def test_a_price_that_nobody_can_tell_is_said_to_be_unknown(counter: Counter, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "unavailable", on="download")
    sandbox.fault(KEY, "unavailable", on="status")
    counter.downloads.fetch_what_is_due()
    await until(lambda: counter.notices)
    assert counter.states == [D.BROKEN]
    (notice,) = counter.notices
    assert notice.advice == ("It may have cost one of its 3 downloads; the service can't be asked right now.")
    assert notice.ask is Ask.DOWNLOAD_AGAIN


async def test_the_users_word_while_the_price_is_still_asked_for_is_kept(
    counter: Counter, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "drop_download")
    sandbox.fault(KEY, "slow", on="status", seconds=0.4)
    counter.downloads.fetch_what_is_due()
    await until(lambda: counter.states == [D.BROKEN])
    counter.downloads.fetch(counter.job, agreed=True)
    counter.downloads.fetch(counter.job, agreed=True)
    await until(lambda: counter.states[-1] is D.VERIFIED)
    assert counter.states == [D.BROKEN, D.VERIFIED]
    assert sandbox.jobs(KEY)[0]["download_count"] == 2


async def test_asked_for_twice_while_bytes_are_under_way_it_is_fetched_once(
    counter: Counter, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "slow", on="download", seconds=0.2)
    counter.downloads.fetch(counter.job, agreed=False)
    await until(lambda: counter.states == [D.STARTED])
    counter.downloads.fetch(counter.job, agreed=True)
    await until(lambda: counter.states == [D.VERIFIED])
    await breathe()
    assert sandbox.jobs(KEY)[0]["download_count"] == 1


async def test_a_full_disk_costs_nothing_and_is_told_with_what_to_free(
    counter: Counter, sandbox: Sandbox
) -> None:
    counter.free = 1_000
    counter.downloads.fetch_what_is_due()
    await until(lambda: counter.notices)
    (notice,) = counter.notices
    assert "too little room" in notice.title
    assert "Free at least 1 MB" in notice.advice
    assert (counter.states, sandbox.jobs(KEY)[0]["download_count"]) == ([], 0)
    counter.free = None
    await breathe()
    counter.downloads.fetch(counter.job, agreed=False)
    await until(lambda: counter.states == [D.VERIFIED])


async def test_a_job_that_the_service_forgot_is_not_fetched_by_itself(
    counter: Counter, sandbox: Sandbox
) -> None:
    counter.service_forgets()
    counter.downloads.fetch_what_is_due()
    await breathe()
    assert sandbox.jobs(KEY)[0]["download_count"] == 0


async def test_closed_in_a_pause_nothing_is_left_running(counter: Counter, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "rate_limited", on="download", retry_after=0)
    counter.downloads.fetch_what_is_due()
    await counter.waits(1)
    await counter.aclose()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    counter.downloads.fetch(counter.job, agreed=False)
    counter.downloads.fetch_what_is_due()
    await breathe()
    assert counter.states == [D.UNSPENT]


async def test_a_ledger_that_can_not_be_used_is_told_as_trouble_once(counter: Counter) -> None:
    await counter.ledger.aclose()
    counter.downloads.fetch_what_is_due()
    await until(lambda: counter.notices)
    await breathe()
    counter.downloads.fetch_what_is_due()
    await breathe()
    (notice,) = counter.notices
    assert (notice.kind, notice.ask) == (NoticeKind.TROUBLE, Ask.NOTHING)
    assert notice.title.startswith("april: The ledger is closed")


async def test_where_a_slot_may_have_gone_meanwhile_it_asks(counter: Counter, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow", on="download", seconds=0.5)
    counter.downloads.fetch_what_is_due()
    await until(lambda: counter.states == [D.STARTED])
    await counter.ledger.aclose()
    await until(lambda: counter.notices)
    (notice,) = counter.notices
    assert (notice.kind, notice.ask) == (NoticeKind.TROUBLE, Ask.DOWNLOAD_AGAIN)
