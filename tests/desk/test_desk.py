"""The whole desk: a file's way, the ways back after a sudden end, and two accounts side by side."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.desk.claim import claimed_now
from mcdesk.intake.preflight import Look
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import InputFileError, LedgerError, UsageError
from mcdesk.model.events import DeskEvent, NoticeKind, PollStatus
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.operations import RANK
from mcdesk.model.preflight import PreflightWish
from mcdesk.model.rows import CopyState, JobRow, RowState
from mcdesk.model.submissions import Origin, SubmissionState
from tests.desk.bench import KEY, account, csv_file, until
from tests.desk.office import Office
from tests.ledger.samples import REFUSAL
from tests.sandbox_fixtures import Sandbox

R = RowState


@pytest.fixture
async def office(tmp_path: Path, ledger: Ledger, sandbox: Sandbox) -> AsyncIterator[Office]:
    made = Office(tmp_path, ledger, account(sandbox.url))
    yield made
    await made.aclose()


def is_fetched(office: Office, key: str) -> bool:
    return office.row(key).copy is CopyState.VERIFIED


async def test_a_dropped_file_comes_back_as_a_verified_result(office: Office, sandbox: Sandbox) -> None:
    desk = await office.open()
    key = await office.send()
    assert office.row(key).state in (R.WAITING, R.UPLOADING, R.PROCESSING)
    await until(lambda: is_fetched(office, key))
    row = office.row(key)
    assert (row.state, row.reference, row.items, row.succeeded) == (R.COMPLETED, "april", 1, 1)
    assert not row.is_elsewhere
    assert await desk.verify(key)
    kinds = [notice.kind for notice in office.notices(*NoticeKind)]
    assert kinds == [NoticeKind.COMPLETED, NoticeKind.VERIFIED]
    await office.looks()
    assert [job["download_count"] for job in sandbox.jobs(KEY)] == [1]
    path = office.verified(key).path
    assert path is not None
    path.write_bytes(b"damaged")
    assert not await desk.verify(key)
    path.unlink()
    assert not await desk.verify(key)
    assert not await desk.verify("unknown")


async def test_a_failed_job_is_announced_with_the_services_words(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "fail_job", error_message="Column vin is empty.")
    await office.open()
    key = await office.send()
    await until(lambda: office.notices(NoticeKind.FAILED))
    assert office.row(key).state is R.FAILED
    (notice,) = office.notices(NoticeKind.FAILED)
    assert (notice.advice, notice.row_key) == ("Column vin is empty.", key)
    assert office.attempts(key) == []
    with pytest.raises(UsageError):
        office.desk.download(key)


def seen_by_nobody(look: Look) -> None:
    """For a draft whose looks nobody watches."""


async def test_a_file_that_does_not_pass_leaves_nothing_behind(office: Office, tmp_path: Path) -> None:
    desk = await office.open()
    with pytest.raises(InputFileError):
        await desk.drafts.draft(csv_file(tmp_path, "bad.csv", "a,b\n"), PreflightWish(RANK), seen_by_nobody)
    assert list((tmp_path / "home" / "files").iterdir()) == []
    draft = await desk.drafts.draft(csv_file(tmp_path), PreflightWish(RANK), seen_by_nobody)
    assert draft.prepared.parts[0].packed.path.exists()
    await desk.drafts.discard(draft)
    assert not draft.prepared.folder.exists()
    assert desk.rows == ()
    assert await office.ledger.submissions("acc") == ()


async def test_a_waiting_file_can_be_removed_and_a_sent_one_can_not(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60)
    desk = await office.open()
    first = await office.send("first")
    await until(lambda: office.row(first).state is R.PROCESSING)
    second = await office.send("second")
    assert office.row(second).lane_place == 1
    packed = next(s.packed.path for s in await office.ledger.submissions("acc") if s.id == second)
    await desk.remove(second)
    assert office.details(second) is None
    assert not packed.exists()
    with pytest.raises(LedgerError):
        await desk.remove(first)
    assert {row.key for row in desk.rows} == {first}


async def test_a_refused_file_is_sent_again_on_the_users_word_only(office: Office, sandbox: Sandbox) -> None:
    key = (await office.remember("refused")).id
    await office.ledger.mark_held(key, REFUSAL)
    desk = await office.open()
    await office.looks()
    assert office.row(key).state is R.HELD
    assert office.row(key).refusal_title == REFUSAL.title
    await desk.send_again(key)
    await until(lambda: is_fetched(office, key))
    assert len(sandbox.jobs(KEY)) == 1


async def test_trouble_with_the_service_is_told_and_changes_no_row(office: Office, sandbox: Sandbox) -> None:
    desk = await office.open()
    key = await office.send()
    await until(lambda: is_fetched(office, key))
    before = desk.rows
    sandbox.fault(KEY, "unavailable", on="list", count=6)
    await until(lambda: desk.poll_status.trouble)
    assert desk.rows == before
    await until(lambda: desk.poll_status.trouble is None)
    assert desk.rows == before
    assert not desk.poll_status.has_stopped


@pytest.mark.logs_warnings
async def test_a_bug_in_the_watching_is_loud_and_check_now_starts_it_again(office: Office) -> None:
    armed = [True]

    def stumble(event: DeskEvent) -> None:
        if isinstance(event, PollStatus) and event.checked_at and armed and armed.pop():
            raise RuntimeError("a bug in a listener")

    desk = await office.open()
    desk.subscribe(stumble)
    await until(lambda: office.notices(NoticeKind.TROUBLE))
    assert desk.poll_status.has_stopped
    (notice,) = office.notices(NoticeKind.TROUBLE)
    assert "poller" in notice.advice
    assert desk.check_now()
    await office.looks()
    assert not desk.poll_status.has_stopped


@pytest.mark.parametrize("was_taken", [True, False])
@pytest.mark.parametrize("left", [SubmissionState.WAITING, SubmissionState.SENDING, SubmissionState.UNSURE])
async def test_a_file_that_was_on_its_way_at_the_end_makes_one_job(
    office: Office, sandbox: Sandbox, left: SubmissionState, was_taken: bool
) -> None:
    sent = await office.remember("april")
    if left is not SubmissionState.WAITING:
        await office.ledger.mark_sending(sent.id, 1.0)
    if left is SubmissionState.UNSURE:
        await office.ledger.mark_unsure(sent.id)
    if was_taken:
        await office.put_through(sent)
    await office.open()
    await until(lambda: office.row("april").copy is CopyState.VERIFIED)
    assert len(sandbox.jobs(KEY)) == 1
    assert {row.key for row in office.desk.rows} == {"april"}


async def test_a_refused_file_is_still_set_aside_after_a_restart(office: Office, sandbox: Sandbox) -> None:
    sent = await office.remember("april")
    await office.ledger.mark_held(sent.id, REFUSAL)
    await office.open()
    await office.looks()
    assert office.row("april").state is R.HELD
    assert office.row("april").refusal_title == REFUSAL.title
    assert sandbox.jobs(KEY) == []


async def test_a_download_that_was_running_at_the_end_has_cost_its_slot(
    office: Office, sandbox: Sandbox
) -> None:
    await office.open(fetches=False)
    key = await office.send()
    await until(lambda: office.row(key).state is R.COMPLETED)
    job_id = office.row(key).job_id
    await office.desk.aclose()
    await office.ledger.add_download(Download("d1", "acc", str(job_id), DownloadState.STARTED, 1.0))
    await office.open()
    await until(lambda: office.attempts(key) == [DownloadState.BROKEN])
    await office.looks()
    assert office.attempts(key) == [DownloadState.BROKEN]
    assert [job["download_count"] for job in sandbox.jobs(KEY)] == [0]


async def test_what_a_command_line_is_doing_is_left_alone(office: Office, sandbox: Sandbox) -> None:
    theirs = await office.remember("theirs", origin=Origin.COMMAND)
    await office.ledger.mark_sending(theirs.id, 1.0)
    with claimed_now(office.lease_of("theirs")):
        await office.open()
        await office.looks()
        fresh = await office.ledger.submission("theirs")
        assert fresh is not None
        assert fresh.state is SubmissionState.SENDING
    # the command line is gone: whether its file arrived is settled, with the same key
    await until(lambda: office.row("theirs").state is RowState.COMPLETED)
    assert len(sandbox.jobs(KEY)) == 1


async def test_a_command_lines_job_becomes_its_row_and_is_not_fetched(office: Office) -> None:
    await office.open()
    await office.looks(1)
    theirs = await office.remember("theirs", origin=Origin.COMMAND)
    with claimed_now(office.lease_of(theirs.id)):  # as whoever sends does, or the desk would settle it
        await office.ledger.mark_sending(theirs.id, 1.0)
        job_id = await office.put_through(theirs)
        job = await office.client.status(job_id)
        await office.ledger.mark_accepted(theirs.id, job, 2.0, "")
    await until(lambda: office.details("theirs") and office.row("theirs").state is R.COMPLETED)
    await office.looks()
    assert office.attempts("theirs") == []
    assert {row.key for row in office.desk.rows} <= {"theirs", f"job:{job_id}"}


async def test_all_rows_come_back_after_a_restart_before_the_service_is_asked(office: Office) -> None:
    first = await office.open()
    key = await office.send()
    await until(lambda: is_fetched(office, key))
    await until(lambda: office.row(key).slots == DownloadSlots(2, 3))
    await office.looks(2)
    before = first.rows
    await first.aclose()
    assert (await office.open()).rows == before


async def test_two_accounts_see_each_their_own(office: Office, sandbox: Sandbox, tmp_path: Path) -> None:
    other = Office(tmp_path, office.ledger, account(sandbox.url, "other"), "sandbox-other-key")
    try:
        await office.open()
        await other.open()
        mine, theirs = await office.send("mine"), await other.send("theirs")
        await until(lambda: is_fetched(office, mine) and is_fetched(other, theirs))
        assert [row.reference for row in office.desk.rows] == ["mine"]
        assert [row.reference for row in other.desk.rows] == ["theirs"]
        assert other.details(mine) is None
        assert len(sandbox.jobs(KEY)) == len(sandbox.jobs("sandbox-other-key")) == 1
    finally:
        await other.aclose()


async def test_closing_leaves_no_task_behind_and_tells_nothing_more(office: Office) -> None:
    desk = await office.open()
    await office.send()
    await until(lambda: desk.rows)
    await desk.aclose()
    told = len(office.events)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    await asyncio.sleep(0)
    assert len(office.events) == told


async def test_the_key_is_in_nothing_that_the_desk_writes(
    office: Office, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.fault(KEY, "unavailable", on="submit")
    await office.open()
    key = await office.send()
    await until(lambda: is_fetched(office, key))
    written = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert len(written) >= 3
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []
    assert KEY not in repr(office.events)


async def test_a_reference_is_cut_to_what_the_service_takes(office: Office, tmp_path: Path) -> None:
    desk = await office.open()
    draft = await desk.drafts.draft(csv_file(tmp_path), PreflightWish(RANK), seen_by_nobody)
    key = await desk.submit(draft, "  " + "x" * 300)
    row: JobRow = office.row(key)
    assert row.reference == "x" * 255
    await until(lambda: is_fetched(office, key))


@pytest.mark.parametrize("kept", ["rank decode", "[]", '{"rank"', "7"])
async def test_a_damaged_note_of_what_was_read_keeps_no_desk_from_working(
    office: Office, ledger: Ledger, kept: str
) -> None:
    await ledger.set_setting("history read acc", kept)
    await office.open()
    key = await office.send()
    await until(lambda: is_fetched(office, key))
