"""The lanes against the real sandbox: one file at a time, each once, in order, whatever comes between."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.desk.book import Book
from mcdesk.desk.hub import Hub
from mcdesk.desk.lanes import Lanes
from mcdesk.desk.sending import Sender
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import DeskError, KeyRefusedError
from mcdesk.model.events import DeskEvent, RowsChanged
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import RowState
from mcdesk.model.submissions import Origin, Submission, SubmissionState
from mcdesk.services.batch import BatchClient
from tests.desk.bench import KEY, Clock, breathe, packed_submission, until, world_of
from tests.desk.conftest import Connect
from tests.sandbox_fixtures import Sandbox
from tests.services.raw_server import RawServer

S = SubmissionState
EVERY = 10.0


class Line:
    """Both lanes at work on a real ledger. `look` does what the poller would."""

    def __init__(
        self, ledger: Ledger, hub: Hub, clock: Clock, connect: Connect, url: str, folder: Path
    ) -> None:
        world = world_of(folder / "home", clock, clock.sleep)
        http = connect(url)
        self._clients = {id_: BatchClient(http, operation) for id_, operation in OPERATIONS.items()}
        self._folder, self.ledger, self.book = folder, ledger, Book(hub)
        self.accepted: list[Job] = []
        self._sending: set[str] = set()
        hub.subscribe(lambda event: self._note(event))
        self.troubles: list[tuple[str, DeskError]] = []
        self.lanes = Lanes(
            self.book,
            ledger,
            Sender(ledger, hub, world),
            self._clients,
            world,
            every=EVERY,
            on_accepted=self._on_accepted,
            on_trouble=lambda submission, error: self.troubles.append((submission.id, error)),
        )
        self.tasks: list[asyncio.Task[None]] = []

    def _note(self, event: DeskEvent) -> None:
        if isinstance(event, RowsChanged):
            self._sending |= {row.key for row in event.rows if row.state is RowState.UPLOADING}

    def was_sending(self, id_: str) -> bool:
        """Whether its row ever said so."""
        return id_ in self._sending

    async def _on_accepted(self, job: Job) -> None:
        self.accepted.append(job)
        self.book.put_jobs([job])

    def go(self) -> None:
        self.tasks = [asyncio.ensure_future(self.lanes.drive(operation)) for operation in OPERATIONS]

    async def add(self, id_: str, **values: object) -> Submission:
        written = await self.ledger.add_submission(packed_submission(self._folder, id_, **values))
        self.book.put_submissions([written])
        self.lanes.wake()
        return written

    async def look(self) -> None:
        for client in self._clients.values():
            self.book.put_jobs((await client.list_page()).jobs)
        self.lanes.wake(looked=True)
        await breathe()

    async def looks_until(self, count: int) -> None:
        """Looks until so many files have been accepted."""
        async with asyncio.timeout(15):
            while len(self.accepted) < count:
                await self.look()

    def state(self, id_: str) -> SubmissionState:
        known = self.book.submission(id_)
        assert known is not None
        return known.state

    @property
    def sent(self) -> list[str]:
        return [job.reference or "" for job in self.accepted]


@pytest.fixture
async def line(
    ledger: Ledger, hub: Hub, clock: Clock, connect: Connect, sandbox: Sandbox, tmp_path: Path
) -> AsyncIterator[Line]:
    made = Line(ledger, hub, clock, connect, sandbox.url, tmp_path)
    yield made
    for task in made.tasks:
        task.cancel()
    await asyncio.gather(*made.tasks, return_exceptions=True)


async def test_files_go_one_at_a_time_in_their_order(line: Line, sandbox: Sandbox) -> None:
    for id_ in ("one", "two", "three"):
        await line.add(id_)
    line.go()
    await until(lambda: line.accepted)
    await breathe()
    assert [line.state(id_) for id_ in ("one", "two", "three")] == [S.ACCEPTED, S.WAITING, S.WAITING]
    await line.looks_until(3)
    assert line.sent == ["one", "two", "three"]
    assert len(sandbox.jobs(KEY)) == 3
    assert line.troubles == []


async def test_the_two_operations_do_not_wait_for_each_other(line: Line, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60, count=2)
    for id_, operation in (("ranked", "rank"), ("ranked next", "rank"), ("decoded", "decode")):
        await line.add(id_, operation=operation)
    line.go()
    await until(lambda: len(line.accepted) == 2)
    assert sorted(line.sent) == ["decoded", "ranked"]
    assert line.state("ranked next") is S.WAITING


async def test_a_file_waits_while_somebody_else_has_the_lane(
    line: Line, sandbox: Sandbox, connect: Connect, tmp_path: Path
) -> None:
    sandbox.fault(KEY, "slow_job", seconds=0.3)
    other = packed_submission(tmp_path / "other", "other")
    client = BatchClient(connect(sandbox.url), OPERATIONS["rank"])
    await asyncio.to_thread(
        client.submit,
        other.packed.path,
        reference="other",
        idempotency_key="other",
        progress=lambda done, total: None,
    )
    await line.add("mine")
    line.go()
    await until(lambda: line.was_sending("mine") and line.state("mine") is S.WAITING)
    assert line.accepted == []
    await line.looks_until(1)
    assert line.sent == ["mine"]
    assert line.troubles == []
    assert len(sandbox.jobs(KEY)) == 2


async def test_a_refused_file_is_set_aside_and_the_next_one_goes(line: Line, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "access_denied", on="submit")
    await line.add("refused")
    await line.add("next")
    line.go()
    await until(lambda: line.accepted)
    assert line.sent == ["next"]
    assert line.state("refused") is S.HELD
    ((id_, error),) = line.troubles
    assert (id_, type(error)) == ("refused", KeyRefusedError)


async def test_a_lost_answer_is_settled_with_the_same_key_and_makes_one_job(
    line: Line, sandbox: Sandbox, clock: Clock
) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60)
    sandbox.fault(KEY, "drop_after_upload")
    await line.add("lost")
    await line.add("next")
    line.go()
    await until(lambda: clock.sleepers)
    assert line.state("lost") is S.UNSURE
    assert clock.slept == [2 * EVERY]
    await line.look()  # the lane is full now: with the very job whose fate is unknown
    await clock.go_on(2 * EVERY)
    await until(lambda: line.accepted)
    assert line.sent == ["lost"]
    assert len(sandbox.jobs(KEY)) == 1
    assert line.state("next") is S.WAITING


async def test_trouble_makes_it_wait_longer_each_time(line: Line, sandbox: Sandbox, clock: Clock) -> None:
    sandbox.fault(KEY, "rate_limited", on="submit", count=3, retry_after=35)
    await line.add("patient")
    line.go()
    for pause in (35, 40, 80):
        await until(lambda: clock.sleepers)
        assert clock.slept[-1] == pause
        assert line.state("patient") is S.WAITING
        await clock.go_on(pause)
    await until(lambda: line.accepted)
    assert len(sandbox.jobs(KEY)) == 1
    assert [type(error).can_retry for _, error in line.troubles] == [True] * 3


async def test_what_a_command_line_sends_is_left_to_it(line: Line, sandbox: Sandbox) -> None:
    await line.add("theirs", origin=Origin.COMMAND)
    await line.add("ours")
    line.go()
    await until(lambda: line.accepted)
    assert line.sent == ["ours"]
    assert line.state("theirs") is S.WAITING


async def test_stopping_a_file_that_is_not_on_its_way_does_nothing(line: Line) -> None:
    await line.add("calm")
    assert not line.lanes.stop("calm")
    assert not line.lanes.stop("unknown")


async def test_a_stopped_upload_is_set_aside_or_asked_about(
    ledger: Ledger, hub: Hub, clock: Clock, connect: Connect, tmp_path: Path
) -> None:
    with RawServer(None) as server:
        server.gate.clear()
        line = Line(ledger, hub, clock, connect, server.url, tmp_path)
        await line.add("stopped")
        line.go()
        await until(lambda: server.requests and line.state("stopped") is S.SENDING)
        assert line.lanes.stop("stopped")
        server.gate.set()
        # all of it had been sent: only the service knows, so it is asked again, with the same key
        await until(lambda: len(server.requests) > 1)
        assert server.requests[1].count(b"mcd-stopped") == 1
        assert line.state("stopped") in (S.UNSURE, S.SENDING)
        for task in line.tasks:
            task.cancel()
        await asyncio.gather(*line.tasks, return_exceptions=True)


async def test_stopped_before_anything_was_sent_it_says_so(line: Line, sandbox: Sandbox) -> None:
    await line.add("early")
    line.go()
    for _ in range(50):
        if line.lanes.stop("early"):
            break
        await asyncio.sleep(0)
    await until(lambda: line.state("early") is S.HELD)
    known = line.book.submission("early")
    assert known is not None
    assert known.refusal is not None
    assert "stopped" in known.refusal.title
    assert sandbox.jobs(KEY) == []


async def test_ending_the_lane_ends_the_upload_on_record(
    ledger: Ledger, hub: Hub, clock: Clock, connect: Connect, tmp_path: Path
) -> None:
    with RawServer(None) as server:
        server.gate.clear()
        line = Line(ledger, hub, clock, connect, server.url, tmp_path)
        await line.add("ending")
        line.go()
        await until(lambda: server.requests)
        for task in line.tasks:
            task.cancel()
        server.gate.set()
        await asyncio.gather(*line.tasks, return_exceptions=True)
    fresh = await ledger.submission("ending")
    assert fresh is not None
    assert fresh.state in (S.UNSURE, S.WAITING)
