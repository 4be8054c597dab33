"""A stop that meets a ledger held by another process: the wish outlasts that, and nothing is sent."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mcdesk.desk.hub import Hub
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.submissions import Submission, SubmissionState
from tests.desk.bench import KEY, Clock, breathe, until
from tests.desk.conftest import Connect
from tests.desk.line import EVERY, Line
from tests.sandbox_fixtures import Sandbox
from tests.services.raw_server import RawServer

S = SubmissionState
_PATIENCE = 40.0
"""Seconds. The ledger itself waits five for whoever holds it, at each of up to three writes."""
_SOON = 0.5
"""Seconds in which a ledger that nobody holds is read."""


@pytest.fixture
def server() -> Iterator[RawServer]:
    """Takes a whole file in, and says nothing until its gate is opened; then it hangs up."""
    with RawServer(None, None) as made:
        made.gate.clear()
        yield made


@pytest.fixture
async def silent(
    ledger: Ledger, hub: Hub, clock: Clock, connect: Connect, server: RawServer, tmp_path: Path
) -> AsyncIterator[Line]:
    """Both lanes, in front of that server."""
    made = Line(ledger, hub, clock, connect, server.url, tmp_path)
    yield made
    server.gate.set()
    for task in made.tasks:
        task.cancel()
    await asyncio.gather(*made.tasks, return_exceptions=True)


@contextmanager
def held_elsewhere(home: Path) -> Iterator[None]:
    """As another process does that writes for long. Reading goes on."""
    with closing(sqlite3.connect(home / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def has_failed_to_write(clock: Clock) -> None:
    """The lane has given up on a write, and pauses before it tries again."""
    await until(lambda: clock.sleepers and clock.slept[-1] == EVERY, seconds=_PATIENCE)


async def wants_to_write(line: Line) -> None:
    """Something waits in front of the lock: the ledger has one thread, so who only reads waits behind it."""
    async with asyncio.timeout(_PATIENCE):
        with contextlib.suppress(TimeoutError):
            while True:
                async with asyncio.timeout(_SOON):
                    await line.ledger.accounts()


async def written(line: Line, id_: str) -> Submission:
    fresh = await line.ledger.submission(id_)
    assert fresh is not None
    assert fresh == line.book.submission(id_)
    return fresh


async def test_an_upload_stopped_meanwhile_is_set_aside_as_an_open_question(
    silent: Line, server: RawServer, clock: Clock, tmp_path: Path
) -> None:
    line = silent
    await line.add("april")
    line.go()
    await until(lambda: server.requests and line.state("april") is S.SENDING)
    with held_elsewhere(tmp_path / "home"):
        assert line.lanes.stop("april")
        await has_failed_to_write(clock)
        assert line.state("april") is S.SENDING  # as the ledger has it: nobody could write anything else
    await clock.go_on(EVERY)
    await until(lambda: line.state("april") is S.HELD)
    held = await written(line, "april")
    assert held.may_have_arrived  # all of it had been sent
    assert held.refusal is not None
    assert "You stopped" in held.refusal.advice
    line.lanes.wake()
    await breathe()
    assert len(server.requests) == 1


async def test_a_wish_from_before_the_upload_is_not_lost_either(
    line: Line, sandbox: Sandbox, clock: Clock, tmp_path: Path
) -> None:
    """The user acts while mcdesk still waits to write down that it begins."""
    await line.add("early")
    with held_elsewhere(tmp_path / "home"):
        line.go()
        await wants_to_write(line)
        assert line.lanes.stop("early")
        await has_failed_to_write(clock)
    await clock.go_on(10 * EVERY)
    await until(lambda: line.state("early") is S.HELD)
    held = await written(line, "early")
    assert not held.may_have_arrived
    assert held.refusal is not None
    assert "You stopped" in held.refusal.title
    assert sandbox.jobs(KEY) == []


async def test_a_ledger_that_is_free_soon_makes_no_difference(
    line: Line, sandbox: Sandbox, tmp_path: Path
) -> None:
    await line.add("early")
    with held_elsewhere(tmp_path / "home"):
        line.go()
        await wants_to_write(line)
        assert line.lanes.stop("early")
        await breathe()
    await until(lambda: line.state("early") is S.HELD)
    assert not (await written(line, "early")).may_have_arrived
    assert sandbox.jobs(KEY) == []
