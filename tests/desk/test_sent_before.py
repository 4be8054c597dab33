"""Whether the very rows of a draft were sent before: in parts, with cells written anew, or otherwise."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.desk.drafts import Draft
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.operations import DECODE, RANK
from mcdesk.model.preflight import Edit, FromColumn, Limits, PreflightWish
from mcdesk.model.rows import JobRow, RowState
from tests.desk.bench import CSV, KEY, account, csv_file, until
from tests.desk.office import Office
from tests.sandbox_fixtures import Sandbox

VINS = ("1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064", "4T1C11BKXNU065125", "5XYKTCA69FG566472")
LOTS = "vin\n" + "".join(f"{vin}\n" for vin in VINS)
DECODES = PreflightWish(DECODE)
IN_TWO = {"decode": Limits(2, 10**6)}


@pytest.fixture
async def office(tmp_path: Path, ledger: Ledger, sandbox: Sandbox) -> AsyncIterator[Office]:
    made = Office(tmp_path, ledger, account(sandbox.url))
    await made.open()
    yield made
    await made.aclose()


async def drafted(office: Office, wish: PreflightWish = DECODES, text: str = LOTS) -> Draft:
    return await office.desk.drafts.draft(csv_file(office.folder, "lots.csv", text), wish, lambda look: None)


async def earlier(office: Office, wish: PreflightWish = DECODES, text: str = LOTS) -> JobRow | None:
    """What a user who drops that file now is told of."""
    draft = await drafted(office, wish, text)
    found = office.desk.sent_before(draft)
    await office.desk.drafts.discard(draft)
    return found


async def sent_in_two(office: Office) -> list[JobRow]:
    """The rows of both parts, in order."""
    await office.desk.drafts.set_own_limits(IN_TWO)
    await office.desk.submit(await drafted(office), "lots")
    return sorted(office.desk.rows, key=lambda row: row.part)


async def test_a_file_in_parts_is_known_while_its_parts_wait_and_when_they_are_done(
    office: Office, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60, count=1)
    parts = [row.key for row in await sent_in_two(office)]
    await until(lambda: office.row(parts[0]).state is RowState.PROCESSING)
    assert office.row(parts[1]).state is RowState.WAITING
    found = await earlier(office)
    assert found is not None
    assert found.key in parts
    await office.desk.remove(parts[1])
    found = await earlier(office)
    assert found is not None
    assert found.key == parts[0]


async def test_a_file_in_parts_is_known_after_a_restart_and_however_it_is_divided_now(office: Office) -> None:
    parts = [row.key for row in await sent_in_two(office)]
    await until(lambda: all(office.row(key).state is RowState.COMPLETED for key in parts))
    await office.desk.aclose()
    desk = await office.open()
    await until(lambda: len(desk.rows) == 2)
    await desk.drafts.set_own_limits({})
    found = await earlier(office)
    assert found is not None
    assert found.key in parts


async def test_while_one_part_has_not_failed_it_is_paid_for(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "fail_job", count=1)
    parts = [row.key for row in await sent_in_two(office)]
    states = (RowState.FAILED, RowState.COMPLETED)
    await until(lambda: tuple(office.row(key).state for key in parts) == states)
    found = await earlier(office)
    assert found is not None
    assert found.key == parts[1]


async def test_a_file_of_which_all_parts_failed_may_go_again_without_a_question(
    office: Office, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "fail_job", count=2)
    parts = [row.key for row in await sent_in_two(office)]
    await until(lambda: all(office.row(key).state is RowState.FAILED for key in parts))
    assert await earlier(office) is None


async def test_cells_written_anew_make_other_rows_and_the_same_cells_the_same(office: Office) -> None:
    edited = replace(DECODES, edits=(Edit(1, 0, VINS[1]), Edit(2, 0, VINS[0])))
    key = await office.desk.submit(await drafted(office, edited), "edited")
    assert await earlier(office) is None
    assert await earlier(office, replace(DECODES, edits=edited.edits[:1])) is None
    found = await earlier(office, edited)
    assert found is not None
    assert found.key == key


async def test_cells_written_as_they_were_make_the_same_rows(office: Office) -> None:
    key = await office.desk.submit(await drafted(office), "lots")
    found = await earlier(office, replace(DECODES, edits=(Edit(1, 0, VINS[0]),)))
    assert found is not None
    assert found.key == key


async def test_columns_chosen_by_hand_are_remembered_and_so_are_the_rows(office: Office) -> None:
    """The second time nobody chooses, as mcdesk remembers the choice: the rows are the same."""
    text = LOTS.replace("vin", "number")
    chosen = replace(DECODES, fillings={"vin": FromColumn(0)})
    key = await office.desk.submit(await drafted(office, chosen, text), "lots")
    found = await earlier(office, DECODES, text)
    assert found is not None
    assert found.key == key


async def test_other_rows_another_operation_and_a_trial_are_no_repeats(office: Office) -> None:
    await office.desk.submit(await drafted(office, PreflightWish(RANK), CSV), "april")
    assert await earlier(office, PreflightWish(RANK), CSV) is not None
    assert await earlier(office, PreflightWish(RANK), CSV.replace("20000", "20001")) is None
    assert await earlier(office, DECODES, CSV) is None
    await office.desk.submit(await drafted(office), "lots")
    assert await earlier(office, replace(DECODES, first_rows=2)) is None
