"""The lanes against the real sandbox: one file at a time, each once, in order, whatever comes between."""

import asyncio
import hashlib
import itertools
from pathlib import Path

import pytest

from mcdesk.desk.hub import Hub
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import RowState
from mcdesk.model.submissions import FileFacts, SubmissionState
from mcdesk.services.batch import BatchClient
from tests.desk.bench import KEY, Clock, breathe, csv_file, packed_submission, until
from tests.desk.conftest import Connect
from tests.desk.line import EVERY, Line
from tests.sandbox_fixtures import Sandbox
from tests.services.raw_server import RawServer

S = SubmissionState


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
    await until(lambda: line.was_sending("mine") and line.state("mine") is S.WAITING and line.book.rows[1:])
    assert line.accepted == []
    (theirs,) = [row for row in line.book.rows if row.is_elsewhere]  # it is in the table at once
    assert (theirs.reference, theirs.state) == ("other", RowState.PROCESSING)
    await line.looks_until(1)
    assert line.sent == ["mine"]
    assert line.troubles == []
    assert len(sandbox.jobs(KEY)) == 2


async def test_a_refused_file_is_set_aside_and_the_next_one_goes(line: Line, tmp_path: Path) -> None:
    plain = csv_file(tmp_path, "plain.csv.gz")  # the service wants it compressed
    facts = FileFacts(plain, plain.stat().st_size, hashlib.sha256(plain.read_bytes()).hexdigest())
    await line.add("refused", packed_as=facts)
    await line.add("next")
    line.go()
    await until(lambda: line.accepted)
    assert line.sent == ["next"]
    assert line.state("refused") is S.HELD
    ((id_, error),) = line.troubles
    assert (id_, error.code) == ("refused", "invalid_file_format")


@pytest.mark.parametrize("fault", ["unauthorized", "access_denied", "quota_exhausted"])
async def test_what_every_file_would_meet_stops_the_lane_and_loses_none(
    line: Line, sandbox: Sandbox, fault: str
) -> None:
    sandbox.fault(KEY, fault, on="submit")
    await line.add("first")
    await line.add("second")
    line.go()
    await until(lambda: line.lane("rank").is_stopped)
    await line.look()
    assert [line.state(id_) for id_ in ("first", "second")] == [S.WAITING, S.WAITING]
    assert (line.accepted, sandbox.jobs(KEY)) == ([], [])
    trouble = line.lane("rank").trouble
    assert trouble is not None
    assert trouble.advice
    assert not line.lane("decode").is_stopped
    line.lanes.resume("rank")
    assert not line.lane("rank").is_stopped
    await line.looks_until(2)
    assert line.sent == ["first", "second"]


async def test_the_next_try_can_be_seen_and_hurried(line: Line, sandbox: Sandbox, clock: Clock) -> None:
    sandbox.fault(KEY, "unavailable", on="submit")
    await line.add("slowed")
    line.go()
    await until(lambda: clock.sleepers)
    (row,) = line.book.rows
    assert row.next_try_at == clock.now + 2 * EVERY
    assert "in trouble" in (row.trouble or "")
    line.lanes.hurry("rank")
    await until(lambda: line.accepted)
    (row,) = line.book.rows
    assert (row.next_try_at, row.trouble) == (None, None)
    assert len(sandbox.jobs(KEY)) == 1


async def test_a_file_that_was_put_off_lets_others_pass_until_its_time(line: Line, clock: Clock) -> None:
    await line.add("evening", not_before=clock.now + 90)
    line.go()
    await until(lambda: clock.sleepers)
    assert [row.lane_place for row in line.book.rows] == [None]
    await line.add("prompt")
    await until(lambda: line.accepted)
    await line.looks_until(1)
    assert line.sent == ["prompt"]
    for _ in range(2):
        await until(lambda: clock.sleepers)
        await clock.go_on(60)
    await line.looks_until(2)
    assert line.sent == ["prompt", "evening"]


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


async def test_an_open_question_that_meets_a_busy_lane_stays_open_until_the_lane_is_free(
    line: Line, sandbox: Sandbox
) -> None:
    """A service may look at the lane before the key: then its own job answers with a busy lane."""
    sandbox.fault(KEY, "slow_job", seconds=0.3)
    await line.send_elsewhere("other", "other")
    await line.add("open")
    await line.ledger.mark_sending("open", 1.0)
    await line.ledger.mark_unsure("open")
    line.book.put_submissions(await line.ledger.submissions("acc"))
    line.go()
    await until(lambda: line.was_sending("open") and line.state("open") is S.UNSURE)
    await line.look()
    assert line.state("open") is S.UNSURE
    await line.looks_until(1)
    assert line.state("open") is S.ACCEPTED
    assert len(sandbox.jobs(KEY)) == 2


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
    async with asyncio.timeout(15):
        for _ in itertools.count():
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
