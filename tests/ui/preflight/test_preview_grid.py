"""The preview: what its cells say, which rows it shows, and how it reads."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from mcdesk.model.operations import DECODE, RANK
from mcdesk.model.preflight import Decision, PreviewRow, Report
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.preflight.preview_marks import CellLook, Mark
from mcdesk.ui.preflight.preview_model import PreviewModel
from mcdesk.ui.preflight.preview_order import insertions, removals
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.inspector.probes import buttons, press, said
from tests.ui.preflight import samples
from tests.ui.preflight.grid_hands import (
    HEADINGS,
    LINE,
    MILES,
    PRICE,
    SOURCE,
    VIN,
    ZIP,
    changed,
    go,
    headings,
    look,
    texts,
)


def test_qt_finds_no_fault(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = PreviewModel()
    model.show(samples.undecided(), RANK)
    qtmodeltester.check(model)
    model.arrange(is_problems_first=False, rule_id="")
    model.arrange(is_problems_first=True, rule_id="zip-leading-zero")
    model.show(samples.calm(), RANK)
    model.show(samples.mixed(), DECODE)


def test_needed_columns_come_first_then_all_others(filled: PreviewGrid) -> None:
    assert headings(filled) == HEADINGS
    assert texts(filled, VIN)[0] == "7YAKN4DA6SY777820"
    filled.show_report(samples.mixed(), DECODE)
    assert headings(filled) == [
        *("line", "vin", "Ask Price", "Odometer", "Dealer Site", "Dealer Zip", "lot", "grade", "seller")
    ]


def test_a_constant_stands_in_every_row_and_a_field_without_a_column_is_empty(grid: PreviewGrid) -> None:
    grid.show_report(samples.constants(), RANK)
    assert headings(grid)[:6] == HEADINGS[:6]
    assert set(texts(grid, SOURCE)) == {"mbofaugusta.com"}
    assert set(texts(grid, MILES)) == {"–"}
    assert look(grid, "2", SOURCE).is_other
    assert "Dealer Site" in headings(grid)


def test_lines_of_a_workbook_are_rows(grid: PreviewGrid) -> None:
    grid.show_report(samples.workbook(), RANK)
    assert headings(grid)[0] == "row"


def test_cells_are_shown_as_sent_or_as_they_stand_in_the_file(filled: PreviewGrid) -> None:
    assert look(filled, "3", ZIP) == CellLook("07030", Mark.FIXED)
    press(filled, "Original")
    assert look(filled, "3", ZIP) == CellLook("7030", Mark.FIXED)
    assert "will be fixed" in said(filled)
    press(filled, "After fixes")
    assert look(filled, "3", ZIP).text == "07030"


def test_numbers_stand_at_the_right(filled: PreviewGrid) -> None:
    model = filled.table.model()
    right = [
        bool(
            model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
        )
        for column in range(model.columnCount())
    ]
    assert right == [True, False, True, True, False, False, False, False, False]


def test_marks_tell_what_becomes_of_a_cell(grid: PreviewGrid) -> None:
    grid.show_report(samples.undecided(), RANK)
    assert look(grid, "4", VIN).mark is Mark.OPEN
    assert look(grid, "6", VIN).mark is Mark.KEPT
    assert look(grid, "2", PRICE).mark is Mark.FIXED
    assert look(grid, "5", VIN).mark is None
    grid.show_report(samples.mixed(), RANK)
    assert look(grid, "4", VIN).mark is Mark.LEFT_OUT
    sent = tuple(
        replace(each, decision=Decision.SEND) if each.rule.id == "vin-length" else each
        for each in samples.mixed().problems
    )
    grid.show_report(replace(samples.mixed(), problems=sent, preview=samples.preview(frozenset())), RANK)
    assert look(grid, "4", VIN).mark is Mark.KEPT
    assert not look(grid, "4", MILES).is_struck


def test_a_row_that_is_left_out_is_struck_through_but_not_one_that_waits(grid: PreviewGrid) -> None:
    grid.show_report(samples.mixed(), RANK)
    assert look(grid, "4", PRICE) == CellLook("31200", None, is_struck=True)
    assert not look(grid, "5", PRICE).is_struck
    press(grid, "Original")
    assert not look(grid, "4", PRICE).is_struck
    press(grid, "After fixes")
    grid.show_report(samples.undecided(), RANK)
    assert not look(grid, "4", PRICE).is_struck


def test_a_problem_of_the_whole_row_is_marked_at_its_line(grid: PreviewGrid) -> None:
    repeated = changed(samples.mixed(), 4, rules=("duplicate-row",))
    grid.show_report(repeated, RANK)
    assert look(grid, "5", LINE).mark is Mark.KEPT
    mended = tuple(
        replace(each, is_mended=each.is_mended or each.rule.id == "duplicate-row")
        for each in repeated.problems
    )
    grid.show_report(changed(replace(repeated, problems=mended), 4, is_left_out=True), RANK)
    assert look(grid, "5", LINE).mark is Mark.LEFT_OUT


def test_a_row_that_does_not_fit_is_one_line_of_text(grid: PreviewGrid) -> None:
    grid.show_report(samples.undecided(), RANK)
    place = texts(grid, LINE).index("9")
    assert grid.table.columnSpan(place, VIN) == len(HEADINGS) - 1
    assert look(grid, "9", VIN) == CellLook("1HGCY1F30PA012399;30100", Mark.OPEN, is_whole_row=True)
    assert texts(grid, ZIP)[place] == ""
    assert grid.table.columnSpan(0, VIN) == 1
    grid.show_report(samples.mixed(), RANK)
    assert all(grid.table.columnSpan(row, VIN) == 1 for row in range(7))


def test_rows_with_problems_come_first_until_the_file_s_order_is_chosen(filled: PreviewGrid) -> None:
    assert texts(filled, LINE) == ["2", "3", "4", "6", "7", "5", "8"]
    press(filled, "File order")
    assert texts(filled, LINE) == ["2", "3", "4", "5", "6", "7", "8"]
    press(filled, "Problems first")
    assert texts(filled, LINE) == ["2", "3", "4", "6", "7", "5", "8"]


def test_a_mended_row_does_not_run_away(filled: PreviewGrid) -> None:
    clean = changed(samples.mixed(), 3, rules=(), marks={}, is_left_out=False)
    filled.show_report(clean, RANK)
    assert texts(filled, LINE) == ["2", "3", "4", "6", "7", "5", "8"]
    press(filled, "File order")
    press(filled, "Problems first")
    assert texts(filled, LINE) == ["2", "3", "6", "7", "4", "5", "8"]


def test_only_rows_of_one_rule_are_shown_until_the_chip_is_taken_away(filled: PreviewGrid) -> None:
    filled.show_only("zip-leading-zero")
    assert texts(filled, LINE) == ["3", "7"]
    assert "the first 2 of 214" in said(filled)
    assert "File order" not in buttons(filled)
    press(filled, "Showing: ZIP lost its leading zero")
    assert len(texts(filled, LINE)) == 7
    assert not any(
        words.startswith("Showing") and each.isVisibleTo(filled) for words, each in buttons(filled).items()
    )


def test_a_rule_without_rows_says_so(filled: PreviewGrid) -> None:
    filled.show_only("vin-characters")
    assert "No row shown here has this problem now." in said(filled)
    assert "Showing: VIN has a character that no VIN has" in buttons(filled)
    filled.show_only("")
    assert filled.table.isVisible()


def test_before_rows_are_read_it_says_so(grid: PreviewGrid) -> None:
    assert "The first rows stand here as soon as they are read." in said(grid)
    grid.show_report(replace(samples.mixed(), preview=(), problems=(), rows=0), RANK)
    assert "The file has no rows." in said(grid)


def test_cells_are_copied_as_a_spreadsheet_takes_them(filled: PreviewGrid) -> None:
    table = go(filled, "2", PRICE)
    table.selectionModel().select(table.model().index(1, MILES), table.selectionModel().SelectionFlag.Select)
    table.selectionModel().select(table.model().index(1, PRICE), table.selectionModel().SelectionFlag.Select)
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "23450\t\n18990\t62110"
    go(filled, "3", ZIP)
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "07030"


def test_a_marked_cell_explains_itself(filled: PreviewGrid) -> None:
    at = filled.table.model().index(1, ZIP)
    words = at.data(Qt.ItemDataRole.ToolTipRole)
    assert "ZIP lost its leading zero" in words
    assert "7030 → 07030" in words
    assert "All ZIP codes have five digits." in words
    assert at.data(Qt.ItemDataRole.AccessibleTextRole) == "zip, 07030, fixed: ZIP lost its leading zero"
    assert filled.table.model().index(1, MILES).data(Qt.ItemDataRole.ToolTipRole) is None


def test_a_cell_reads_as_a_sentence(grid: PreviewGrid) -> None:
    grid.show_report(samples.mixed(), RANK)

    def read(line: str, column: int) -> str:
        at = grid.table.model().index(texts(grid, LINE).index(line), column)
        return str(at.data(Qt.ItemDataRole.AccessibleTextRole))

    assert read("4", VIN) == (
        "vin, WP1BE2AY9PD03041, left out: VIN does not have 17 characters, row is left out"
    )
    assert read("4", MILES) == "miles, 20455, row is left out"
    assert read("6", VIN) == "vin, JTMDFREV4JJ680499, kept: VIN check digit does not match"
    assert read("5", LINE) == "line, 5"
    grid.table.model().setData(grid.table.model().index(0, ZIP), "")
    assert read("2", ZIP) == "zip, empty, being checked"
    assert grid.table.model().index(0, ZIP).data(Qt.ItemDataRole.ToolTipRole) == "Being checked"


def test_markup_in_a_cell_is_shown_and_not_obeyed(grid: PreviewGrid) -> None:
    cells = ("<b>1HGCY1F30PA012345</b> and more of it", *samples.preview()[3].cells[1:])
    grid.show_report(changed(samples.mixed(), 4, cells=cells, sent=cells), RANK)
    at = grid.table.model().index(texts(grid, LINE).index("5"), VIN)
    assert "&lt;b&gt;1HGCY1F30PA012345" in at.data(Qt.ItemDataRole.ToolTipRole)


def test_a_row_shorter_than_the_header_has_empty_cells(grid: PreviewGrid) -> None:
    grid.show_report(changed(samples.mixed(), 4, cells=("A",), sent=("A",)), RANK)
    assert look(grid, "5", ZIP).text == ""


def test_there_is_always_room_for_two_rows(grid: PreviewGrid) -> None:
    grid.show_report(samples.mixed(), RANK)
    lines = grid.layout()
    assert lines is not None
    grid.resize(640, lines.minimumHeightForWidth(640))
    table = grid.table
    assert grid.height() < 190
    assert table.viewport().height() >= 2 * table.rowHeight(0)


@pytest.mark.parametrize("name", list(samples.REPORTS))
@pytest.mark.parametrize("width", [420, 1112])
def test_every_report_can_be_drawn_in_both_looks(
    qtbot: QtBot, theme: Theme, grid: PreviewGrid, name: str, width: int
) -> None:
    grid.resize(width, 250)
    grid.show_report(samples.REPORTS[name](), RANK)
    go(grid, "2", PRICE)
    press(grid, "Original")
    for choice in (Choice.DARK, Choice.LIGHT):
        theme.choose(choice)
        assert not grid.grab().isNull()
    grid.table.model().setData(grid.table.model().index(0, VIN), "typed")
    assert not grid.grab().isNull()


ROWS = st.sets(st.integers(1, 12))


def report_of(rows: Iterable[int], problems: set[int]) -> Report:
    made = tuple(
        PreviewRow(row, row + 1, ("a",) * 8, ("a",) * 8, {}, ("vin-length",) if row in problems else ())
        for row in sorted(rows)
    )
    return replace(samples.mixed(), preview=made)


@given(st.lists(st.tuples(ROWS, ROWS, st.booleans()), min_size=1, max_size=6))
def test_any_reports_in_turn_keep_indexes_on_their_rows(
    qapp: QApplication, steps: list[tuple[set[int], set[int], bool]]
) -> None:
    model = PreviewModel()
    fault = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, fault, model)
    held: dict[int, QPersistentModelIndex] = {}
    for rows, problems, is_problems_first in steps:
        model.show(report_of(rows, problems), RANK)
        model.arrange(is_problems_first=is_problems_first, rule_id="")
        order = [model.row_at(place).row for place in range(model.rowCount())]
        found = {row for row in rows if row in problems}
        assert order == sorted(rows, key=lambda row: (is_problems_first and row not in found, row))
        for row, index in held.items():
            assert index.isValid() == (row in rows)
            assert not index.isValid() or model.row_at(index.row()).row == row
        held = {row: QPersistentModelIndex(model.index(place, 2)) for place, row in enumerate(order)}


@given(ROWS, ROWS)
def test_runs_lead_from_one_order_to_the_other(before: set[int], after: set[int]) -> None:
    places, wanted = sorted(before), sorted(after)
    for first, last in removals(places, frozenset(after)):
        del places[first : last + 1]
    for first, last in insertions(frozenset(places), wanted):
        places[first:first] = wanted[first : last + 1]
    assert places == wanted


def test_a_line_number_is_never_cut(grid: PreviewGrid) -> None:
    first, *others = samples.preview()
    grid.show_report(replace(samples.mixed(), preview=(first,)), RANK)
    narrow = grid.table.columnWidth(LINE)
    far = tuple(replace(row, line=1_990_000 + row.line) for row in others)
    grid.show_report(replace(samples.mixed(), preview=(first, *far)), RANK)
    assert grid.table.columnWidth(LINE) > narrow
    words = grid.table.fontMetrics().horizontalAdvance("1,990,003")
    assert grid.table.columnWidth(LINE) > words + 12
