"""From a file as people have it to what the service got: matched, constant, split, in part, pasted."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from mcdesk.model.rows import RowState
from mcdesk.sandbox.vins import check_digit
from tests.e2e.house import KEY, House, readable, until
from tests.e2e.preflight_hands import (
    CONTROL,
    REMEMBERED,
    Preflight,
    column,
    kept,
    press_keys,
    row_titled,
    rows_of,
    sent,
    submission,
)
from tests.sandbox_fixtures import Sandbox
from tests.ui.inspector.probes import buttons

AUCTION = Path(__file__).parents[1] / "data" / "auction-sales.csv"
DECODE_PATH = "neovin/decode"
VINS = ("WAUACGFF7F1002327", "1N4AL3AP4FN313644", "WBSFV9C55ED593080", "YV4L12RL4R1757085")


def vins(count: int) -> list[str]:
    """Different VINs whose check digits are right."""
    bare = [f"1HGCM826?3A{number:06}" for number in range(count)]
    return [vin.replace("?", check_digit(vin.replace("?", "0")) or "") for vin in bare]


def test_an_auction_list_is_decoded_without_a_question(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await flight.drop(AUCTION, on="decode")
        assert "VIN is in lower case, 99, fix on: Write in capitals" in flight.groups
        assert "99 rows, 99 unique VINs" in flight.forecast
        assert flight.submit.text() == "Submit"
        await flight.send("auction-sales")
        await house.verified("auction-sales")
        assert (house.row("auction-sales").items, house.row("auction-sales").failed) == (99, 0)
        rows = sent(house, "auction-sales")
        assert [list(row) for row in rows] == [["vin"]] * 99
        source = column(rows_of(AUCTION), "vin")
        assert column(rows, "vin") == [vin.upper() for vin in source]
        changes = rows_of(kept(house, "auction-sales", "changes.csv"))
        cells = [change for change in changes if change["rule"] == "vin-case"]
        assert [(change["before"], change["after"]) for change in cells] == [
            (vin, vin.upper()) for vin in source
        ]
        told = json.loads(kept(house, "auction-sales", "preflight.json").read_text())
        assert told["source"]["path"] == str(AUCTION)
        assert (told["rows"], told["left_out"], told["changed_cells"]) == (99, 0, 99)
        assert rows_of(kept(house, "auction-sales", "rejects.csv")) == []
        everything = rows_of(kept(house, "auction-sales", "all-columns.csv.gz"))
        assert column(everything, "odometer") == column(rows_of(AUCTION), "odometer")

    play(story, url=sandbox.url)


def test_what_a_list_lacks_is_typed_once_and_remembered(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await flight.drop(AUCTION, on="rank")
        assert not flight.can_submit
        assert flight.says("Choose a column for source and zip")
        await flight.type_constant("source", "mbofaugusta.com")
        assert flight.says("Choose a column for zip")
        await flight.type_constant("zip", "30907")
        await flight.send("auction-sales")
        download = await house.verified("auction-sales")
        for rows in (sent(house, "auction-sales"), rows_of(download.path or Path())):
            assert len(rows) == 99
            assert {(row["source"], row["zip"]) for row in rows} == {("mbofaugusta.com", "30907")}
        assert house.row("auction-sales").failed == 0

        again = tmp_path / "next-week.csv"
        again.write_bytes(b"".join(AUCTION.read_bytes().splitlines(keepends=True)[:5]))
        await flight.drop(again, on="rank")
        assert flight.says(REMEMBERED)
        assert flight.says("zip, 30907 in every row")
        await flight.send("next-week")
        await house.verified("next-week")
        assert {(row["source"], row["zip"]) for row in sent(house, "next-week")} == {
            ("mbofaugusta.com", "30907")
        }

    play(story, url=sandbox.url)


def test_cells_copied_from_a_spreadsheet_are_decoded(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        flight = Preflight(house)
        cells = "\n".join(["Lot\tVIN Number", *(f"{n}\t{vin.lower()}" for n, vin in enumerate(VINS))])
        QGuiApplication.clipboard().setText(cells + "\n")
        await house.focus(house.window)
        house.key(Qt.Key.Key_V, CONTROL, on=house.window)
        await until(house.window.overlay.isVisible, "the targets")
        decode = next(each for each in house.targets() if each.offer.operation.id == "decode")
        QTest.mouseClick(decode, Qt.MouseButton.LeftButton)
        await flight.checked()
        assert flight.says("vin, filled from VIN Number")
        await flight.send("pasted-cells")
        await house.verified("pasted-cells")
        assert column(sent(house, "pasted-cells"), "vin") == list(VINS)

    play(story, url=sandbox.url)


def test_a_workbook_gives_the_sheet_that_is_chosen_as_its_cells_read(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        path = _workbook(tmp_path / "stock.xlsx")
        await flight.drop(path, on="rank")
        assert not flight.can_submit
        await flight.choose("Sheet", "Boston")
        await flight.send("stock")
        download = await house.verified("stock")
        for rows in (sent(house, "stock"), rows_of(download.path or Path())):
            assert column(rows, "vin") == list(VINS[:2])
            assert column(rows, "zip") == ["02139", "02139"]
            assert column(rows, "price") == ["20000", "21000"]

    play(story, url=sandbox.url)


def test_a_large_file_goes_as_parts_one_after_the_other(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        path = tmp_path / "seven.csv"
        everything = vins(7_000)
        path.write_text("\n".join(["vin", *everything]) + "\n")
        await flight.drop(path, on="decode")
        assert "3 jobs: 3,000 + 3,000 + 1,000 rows, one after the other" in flight.forecast
        await flight.send("seven · 1 of 3")
        titles = [f"seven · {number} of 3" for number in (1, 2, 3)]
        assert {row.title for row in house.rows} == set(titles)
        await until(lambda: [row.state for row in house.rows] == [RowState.COMPLETED] * 3, "all three parts")
        assert [vin for title in titles for vin in column(sent(house, title), "vin")] == everything
        found = [house.desk.details(submission(house, title).id) for title in titles]
        jobs = [details.job for details in found if details is not None and details.job is not None]
        assert [job.item_count for job in jobs] == [3_000, 3_000, 1_000]
        for before, after in pairwise(jobs):
            assert before.completed_at is not None
            assert before.completed_at <= after.created_at
        assert len(sandbox.jobs(KEY, DECODE_PATH)) == 3

    play(story, url=sandbox.url)


def test_own_limits_split_the_next_file_and_a_waiting_part_can_go(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await house.focus(house.window.page.table)
        house.key(Qt.Key.Key_Comma, CONTROL)
        await until(lambda: house.sheets(), "the settings")
        rows = house.field("Decode: rows in one job")
        rows.setFocus()
        QTest.keyClicks(rows, "2")
        house.press("Done")
        await until(lambda: not house.sheets(), "the settings to close")
        sandbox.fault(KEY, "slow_job", seconds=0.6)
        path = tmp_path / "few.csv"
        path.write_text("\n".join(["vin", *vins(5)]) + "\n")
        await flight.drop(path, on="decode")
        assert "3 jobs: 2 + 2 + 1 rows, one after the other" in flight.forecast
        await flight.send("few · 3 of 3")
        house.window.show_row(submission(house, "few · 3 of 3").id)
        await house.press_when_ready("Remove from the queue")
        await until(lambda: house.sheets(), "the question")
        house.press("Remove from the queue")
        await until(lambda: not row_titled(house, "few · 3 of 3"), "the row to go")
        await until(lambda: [row.state for row in house.rows] == [RowState.COMPLETED] * 2, "the two parts")
        assert [column(sent(house, f"few · {n} of 3"), "vin") for n in (1, 2)] == [vins(2), vins(4)[2:]]
        assert len(sandbox.jobs(KEY, DECODE_PATH)) == 2

    play(story, url=sandbox.url)


def test_a_trial_sends_its_first_rows_only(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        path = tmp_path / "many.csv"
        path.write_text("\n".join(["vin", *vins(250)]) + "\n")
        await flight.drop(path, on="decode")
        box = next(
            each for words, each in buttons(flight.sheet).items() if words.startswith("Trial of the first")
        )
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        await flight.checked()
        assert "100 rows, 100 unique VINs" in flight.forecast
        assert flight.submit.text() == "Submit trial"
        number = house.field("Rows of the trial")
        number.setFocus()
        number.selectAll()
        QTest.keyClicks(number, "7")
        await press_keys(Qt.Key.Key_Tab)
        await flight.checked()
        assert "trial: 7 of 250 rows" in flight.forecast
        await flight.send("many")
        await house.verified("many")
        assert column(sent(house, "many"), "vin") == vins(7)
        assert house.row("many").items == 7

    play(story, url=sandbox.url)


@pytest.mark.parametrize("name", ["again.csv", "again.csv.gz"])
def test_a_ranked_result_is_ranked_anew_without_its_old_ranks(
    play, sandbox: Sandbox, pairs, tmp_path: Path, name: str
):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await house.send(pairs("may-auction", rows=4))
        download = await house.verified("may-auction")
        assert download.path is not None
        again = tmp_path / name
        if again.suffix == ".gz":
            shutil.copyfile(download.path, again)
        else:
            house.press("Open results")
            await until(lambda: house.outside.paths == [readable(download)], "the unpacked copy")
            shutil.copyfile(readable(download), again)
        assert {"vin_score", "vin_rank"} <= rows_of(again)[0].keys()
        await flight.drop(again, on="rank")
        assert flight.says("This is a ranked result: its 3 result columns are left out.")
        await flight.send("again")
        await house.verified("again")
        rows = sent(house, "again")
        assert not {"vin_score", "dealer_ymm_score", "vin_rank"} & rows[0].keys()
        needed = ("vin", "price", "miles", "source", "zip")
        before = sent(house, "may-auction")
        assert [[row[field] for field in needed] for row in rows] == [
            [row[field] for field in needed] for row in before
        ]

    play(story, url=sandbox.url)


def _workbook(path: Path) -> Path:
    book = Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "Notes"
    notes.append(["about", "this file"])
    notes.append(["made by", "the office"])
    stock = book.create_sheet("Boston")
    stock.append(["VIN", "Price", "Odometer", "Dealer website", "ZIP code"])
    for number, vin in enumerate(VINS[:2]):
        stock.append([vin, 20_000 + 1_000 * number, 1_000, "mbofaugusta.com", "02139"])
    book.save(path)
    return path
