"""What the user may do with files that wait, through a whole desk on a real ledger and the real sandbox."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.desk.claim import claimed_now
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import LedgerError
from mcdesk.model.events import Ask, NoticeKind
from mcdesk.model.jobs import JobStatus
from mcdesk.model.rows import RowState
from mcdesk.model.submissions import Origin, SubmissionState
from tests.desk.bench import account, until
from tests.desk.office import Office
from tests.sandbox_fixtures import Sandbox

KEY = "sandbox-queue-tests"


@pytest.fixture
async def office(tmp_path: Path, ledger: Ledger, sandbox: Sandbox) -> AsyncIterator[Office]:
    made = Office(tmp_path, ledger, account(sandbox.url, "queue"), KEY)
    yield made
    await made.aclose()


async def busy(office: Office, sandbox: Sandbox) -> str:
    """A desk whose lane a long job has."""
    sandbox.fault(KEY, "slow_job", seconds=60)
    await office.open()
    key = await office.send("long")
    await until(lambda: office.row(key).state is RowState.PROCESSING)
    return key


def order(office: Office) -> list[str]:
    rows = [row for row in office.desk.rows if row.lane_place is not None]
    return [row.reference for row in sorted(rows, key=lambda row: row.lane_place or 0)]


async def test_waiting_files_change_places_and_keep_them(office: Office, sandbox: Sandbox) -> None:
    await busy(office, sandbox)
    keys = {name: await office.send(name) for name in ("a", "b", "c")}
    assert order(office) == ["a", "b", "c"]
    assert await office.desk.move(keys["c"], True)
    assert order(office) == ["a", "c", "b"]
    assert await office.desk.move(keys["a"], False)
    assert order(office) == ["c", "a", "b"]
    assert not await office.desk.move(keys["c"], True)
    assert not await office.desk.move(keys["b"], False)
    assert not await office.desk.move("unknown", True)
    places = {s.reference: s.place for s in await office.ledger.submissions("queue")}
    assert places["c"] < places["a"] < places["b"]


async def test_a_file_on_hold_does_not_go_until_it_is_released(office: Office, sandbox: Sandbox) -> None:
    await office.open()
    sandbox.fault(KEY, "slow_job", seconds=2.0)
    await office.send("first")
    held, other = await office.send("held"), await office.send("other")
    await office.desk.hold(held)
    assert (office.row(held).state, office.row(held).refusal_title) == (RowState.HELD, None)
    await until(lambda: office.row(other).state is RowState.COMPLETED)
    assert office.row(held).state is RowState.HELD
    await office.desk.send_again(held)
    await until(lambda: office.row(held).state is RowState.COMPLETED)
    assert len(sandbox.jobs(KEY)) == 3


async def test_a_file_can_be_sent_on_hold_and_after_a_time(office: Office, sandbox: Sandbox) -> None:
    await office.open()
    held = await office.send("held", is_held=True)
    later = await office.send("later", not_before=time.time() + 3600)
    prompt = await office.send("prompt")
    await until(lambda: office.row(prompt).state is RowState.COMPLETED)
    assert [job["client_reference"] for job in sandbox.jobs(KEY)] == ["prompt"]
    assert office.row(held).state is RowState.HELD
    assert (office.row(later).state, office.row(later).lane_place) == (RowState.WAITING, None)
    await office.desk.start_after(later, None)
    await until(lambda: office.row(later).state is RowState.COMPLETED)


async def test_what_was_put_off_is_still_put_off_after_a_restart(office: Office, sandbox: Sandbox) -> None:
    await office.open()
    moment = time.time() + 3600
    later = await office.send("later", not_before=moment)
    await office.desk.aclose()
    await office.open()
    await office.looks()
    assert (office.row(later).state, office.row(later).not_before) == (RowState.WAITING, moment)
    assert sandbox.jobs(KEY) == []


async def test_a_stopped_lane_asks_and_goes_on_when_told(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "unauthorized", on="submit")
    await office.open()
    key = await office.send()
    await until(lambda: office.notices(NoticeKind.TROUBLE))
    (notice,) = office.notices(NoticeKind.TROUBLE)
    assert (notice.ask, notice.operation, notice.row_key) == (Ask.RESUME_LANE, "rank", key)
    assert "lane is stopped" in notice.title
    await office.looks()
    assert (office.row(key).state, sandbox.jobs(KEY)) == (RowState.WAITING, [])
    office.desk.resume_lane("rank")
    await until(lambda: office.row(key).state is RowState.COMPLETED)


async def test_stopping_to_ask_says_that_it_is_not_known(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60)
    sandbox.fault(KEY, "drop_after_upload")
    sandbox.fault(KEY, "unavailable", on="submit", count=1000)
    await office.open()
    key = await office.send()
    await until(lambda: office.row(key).state is RowState.UNSURE and office.row(key).next_try_at)
    await office.desk.hold(key)
    await until(lambda: office.row(key).state is RowState.HELD)
    known = await office.ledger.submission(key)
    assert known is not None
    assert known.may_have_arrived
    assert known.refusal is not None
    assert "not known" in known.refusal.title
    sandbox.clear(KEY)
    await office.desk.send_again(key)
    await until(lambda: office.row(key).state is RowState.PROCESSING)
    assert len(sandbox.jobs(KEY)) == 1


async def test_a_file_that_has_gone_its_way_can_neither_be_held_nor_put_off(
    office: Office, sandbox: Sandbox
) -> None:
    key = await busy(office, sandbox)
    for act in (office.desk.hold(key), office.desk.start_after(key, 1.0), office.desk.remove(key)):
        with pytest.raises(LedgerError):
            await act
    assert office.row(key).state is RowState.PROCESSING


async def test_what_a_command_line_is_sending_can_not_be_put_on_hold(
    office: Office, sandbox: Sandbox
) -> None:
    """The window may not know yet that it is being sent."""
    theirs = await office.remember("theirs", origin=Origin.COMMAND)
    with claimed_now(office.lease_of("theirs")):
        await office.open()
        await office.looks()
        await office.ledger.mark_sending(theirs.id, 1.0)
        assert office.row("theirs").state is RowState.WAITING
        with pytest.raises(LedgerError):
            await office.desk.hold("theirs")
        fresh = await office.ledger.submission("theirs")
        assert fresh is not None
        assert fresh.state is SubmissionState.SENDING


async def test_a_late_answer_does_not_undo_what_is_known_of_a_job(office: Office, sandbox: Sandbox) -> None:
    await office.open()
    key = await office.send()
    await until(lambda: office.row(key).state is RowState.COMPLETED)
    job_id = str(office.row(key).job_id)
    known = await office.ledger.job("queue", job_id)
    assert known is not None
    late = await office.remember("late")
    await office.ledger.mark_sending(late.id, 1.0)
    told = replace(known, status=JobStatus.PROCESSING, progress_percent=0, slots=None)
    await office.ledger.mark_accepted(late.id, told, 2.0, "")
    assert await office.ledger.job("queue", job_id) == known
