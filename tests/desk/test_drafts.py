"""Drafts: prepared as wished, remembered by their headers, split where one job can't hold them."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.desk.drafts import Draft
from mcdesk.intake.preflight import Look
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.dealers import Dealer
from mcdesk.model.errors import LedgerError
from mcdesk.model.operations import DECODE, RANK, Operation
from mcdesk.model.preflight import Constant, FromColumn, Limits, PreflightWish
from mcdesk.model.rows import RowState
from mcdesk.model.submissions import Submission
from tests.desk.bench import KEY, account, csv_file, until
from tests.desk.office import Office
from tests.sandbox_fixtures import Sandbox

VINS = ("1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064", "4T1C11BKXNU065125", "5XYKTCA69FG566472")


@pytest.fixture
async def office(tmp_path: Path, ledger: Ledger, sandbox: Sandbox) -> AsyncIterator[Office]:
    made = Office(tmp_path, ledger, account(sandbox.url))
    yield made
    await made.aclose()


async def drafted(office: Office, text: str, operation: Operation = DECODE, **wishes: object) -> Draft:
    path = csv_file(office.folder, "lots.csv", text)
    wish = PreflightWish(operation, **wishes)  # type: ignore[arg-type]
    return await office.desk.drafts.draft(path, wish, lambda look: None)


async def test_a_file_too_large_for_one_job_goes_in_parts_under_one_reference(
    office: Office, sandbox: Sandbox
) -> None:
    desk = await office.open()
    await desk.drafts.set_own_limits({"decode": Limits(2, 10**6)})
    draft = await drafted(office, "vin\n" + "".join(f"{vin}\n" for vin in (*VINS, VINS[0])))
    assert [part.rows for part in draft.prepared.parts] == [2, 2, 1]
    first = await desk.submit(draft, "lots")
    rows = sorted(office.desk.rows, key=lambda row: row.part)
    assert [row.title for row in rows] == ["lots · 1 of 3", "lots · 2 of 3", "lots · 3 of 3"]
    assert rows[0].key == first
    await until(lambda: [row.state for row in office.desk.rows] == [RowState.COMPLETED] * 3)
    told = sorted(sandbox.jobs(KEY, "neovin/decode"), key=lambda job: job["created_at"])
    assert [job["client_reference"] for job in told] == ["lots"] * 3
    assert sorted(job["item_count"] for job in told) == [1, 2, 2]


async def test_parts_that_wait_are_removed_one_by_one_and_the_files_with_the_last(
    office: Office, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60)
    desk = await office.open()
    await desk.drafts.set_own_limits({"decode": Limits(2, 10**6)})
    draft = await drafted(office, "vin\n" + "".join(f"{vin}\n" for vin in VINS))
    await desk.submit(draft, "lots")
    first, second = sorted(office.desk.rows, key=lambda row: row.part)
    await until(lambda: office.row(first.key).state is RowState.PROCESSING)
    assert draft.prepared.folder.is_dir()
    await desk.remove(second.key)
    assert draft.prepared.folder.is_dir()
    assert not (tmp_path / "home" / "files" / second.key).exists()
    (kept,) = await office.ledger.submissions("acc")
    assert kept.packed.path.is_file()


async def test_what_was_matched_is_offered_again_for_the_same_headers(office: Office) -> None:
    desk = await office.open()
    text = f"number,odometer\n{VINS[0]},5\n"
    fillings = {"vin": FromColumn(0)}
    first = await drafted(office, text, fillings=fillings)
    assert not first.prepared.report.is_remembered
    await desk.submit(first, "first")
    again = await drafted(office, f"Odometer,NUMBER\n5,{VINS[1]}\n")
    assert again.prepared.report.is_remembered
    assert again.prepared.report.fillings == {"vin": FromColumn(1)}


async def test_constants_are_remembered_too(office: Office) -> None:
    desk = await office.open()
    fillings = {
        "vin": FromColumn(0),
        "price": FromColumn(1),
        "miles": FromColumn(2),
        "source": Constant("mbofaugusta.com"),
        "zip": Constant("30907"),
    }
    text = f"vin,price,miles\n{VINS[0]},1,2\n"
    await desk.submit(await drafted(office, text, RANK, fillings=fillings), "first")
    again = await drafted(office, text, RANK)
    assert again.prepared.report.fillings == fillings
    assert again.prepared.report.can_be_sent


async def test_what_was_done_to_the_file_is_kept_with_the_job(office: Office) -> None:
    desk = await office.open()
    draft = await drafted(office, f"vin,lot\n{VINS[0].lower()},A1\n")
    key = await desk.submit(draft, "lots")
    kept = {path.name for path in draft.prepared.folder.iterdir()}
    assert kept == {"lots.csv", "all-columns.csv.gz", "changes.csv", "rejects.csv", "preflight.json"}
    details = office.details(key)
    assert details is not None
    assert details.submission is not None
    assert details.submission.changed_cells == 1
    assert details.submission.source.path.read_text() == f"vin,lot\n{VINS[0].lower()},A1\n"


async def test_looks_come_while_the_file_is_read_and_the_last_word_is_the_draft(office: Office) -> None:
    desk = await office.open()
    looks: list[Look] = []
    path = csv_file(office.folder, "lots.csv", "vin\n" + f"{VINS[0].lower()}\n" * 100_000)
    draft = await desk.drafts.draft(path, PreflightWish(DECODE), looks.append)
    assert looks[0].report.rows < 100_000
    assert looks[0].report.problems
    assert draft.prepared.report.rows == 100_000


async def test_what_was_prepared_long_ago_and_never_sent_is_cleared_away(
    office: Office, tmp_path: Path
) -> None:
    await office.open()
    key = await office.send()
    files = tmp_path / "home" / "files"
    for name in ("forgotten", "fresh"):
        (files / name).mkdir()
    pasted = tmp_path / "home" / "pasted" / "forgotten"
    pasted.mkdir(parents=True)
    for folder in (files / "forgotten", files / key, pasted):
        os.utime(folder, (1.0, 1.0))
    await office.open()
    await until(lambda: not (files / "forgotten").exists() and not pasted.exists())
    assert (files / "fresh").is_dir()
    assert (files / key).is_dir()


async def test_dealers_are_saved_in_the_book(office: Office) -> None:
    desk = await office.open()
    await desk.drafts.save_dealer(Dealer("Northlake", "northlake.com", "60601"))
    await desk.drafts.save_dealer(Dealer("Augusta", "mbofaugusta.com", "30907"))
    again = await desk.drafts.save_dealer(Dealer("northlake", "northlakeauto.com", "60601"))
    assert [(dealer.name, dealer.source) for dealer in again] == [
        ("Augusta", "mbofaugusta.com"),
        ("northlake", "northlakeauto.com"),
    ]
    assert await desk.drafts.dealers() == again


async def test_pasted_cells_go_the_way_of_a_file(office: Office) -> None:
    desk = await office.open()
    path = await desk.drafts.keep_pasted(f"VIN\tlot\n{VINS[0]}\t007\n")
    draft = await desk.drafts.draft(path, PreflightWish(DECODE), lambda look: None)
    assert draft.prepared.report.rows == 1
    assert draft.prepared.report.dialect.separator == "\t"


async def test_a_draft_that_could_not_be_written_down_can_be_sent_once_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await office.open()
    draft = await drafted(office, "vin\n" + "".join(f"{vin}\n" for vin in VINS[:3]), limits=Limits(2, 10**6))

    async def refuse(new: object) -> tuple[Submission, ...]:
        raise LedgerError("The ledger is busy.", "Try again.")

    with monkeypatch.context() as patch:
        patch.setattr(office.ledger, "add_submissions", refuse)
        with pytest.raises(LedgerError):
            await desk.submit(draft, "lots")
    await desk.submit(draft, "lots")
    await until(lambda: [row.state for row in office.desk.rows] == [RowState.COMPLETED] * 2)


async def test_discarding_a_draft_that_was_sent_keeps_its_files(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60)
    desk = await office.open()
    draft = await drafted(office, f"vin\n{VINS[0]}\n")
    await desk.submit(draft, "lots")
    await desk.drafts.discard(draft)
    (kept,) = await office.ledger.submissions("acc")
    assert kept.packed.path.is_file()


async def test_half_a_character_among_pasted_cells_is_kept_as_a_question_mark(office: Office) -> None:
    desk = await office.open()
    path = await desk.drafts.keep_pasted("vin\n\ud83d\n")
    assert path.read_bytes() == b"vin\n?\n"
