"""What a user does with the preview, and what can be read from it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mcdesk.model.preflight import Report
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.preflight.preview_marks import CellLook
from mcdesk.ui.preflight.preview_model import LOOK
from mcdesk.ui.preflight.preview_view import PreviewView

LINE, VIN, PRICE, MILES, SOURCE, ZIP, LOT = range(7)
HEADINGS = ["line", "vin", "price", "miles", "source", "zip", "lot", "grade", "seller"]


def headings(grid: PreviewGrid) -> list[str]:
    model = grid.table.model()
    return [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]


def texts(grid: PreviewGrid, column: int) -> list[str]:
    model = grid.table.model()
    return [model.index(place, column).data() for place in range(model.rowCount())]


def look(grid: PreviewGrid, line: str, column: int) -> CellLook:
    place = texts(grid, LINE).index(line)
    found: CellLook = grid.table.model().index(place, column).data(LOOK)
    return found


def go(grid: PreviewGrid, line: str, column: int) -> PreviewView:
    """Puts the cursor on a cell, with the focus in the table."""
    table = grid.table
    table.activateWindow()
    table.setFocus()
    table.clearSelection()
    table.setCurrentIndex(table.model().index(texts(grid, LINE).index(line), column))
    return table


def editor(grid: PreviewGrid) -> QLineEdit:
    found = grid.table.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def opened(qtbot: QtBot, grid: PreviewGrid, line: str, column: int) -> QLineEdit:
    """Opens a cell with F2."""
    table = go(grid, line, column)
    QTest.keyClick(table, Qt.Key.Key_F2)
    made = editor(grid)
    qtbot.waitUntil(made.hasFocus)
    return made


def here(grid: PreviewGrid) -> tuple[str, int]:
    at = grid.table.currentIndex()
    return texts(grid, LINE)[at.row()], at.column()


def changed(report: Report, row: int, **changes: object) -> Report:
    """The report with one row of its preview changed."""
    return replace(
        report,
        preview=tuple(
            replace(each, **changes) if each.row == row else each  # type: ignore[arg-type]
            for each in report.preview
        ),
    )
