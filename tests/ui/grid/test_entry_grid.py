"""The grid as a page uses it: rows in and out, counts, limits, refusals, and what is said of rows."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mcdesk.model.lookups import DEALER, Cells
from mcdesk.ui.grid.cell_looks import Mark
from mcdesk.ui.grid.entry_grid import EntryGrid
from mcdesk.ui.grid.judging import Tally
from mcdesk.ui.theme.theme import Theme
from tests.ui.grid import samples
from tests.ui.grid.hands import (
    LOCATION,
    SOURCE,
    ZIP,
    choose,
    editor,
    here,
    look,
    menu_entries,
    pick,
    press,
    said,
    spoken,
    write,
)
from tests.ui.inspector.probes import shown

KEY = Qt.Key


def sent(grid: EntryGrid) -> list[Cells]:
    return [cells for _, cells in grid.sendable]


def test_rows_and_counts(qtbot: QtBot, grid: EntryGrid) -> None:
    def counts() -> tuple[int, int]:
        return sum(not check.is_empty for check in grid.checks), len(grid.sendable)

    grid.set_rows([("a.com", "30907", ""), ("a.com", "30907", ""), ("no domain", "", "")])
    assert counts() == (3, 1)
    assert grid.sendable == ((0, ("a.com", "30907", "")),)
    assert [check.repeats for check in grid.checks] == [None, 0, None]
    grid.add_rows([("b.com", "", "")])
    assert counts() == (4, 2)
    grid.set_rows(())
    assert grid.rows == ()
    for rows in (4, 3, 0):
        grid.undo()
        assert len(grid.rows) == rows
    grid.undo()
    assert grid.rows == ()
    grid.redo()
    assert counts() == (3, 1)


def test_rows_of_an_earlier_start_come_back_with_their_fixes_and_are_no_step(vehicles: EntryGrid) -> None:
    vin = samples.VEHICLES[0][0]
    vehicles.set_rows([(vin, "20000", "3000"), (samples.VEHICLES[2][0], "18,499.50", "45000 km")])
    vehicles.table.go(1, 1)
    pick(vehicles, "Round to whole dollars")
    pick(vehicles, "Convert to miles")
    rows, wishes, sends = vehicles.rows, vehicles.wishes, vehicles.sendable
    assert [len(ids) for ids in wishes] == [0, 2]
    vehicles.set_rows(())
    told: list[bool] = []
    vehicles.changed.connect(lambda: told.append(True))
    vehicles.restore_rows(rows, wishes)
    assert (vehicles.rows, vehicles.wishes, vehicles.sendable) == (rows, wishes, sends)
    assert told
    assert vehicles.current == 2
    vehicles.undo()
    assert vehicles.rows == rows
    vehicles.restore_rows(rows[:1])
    assert (vehicles.rows, vehicles.wishes) == (rows[:1], (frozenset(),))


def test_the_same_rows_again_are_no_step(filled: EntryGrid) -> None:
    with_changes: list[bool] = []
    filled.changed.connect(lambda: with_changes.append(True))
    filled.set_rows(samples.DEALERS)
    assert with_changes == []


def test_what_is_sent_is_mended_and_what_is_kept_is_typed(grid: EntryGrid) -> None:
    grid.paste_text("https://www.MBofAugusta.com/new\t30907-1234")
    assert grid.rows == (("https://www.MBofAugusta.com/new", "30907-1234", ""),)
    assert grid.sendable == ((0, ("mbofaugusta.com", "30907", "")),)
    assert look(grid, 0, ZIP).mark is Mark.MENDED
    tip = grid.table.model().index(0, ZIP).data(Qt.ItemDataRole.ToolTipRole)
    assert "Typed: 30907-1234, sent: 30907" in tip
    assert look(grid, 0, LOCATION).is_dash


def test_a_whole_block_is_pasted_in_one_step(qtbot: QtBot, grid: EntryGrid) -> None:
    text = "ZIP\tDealer site\tNote\n30907\ta.com\tgood\n33928\tb.com\tbad"
    with qtbot.waitSignal(grid.pasted) as told:
        grid.paste_text(text)
    assert told.args[0].ignored
    assert grid.rows == (("a.com", "30907", ""), ("b.com", "33928", ""))
    assert grid.table.area.bottom == 1
    grid.undo()
    assert not grid.rows


def test_what_is_pasted_after_rows_were_opened_is_added(filled: EntryGrid) -> None:
    filled.paste_text("a.com\t30907\nb.com\t33928")
    assert filled.rows == (*samples.DEALERS, ("a.com", "30907", ""), ("b.com", "33928", ""))


def test_a_column_is_pasted_beside_what_is_there(filled: EntryGrid) -> None:
    filled.table.go(0, ZIP)
    filled.paste_text("11111\n22222")
    assert [row[:2] for row in filled.rows[:3]] == [
        ("mbofaugusta.com", "11111"),
        ("acceleride.mbofaugusta.com", "22222"),
        samples.DEALERS[2][:2],
    ]


def test_one_value_fills_all_chosen_cells(filled: EntryGrid) -> None:
    choose(filled, 0, ZIP, 2, ZIP)
    filled.paste_text("28216\n")
    assert [row[ZIP] for row in filled.rows[:4]] == ["28216"] * 3 + ["32901"]


def test_a_price_with_a_comma_is_one_value(vehicles: EntryGrid) -> None:
    vehicles.table.go(0, 1)
    vehicles.paste_text("$20,500")
    assert vehicles.rows == (("", "$20,500", ""),)


def test_an_empty_clipboard_changes_nothing(filled: EntryGrid) -> None:
    for text in ("", "\n", "\n\t\n"):
        filled.paste_text(text)
        assert filled.rows == samples.DEALERS


def test_rows_beyond_the_limit_are_kept_and_do_not_go(qtbot: QtBot, grid: EntryGrid) -> None:
    grid.set_rows((*samples.many(50), samples.many(1)[0], *samples.many(103)[50:]))
    assert len(grid.rows) == 104
    assert len(grid.sendable) == 100
    assert said(grid, 101) == "Beyond the 100 of one request"


def test_a_duplicate_says_what_it_repeats(grid: EntryGrid) -> None:
    grid.set_rows([*samples.DEALERS[:3], ("https://www.mbofaugusta.com", "30907", "")])
    assert said(grid, 3) == "Same as row 1: sent once"
    assert said(grid, 0) == ""


def test_a_vehicle_with_another_price_is_not_dropped_unheard(vehicles: EntryGrid) -> None:
    vin, price, miles = samples.VEHICLES[0]
    vehicles.set_rows([(vin, price, miles), (vin, "1234", miles)])
    assert said(vehicles, 1) == "Same vehicle as row 1, with other values: only row 1 is sent"
    assert [place for place, _ in vehicles.sendable] == [0]


def test_a_refusal_lands_on_its_row(qtbot: QtBot, filled: EntryGrid) -> None:
    filled.set_troubles([samples.several(6)])
    assert said(filled, 6) == samples.SEVERAL
    assert 6 not in [place for place, _ in filled.sendable]
    assert spoken(filled, 6) == f"Row 7, carvana.com, no ZIP, no location id. {samples.SEVERAL}"
    filled.go_to(6, "zip")
    assert here(filled) == (6, ZIP)
    qtbot.waitUntil(editor(filled).hasFocus)
    assert said(filled, 6) == samples.SEVERAL
    write_in = editor(filled)
    qtbot.keyClicks(write_in, "30303")
    press(filled, KEY.Key_Return)
    assert said(filled, 6) == ""
    assert (6, ("carvana.com", "30303", "")) in filled.sendable
    filled.undo()
    assert said(filled, 6) == samples.SEVERAL
    filled.set_troubles([])
    assert said(filled, 6) == ""


def test_a_refusal_finds_rows_that_moved_since_it_was_asked(filled: EntryGrid) -> None:
    filled.set_rows([("no domain", "", ""), *samples.DEALERS])
    asked = filled.sendable
    filled.table.go(1, SOURCE)
    press(filled, KEY.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    filled.set_troubles([samples.several(6), samples.several(0)], asked)
    assert [place for place in range(8) if said(filled, place) == samples.SEVERAL] == [6]
    assert filled.place_of(("carvana.com", "", "")) == 6
    assert filled.place_of(samples.DEALERS[0]) is None


def test_nothing_is_said_of_a_cell_while_it_is_typed(grid: EntryGrid) -> None:
    write(grid, "mbof")
    assert said(grid, 0) == ""
    press(grid, KEY.Key_Return)
    assert said(grid, 0) == "Dealer site is not a web domain"
    assert look(grid, 0, SOURCE).mark is Mark.BAD
    grid.table.go(0, SOURCE)
    write(grid, "mbofaugusta.com")
    assert said(grid, 0) == ""


def test_what_is_missing_is_said_when_the_row_is_left(vehicles: EntryGrid) -> None:
    write(vehicles, samples.VEHICLES[0][0])
    press(vehicles, KEY.Key_Tab)
    assert said(vehicles, 0) == ""
    assert look(vehicles, 0, 1).mark is Mark.NONE
    assert vehicles.sendable == ()
    vehicles.table.go(1, 0)
    assert said(vehicles, 0) == "Price is missing · Miles is missing"
    assert look(vehicles, 0, 1).mark is Mark.BAD


def test_of_pasted_rows_all_is_said_at_once(vehicles: EntryGrid) -> None:
    vehicles.paste_text(samples.VEHICLES[0][0])
    assert said(vehicles, 0) == "Price is missing · Miles is missing"


def test_fixes_on_wish_come_from_the_menu_and_can_be_undone(vehicles: EntryGrid) -> None:
    vehicles.set_rows([(samples.VEHICLES[0][0], "18,499.50", "45000 km")])
    vehicles.table.go(0, 1)
    assert sent(vehicles) == []
    assert said(vehicles, 0).startswith("Price has cents: round to whole dollars from the menu")
    pick(vehicles, "Round to whole dollars")
    pick(vehicles, "Convert to miles")
    assert sent(vehicles) == [(samples.VEHICLES[0][0], "18500", "27962")]
    assert vehicles.rows[0][1] == "18,499.50"
    vehicles.undo()
    assert sent(vehicles) == []
    vehicles.redo()
    pick(vehicles, "Convert to miles")
    assert sent(vehicles) == []


def test_the_menu_offers_what_is_possible(filled: EntryGrid) -> None:
    filled.table.go(8, SOURCE)
    entries = menu_entries(filled)
    enabled = {words for words, entry in entries.items() if entry.isEnabled()}  # type: ignore[attr-defined]
    assert enabled == {"Undo new rows", "Fill down"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), "Row 1, empty. Type or paste a dealer"),
        ((("a.com", "", "x1"),), "Row 1, a.com, no ZIP, location id x1"),
        ((("", "", ""), ("a.com", "", "")), "Row 1, empty"),
        (
            (("no domain", "", ""),),
            "Row 1, no domain, no ZIP, no location id. Dealer site is not a web domain",
        ),
    ],
)
def test_a_row_is_one_sentence(grid: EntryGrid, rows: tuple[Cells, ...], words: str) -> None:
    grid.set_rows(rows)
    grid.table.go(5, 0)
    assert spoken(grid, 0) == words
    title = grid.table.model().headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole)
    assert title == words


def test_cells_are_read_out_with_their_column(grid: EntryGrid) -> None:
    grid.set_rows([("a.com", "30907-1234", ""), ("b.com", "3", "")])
    assert spoken(grid, 0, ZIP) == "ZIP: 30907, typed 30907-1234"
    assert spoken(grid, 0, LOCATION) == "Location id: empty"


def test_a_row_with_a_message_is_higher_and_its_words_are_never_cut(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, EntryGrid(theme, DEALER, 100), 460, 300)
    grid.set_rows(samples.DEALERS)
    grid.set_troubles([samples.several(6)])
    heights = [grid.table.rowHeight(place) for place in range(8)]
    assert heights == [theme.px(31)] * 6 + [theme.px(50), theme.px(31)]
    grid.resize(240, 300)
    qtbot.waitUntil(lambda: grid.table.rowHeight(6) > theme.px(50))
    grid.set_troubles([])
    assert grid.table.rowHeight(6) == theme.px(31)


def test_a_doubtful_vin_is_marked_and_goes(vehicles: EntryGrid) -> None:
    vehicles.set_rows([("1N4AL3AP5FN313644", "20000", "13000")])
    assert len(vehicles.sendable) == 1
    assert look(vehicles, 0, 0).mark is Mark.NOTED
    assert spoken(vehicles, 0).endswith("miles 13000. VIN check digit does not match")
    tip = vehicles.table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "market outside North America" in tip


def test_the_rows_are_counted(filled: EntryGrid) -> None:
    filled.add_rows([("", "", ""), ("no site", "", ""), samples.DEALERS[0]])
    filled.set_troubles([samples.several(6)])
    assert filled.tally == Tally(filled=10, in_order=8, refused=1, repeats=1, first_aside=6)
    assert filled.tally.wrong == 1
    assert filled.refused == ((6, samples.DEALERS[6]),)


def test_a_key_in_a_grid_of_a_large_file_is_quick(grid: EntryGrid) -> None:
    """5,000 rows, as many as are read of a dropped file: a key has 16 ms."""
    grid.set_rows(samples.many(5000))
    grid.table.go(2500, ZIP)
    made = write(grid, "3")
    took = []
    for sign in "0303030303":
        began = time.perf_counter()
        QTest.keyClicks(made, sign)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.016
