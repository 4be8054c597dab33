"""The preview: how cells are edited, and that a report takes no place away."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from mcdesk.model.operations import DECODE, RANK
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.preflight.preview_marks import CellLook
from mcdesk.ui.theme.theme import Theme
from tests.ui.inspector.probes import shown
from tests.ui.preflight import samples
from tests.ui.preflight.grid_hands import (
    LINE,
    LOT,
    MILES,
    PRICE,
    SOURCE,
    VIN,
    ZIP,
    changed,
    editor,
    go,
    headings,
    here,
    look,
    opened,
    texts,
)


@pytest.mark.parametrize("how", ["F2", "double click"])
def test_a_cell_is_edited_as_it_stands_in_the_file(qtbot: QtBot, filled: PreviewGrid, how: str) -> None:
    table = go(filled, "2", PRICE)
    if how == "F2":
        QTest.keyClick(table, Qt.Key.Key_F2)
    else:
        spot = table.visualRect(table.currentIndex()).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    made = editor(filled)
    assert made.text() == "$23,450.00"
    made.selectAll()
    QTest.keyClicks(made, "24000")
    with qtbot.waitSignal(filled.cell_edited) as told:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert told.args == [1, 1, "24000"]


def test_typing_writes_a_cell_anew(qtbot: QtBot, filled: PreviewGrid) -> None:
    table = go(filled, "4", VIN)
    QTest.keyClick(table, Qt.Key.Key_W)
    made = editor(filled)
    assert made.text() == "w"
    QTest.keyClicks(made, "P1BE2AY9PD030411")
    with qtbot.waitSignal(filled.cell_edited) as told:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert told.args == [3, 0, "wP1BE2AY9PD030411"]


def test_what_was_typed_is_shown_as_pending_until_a_report_has_it(qtbot: QtBot, filled: PreviewGrid) -> None:
    made = opened(qtbot, filled, "3", ZIP)
    made.setText("07031")
    with qtbot.waitSignal(filled.cell_edited):
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert look(filled, "3", ZIP) == CellLook("07031", is_pending=True)
    filled.show_report(samples.mixed(), RANK)  # of a check that began before
    assert look(filled, "3", ZIP).is_pending
    cells = (*samples.preview()[1].cells[:4], "07031", *samples.preview()[1].cells[5:])
    filled.show_report(changed(samples.mixed(), 2, cells=cells, sent=cells, marks={}), RANK)
    assert look(filled, "3", ZIP) == CellLook("07031")


def test_an_edit_begins_with_what_was_typed_last(qtbot: QtBot, filled: PreviewGrid) -> None:
    made = opened(qtbot, filled, "3", ZIP)
    made.setText("07031")
    QTest.keyClick(made, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: filled.table.findChild(QLineEdit) is None)
    assert opened(qtbot, filled, "3", ZIP).text() == "07031"


def test_what_is_not_changed_is_not_told(qtbot: QtBot, filled: PreviewGrid) -> None:
    with qtbot.assertNotEmitted(filled.cell_edited):
        QTest.keyClick(opened(qtbot, filled, "3", ZIP), Qt.Key.Key_Return)
    assert look(filled, "3", ZIP).text == "07030"


def test_enter_goes_down_and_tab_goes_right(qtbot: QtBot, filled: PreviewGrid) -> None:
    for key, there in (
        (Qt.Key.Key_Return, ("4", ZIP)),
        (Qt.Key.Key_Tab, ("3", LOT)),
        (Qt.Key.Key_Backtab, ("3", SOURCE)),
    ):
        QTest.keyClick(opened(qtbot, filled, "3", ZIP), key)
        qtbot.waitUntil(lambda: filled.table.findChild(QLineEdit) is None)
        assert here(filled) == there
    QTest.keyClick(filled.table, Qt.Key.Key_Return)
    assert here(filled) == ("4", SOURCE)
    QTest.keyClick(filled.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert here(filled) == ("3", SOURCE)
    assert len(filled.table.selectedIndexes()) == 1
    assert filled.table.findChild(QLineEdit) is None


def test_sending_by_key_waits_until_the_cell_is_closed(qtbot: QtBot, filled: PreviewGrid) -> None:
    sent: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), filled)
    shortcut.activated.connect(lambda: sent.append(True))
    made = opened(qtbot, filled, "3", ZIP)
    made.setText("07031")
    with qtbot.waitSignal(filled.cell_edited):
        QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == []
    qtbot.waitUntil(filled.table.hasFocus)
    QTest.keyClick(filled.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == [True]


def test_esc_leaves_the_cell_and_not_the_sheet(qtbot: QtBot, theme: Theme) -> None:
    sheet, grid = QDialog(), PreviewGrid(theme)
    QVBoxLayout(sheet).addWidget(grid)
    shown(qtbot, sheet, 1112, 250)
    grid.show_report(samples.mixed(), RANK)
    made = opened(qtbot, grid, "3", ZIP)
    made.setText("1")
    with qtbot.assertNotEmitted(grid.cell_edited):
        QTest.keyClick(made, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert here(grid) == ("3", ZIP)
    assert not look(grid, "3", ZIP).is_pending


def test_tab_leaves_the_table(qtbot: QtBot, filled: PreviewGrid) -> None:
    table = go(filled, "3", ZIP)
    qtbot.waitUntil(table.hasFocus)
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


@pytest.mark.parametrize(("line", "column"), [("2", LINE), ("2", SOURCE), ("2", MILES)])
def test_what_is_not_from_the_file_can_not_be_edited(grid: PreviewGrid, line: str, column: int) -> None:
    grid.show_report(samples.constants(), RANK)
    at = grid.table.model().index(texts(grid, LINE).index(line), column)
    assert not at.flags() & Qt.ItemFlag.ItemIsEditable
    assert not grid.table.model().setData(at, "new")


def test_rows_that_do_not_fit_can_not_be_edited(grid: PreviewGrid) -> None:
    grid.show_report(samples.undecided(), RANK)
    at = grid.table.model().index(texts(grid, LINE).index("9"), VIN)
    assert not at.flags() & Qt.ItemFlag.ItemIsEditable
    assert not grid.table.model().setData(at, "new")


def test_a_report_leaves_an_open_editor_alone(qtbot: QtBot, filled: PreviewGrid) -> None:
    made = opened(qtbot, filled, "4", VIN)
    made.selectAll()
    QTest.keyClicks(made, "WP1BE2")
    fewer = tuple(row for row in samples.undecided().preview if row.row != 1)
    filled.show_report(replace(samples.undecided(), preview=fewer), RANK)
    assert editor(filled) is made
    assert made.text() == "WP1BE2"
    assert made.hasFocus()
    with qtbot.waitSignal(filled.cell_edited) as told:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert told.args == [3, 0, "WP1BE2"]


def test_a_report_of_the_same_rows_is_announced_as_change_only(qtbot: QtBot, filled: PreviewGrid) -> None:
    model = filled.table.model()
    seen: list[str] = []
    for name in ("modelReset", "layoutChanged", "rowsInserted", "rowsRemoved"):
        getattr(model, name).connect(lambda *_, name=name: seen.append(name))
    with qtbot.waitSignal(model.dataChanged):
        filled.show_report(samples.running(), RANK)
    assert seen == []


def test_scrolling_and_selection_outlive_a_report(qtbot: QtBot, grid: PreviewGrid) -> None:
    grid.show_report(samples.many_rows(), RANK)
    table = grid.table
    table.verticalScrollBar().setValue(20_000)
    go(grid, "1,003", SOURCE)
    value = table.verticalScrollBar().value()
    grid.show_report(replace(samples.many_rows(), forecast=None), RANK)
    assert table.verticalScrollBar().value() == value
    assert here(grid) == ("1,003", SOURCE)
    assert [(at.row(), at.column()) for at in table.selectedIndexes()] == [
        (table.currentIndex().row(), SOURCE)
    ]


def test_the_current_cell_is_found_again_among_other_columns(filled: PreviewGrid) -> None:
    go(filled, "6", ZIP)
    filled.show_report(samples.mixed(), DECODE)
    line, column = here(filled)
    assert (line, headings(filled)[column]) == ("6", "Dealer Zip")


def test_what_was_typed_is_gone_where_it_is_not_wished_any_more(filled: PreviewGrid) -> None:
    model = filled.table.model()
    place = texts(filled, LINE).index("2")
    assert model.setData(model.index(place, ZIP), "99999")
    assert look(filled, "2", ZIP).is_pending
    filled.forget_edits()
    assert not look(filled, "2", ZIP).is_pending
    assert look(filled, "2", ZIP).text != "99999"
