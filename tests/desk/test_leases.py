"""Of several processes one sends a file; what a dead one left is settled by the next that looks."""

import time
from functools import partial
from pathlib import Path

import pytest

from mcdesk.desk.claim import claimed_now
from mcdesk.desk.world import World
from mcdesk.model.operations import OPERATIONS, RANK
from mcdesk.model.submissions import Origin, SubmissionState
from tests.desk.bench import KEY, Clock, breathe, until, world_of
from tests.desk.line import Line
from tests.sandbox_fixtures import Sandbox

S = SubmissionState


async def test_a_file_that_another_process_is_sending_is_left_to_it(
    line: Line, sandbox: Sandbox, tmp_path: Path
) -> None:
    lease = World.lease_of(world_of(tmp_path / "home", lambda: 0.0), "theirs")
    with claimed_now(lease):
        await line.add("theirs")
        await line.add("ours")
        line.go()
        await until(lambda: line.accepted)
        await line.look()
        assert line.sent == ["ours"]
    await line.looks_until(2)
    assert line.sent == ["ours", "theirs"]
    assert len(sandbox.jobs(KEY)) == 2


@pytest.mark.parametrize("origin", list(Origin))
async def test_what_a_dead_process_was_sending_is_settled(
    line: Line, sandbox: Sandbox, tmp_path: Path, origin: Origin
) -> None:
    lease = World.lease_of(world_of(tmp_path / "home", lambda: 0.0), "left")
    await line.add("left", origin=origin)
    await line.ledger.mark_sending("left", 1.0)
    line.book.put_submissions(await line.ledger.submissions("acc"))
    line.go()
    with claimed_now(lease):  # it is not dead yet
        await line.lanes.settle_left()
        await breathe()
        assert line.state("left") is S.SENDING
    await line.lanes.settle_left()
    line.lanes.wake(looked=OPERATIONS)
    await until(lambda: line.accepted)
    assert line.state("left") is S.ACCEPTED
    assert len(sandbox.jobs(KEY)) == 1


@pytest.mark.parametrize("fits", ["one", "none", "two", "other rows", "one for two files"])
async def test_an_open_question_older_than_the_key_is_settled_by_the_list(
    line: Line, sandbox: Sandbox, clock: Clock, fits: str
) -> None:
    """As if the service had forgotten the key: sending again would make a second job."""
    clock.now = time.time()
    old = clock.now - 2 * RANK.key_seconds
    for number in range({"none": 0, "two": 2}.get(fits, 1)):
        sent = await line.send_elsewhere("april", f"forgotten-{number}")
        await until(partial(line.is_final, sent, sandbox))
    await line.add("april", created_at=old, rows=2 if fits == "other rows" else 1)
    await line.ledger.mark_sending("april", old)
    await line.ledger.mark_unsure("april")
    if fits == "one for two files":  # as the parts of a file are: alike, and both open
        await line.add("twin", created_at=old, reference="april")
        await line.ledger.mark_sending("twin", old)
        await line.ledger.mark_unsure("twin")
    line.book.put_submissions(await line.ledger.submissions("acc"))
    line.go()
    await until(lambda: line.state("april") in (S.ACCEPTED, S.HELD))
    jobs = len(sandbox.jobs(KEY))
    assert (line.state("april"), jobs) == {
        "one": (S.ACCEPTED, 1),
        "none": (S.ACCEPTED, 1),
        "two": (S.HELD, 2),
        "other rows": (S.ACCEPTED, 2),
        "one for two files": (S.HELD, 1),
    }[fits]


async def test_what_a_command_line_sends_is_left_to_it(line: Line, sandbox: Sandbox) -> None:
    await line.add("theirs", origin=Origin.COMMAND)
    await line.add("ours")
    line.go()
    await until(lambda: line.accepted)
    assert line.sent == ["ours"]
    assert line.state("theirs") is S.WAITING
