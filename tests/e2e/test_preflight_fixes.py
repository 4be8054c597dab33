"""What is wrong with a file is shown, mended, left out or corrected by hand, and nothing is done unasked."""

import csv
import time
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from tests.e2e.house import KEY, House, until
from tests.e2e.preflight_hands import (
    CONTROL,
    Preflight,
    column,
    kept,
    keyed,
    press_keys,
    rows_of,
    sent,
    tab_to,
)
from tests.sandbox_fixtures import Sandbox
from tests.ui.preflight.grid_hands import LINE, VIN, ZIP, go, texts

GOOD, OTHER, THIRD = "WAUACGFF7F1002327", "1N4AL3AP4FN313644", "YV4L12RL4R1757085"
SHORT, WHOLE = "WBSFV9C55ED5930", "WBSFV9C55ED593080"
LENGTH, MISFIT = "VIN does not have 17 characters", "Row does not fit the columns"
CASE, ZERO = "VIN is in lower case", "ZIP lost its leading zero"
PRICE = "Price has $, commas or .00"
LARGE = 300_000


def dirty(folder: Path) -> Path:
    """Semicolons, Windows-1252, dollars, lost zeros, small letters, a short VIN and a row that was cut."""
    path = folder / "händler.csv"
    lines = [
        "VIN;Asking price;Odometer;Dealer website;ZIP;Händler",
        f"{GOOD.lower()};$20,900;41200;mbofaugusta.com;2139;Müller & Söhne",
        f"{OTHER};$18,500.00;9000;mbofaugusta.com;2139;Müller",
        f"{SHORT};$17,000;100;mbofaugusta.com;30907;Groß",
        f"{THIRD};$16,000;100;mbofaugusta.com",
        f"{THIRD.lower()};15000;300;mbofaugusta.com;30907;Weiß",
    ]
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))
    return path


def large(folder: Path) -> Path:
    path = folder / "large.csv"
    line = f"{GOOD.lower()},20000,1000,mbofaugusta.com,2139\n"
    path.write_text("vin,price,miles,source,zip\n" + line * LARGE)
    return path


def test_a_dirty_file_waits_for_what_only_the_user_can_decide(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        source = dirty(tmp_path)
        before = source.read_bytes()
        await flight.drop(source, on="rank")
        assert set(flight.groups) == {
            f"{MISFIT}, 1, to be decided",
            f"{LENGTH}, 1, to be decided",
            f"{CASE}, 2, fix on: Write in capitals",
            f"{PRICE}, 3, fix on: Keep whole dollars",
            f"{ZERO}, 2, fix on: Pad to 5 digits",
        }
        assert flight.says("Encoding: Windows-1252")
        assert not flight.can_submit
        assert flight.says("Decide on 2 problems first")
        await flight.decide(LENGTH, "Leave out 1 row")
        assert not flight.can_submit
        await flight.decide(MISFIT, "Leave out 1 row")
        assert "2 of 5 rows left out" in flight.forecast
        assert "expect successful_count ≈ 3" in flight.forecast
        await flight.send("händler")
        await house.verified("händler")
        assert (house.row("händler").succeeded, house.row("händler").failed) == (3, 0)
        rows = sent(house, "händler")
        assert column(rows, "vin") == [GOOD, OTHER, THIRD]
        assert column(rows, "price") == ["20900", "18500", "15000"]
        assert column(rows, "zip") == ["02139", "02139", "30907"]
        assert column(rows, "Händler") == ["Müller & Söhne", "Müller", "Weiß"]
        with kept(house, "händler", "rejects.csv").open(encoding="utf-8", newline="") as file:
            _, *rejects = csv.reader(file)
        assert [row[:3] for row in rejects] == [
            ["4", "vin-length", SHORT],
            ["5", "malformed-row", f"{THIRD};$16,000;100;mbofaugusta.com"],
        ]
        assert source.read_bytes() == before

    play(story, url=sandbox.url)


def test_rows_that_can_not_be_ranked_go_all_the_same_if_that_is_wanted(
    play, sandbox: Sandbox, tmp_path: Path
):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await flight.drop(dirty(tmp_path), on="rank")
        await flight.decide(MISFIT, "Leave out 1 row")
        await flight.decide(LENGTH, "Send it as it is")
        await flight.send("händler")
        await house.verified("händler")
        assert (house.row("händler").succeeded, house.row("händler").failed) == (3, 1)
        assert SHORT in column(sent(house, "händler"), "vin")

    play(story, url=sandbox.url)


def test_a_fix_that_is_off_leaves_cells_alone(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        path = tmp_path / "small.csv"
        path.write_text(f"vin\n{GOOD.lower()}\n{OTHER}\n")
        await flight.drop(path, on="decode")
        assert texts(flight.grid, VIN) == [GOOD, OTHER]
        await flight.switch(CASE)
        assert texts(flight.grid, VIN) == [GOOD.lower(), OTHER]
        await flight.send("small")
        await house.verified("small")
        assert column(sent(house, "small"), "vin") == [GOOD.lower(), OTHER]
        assert house.row("small").succeeded == 2

        await flight.drop(path, on="decode")
        await flight.switch(CASE)
        await flight.switch(CASE)
        assert texts(flight.grid, VIN) == [GOOD, OTHER]
        field = house.field("Reference")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, "mended")
        await flight.send("mended")
        await house.verified("mended")
        assert column(sent(house, "mended"), "vin") == [GOOD, OTHER]

    play(story, url=sandbox.url)


def test_all_fixes_are_undone_and_used_again(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await flight.drop(dirty(tmp_path), on="rank")
        await flight.decide(MISFIT, "Leave out 1 row")
        await flight.decide(LENGTH, "Leave out 1 row")
        await flight.press("Undo all fixes")
        assert f"{ZERO}, 2, fix off: Pad to 5 digits, to be decided" in flight.groups
        assert f"{CASE}, 2, fix off: Write in capitals, Kept as it is" in flight.groups
        assert f"{LENGTH}, 1, Leave out 1 row" in flight.groups
        assert not flight.can_submit
        line = texts(flight.grid, LINE).index("2")
        assert [texts(flight.grid, each)[line] for each in (VIN, ZIP)] == [GOOD.lower(), "2139"]
        await flight.press("Use proposed fixes")
        assert f"{ZERO}, 2, fix on: Pad to 5 digits" in flight.groups
        await flight.send("händler")
        await house.verified("händler")
        assert column(sent(house, "händler"), "vin") == [GOOD, OTHER, THIRD]

    play(story, url=sandbox.url)


def test_a_cell_corrected_by_hand_is_what_goes(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await flight.drop(dirty(tmp_path), on="rank")
        await flight.decide(MISFIT, "Leave out 1 row")
        assert flight.says("Decide on 1 problem first")
        await until(go(flight.grid, "4", VIN).hasFocus, "the focus in the first rows")
        await press_keys(Qt.Key.Key_F2)
        made = flight.grid.table.findChild(QLineEdit)
        assert isinstance(made, QLineEdit)
        assert made.text() == SHORT
        await until(made.hasFocus, "the cell to open")
        made.selectAll()
        QTest.keyClicks(made, WHOLE)
        await press_keys(Qt.Key.Key_Return)
        await flight.checked()
        assert not any(group.startswith(LENGTH) for group in flight.groups)
        assert texts(flight.grid, VIN)[texts(flight.grid, LINE).index("4")] == WHOLE
        await flight.send("händler")
        await house.verified("händler")
        assert column(sent(house, "händler"), "vin") == [GOOD, OTHER, WHOLE, THIRD]
        changes = rows_of(kept(house, "händler", "changes.csv"))
        by_hand = [change for change in changes if change["rule"] == "edited-by-hand"]
        assert [list(each.values()) for each in by_hand] == [["4", "VIN", SHORT, WHOLE, "edited-by-hand"]]

    play(story, url=sandbox.url)


def test_the_same_file_is_turned_to_another_operation(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        path = tmp_path / "lot.csv"
        path.write_text(f"vin,price\n{GOOD},20000\n{OTHER},\n")
        await flight.drop(path, on="rank")
        assert flight.says("Choose a column for miles and 2 more")
        assert not flight.can_submit
        await flight.press("Decode")
        assert flight.groups == []
        await flight.send("lot")
        await house.verified("lot")
        assert house.row("lot").operation == "decode"
        assert sent(house, "lot") == [{"vin": GOOD}, {"vin": OTHER}]
        assert sandbox.jobs(KEY) == []

    play(story, url=sandbox.url)


def test_a_large_file_is_let_go_while_it_is_read(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await house.drop(large(tmp_path), on="rank")
        await until(lambda: flight.shows_rows, "the first rows")
        assert flight.is_checking
        assert not flight.can_submit
        began = time.monotonic()
        await press_keys(Qt.Key.Key_Escape)
        assert not house.sheets()
        assert time.monotonic() - began < 0.5
        await until(lambda: _prepared(house) == [], "the copy to go")
        assert house.rows == []
        assert sandbox.jobs(KEY) == []

    play(story, url=sandbox.url)


def test_another_file_takes_the_place_of_one_that_is_still_read(
    play, sandbox: Sandbox, pairs, tmp_path: Path
):
    async def story(house: House) -> None:
        flight = Preflight(house)
        await house.drop(large(tmp_path), on="rank")
        await until(lambda: flight.shows_rows, "the first rows")
        assert flight.is_checking
        house.press("Change…", flight.sheet)
        await until(lambda: house.dialogs(QFileDialog), "the file dialog")
        dialog = house.dialogs(QFileDialog)[0]
        house.fields_of(dialog)[0].setText(str(pairs("right")))
        dialog.accept()
        await until(lambda: flight.is_open and flight.says("right.csv"), "the other file")
        await flight.checked()
        assert "6 rows" in flight.forecast
        await flight.send("right")
        await house.verified("right")
        await until(lambda: len(_prepared(house)) == 1, "the first file's copy to go")
        assert len(sent(house, "right")) == 6
        assert len(sandbox.jobs(KEY)) == 1

    play(story, url=sandbox.url)


def test_a_dirty_file_goes_by_keys_alone(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        flight = Preflight(house)
        path = tmp_path / "keys.csv"
        path.write_text(f"vin\n{GOOD.lower()}\n{SHORT}\n{OTHER}\n")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(data)
        await house.focus(house.window.empty)
        await press_keys(Qt.Key.Key_V, held=CONTROL)
        await until(house.window.overlay.isVisible, "the targets")
        await press_keys(Qt.Key.Key_Right, Qt.Key.Key_Return)
        await flight.checked()
        await press_keys(Qt.Key.Key_Return, held=CONTROL)
        assert flight.is_open
        await tab_to(flight.group(LENGTH).remedy.decide)
        await press_keys(Qt.Key.Key_Space)
        await until(QApplication.activePopupWidget, "the menu")
        await press_keys(Qt.Key.Key_Down, Qt.Key.Key_Return)
        await flight.checked()
        assert f"{LENGTH}, 1, Leave out 1 row" in flight.groups
        assert keyed() is flight.group(LENGTH).remedy.decide
        await press_keys(Qt.Key.Key_Return, held=CONTROL)
        await until(lambda: house.state("keys") is not None, "the row")
        await house.verified("keys")
        assert column(sent(house, "keys"), "vin") == [GOOD, OTHER]

    play(story, url=sandbox.url)


def _prepared(house: House) -> list[Path]:
    """What lies ready to be sent, or is being made so."""
    folder = house.home / "files"
    return list(folder.iterdir()) if folder.exists() else []
