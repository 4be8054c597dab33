"""What a user does with the grid, and what can be read from it."""

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from mcdesk.ui.grid.cell_editor import CellEditor
from mcdesk.ui.grid.cell_looks import CellLook
from mcdesk.ui.grid.entry_grid import EntryGrid
from mcdesk.ui.grid.grid_model import LOOK

SOURCE, ZIP, LOCATION = range(3)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def editor(grid: EntryGrid) -> CellEditor:
    found = grid.table.delegate.editor
    assert found is not None
    return found


def write(grid: EntryGrid, text: str) -> CellEditor:
    """Types over the current cell, and leaves it open."""
    QTest.keyClicks(grid.table, text[0])
    made = editor(grid)
    QTest.keyClicks(made, text[1:])
    return made


def press(grid: EntryGrid, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Presses a key where it goes: in the open cell, else in the table."""
    QTest.keyClick(grid.table.delegate.editor or grid.table, key, modifiers)


def hold(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, is_new: bool = True) -> None:
    """Holds a key down until it has repeated; without `is_new` it was pressed elsewhere."""
    for is_repeat in (not is_new, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, "\r", autorep=is_repeat)
        QApplication.sendEvent(widget, event)


def here(grid: EntryGrid) -> tuple[int, int]:
    at = grid.table.currentIndex()
    return at.row(), at.column()


def choose(grid: EntryGrid, top: int, left: int, bottom: int, right: int) -> None:
    """Chooses a rectangle with Shift held."""
    grid.table.go(top, left)
    model = grid.table.model()
    picked = grid.table.selectionModel()
    picked.setCurrentIndex(model.index(bottom, right), QItemSelectionModel.SelectionFlag.NoUpdate)
    chosen = picked.selection()
    chosen.select(model.index(top, left), model.index(bottom, right))
    picked.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def look(grid: EntryGrid, row: int, column: int) -> CellLook:
    found: CellLook = grid.table.model().index(row, column).data(LOOK)
    return found


def said(grid: EntryGrid, row: int) -> str:
    """What is said of a row, on hover over its number."""
    words = grid.table.model().headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    return words or ""


def spoken(grid: EntryGrid, row: int, column: int = 0) -> str:
    words: str = grid.table.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    return words


def copied() -> str:
    return QGuiApplication.clipboard().text()


def to_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def menu_entries(grid: EntryGrid) -> dict[str, object]:
    """Opens the menu at the current cell; its entries by their words, without keys."""
    grid.table.menu_asked.emit(grid.mapToGlobal(grid.rect().center()))
    menu = grid.findChildren(QMenu)[-1]
    return {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}


def pick(grid: EntryGrid, words: str) -> None:
    """Chooses from the menu."""
    entry = menu_entries(grid)[words]
    entry.trigger()  # type: ignore[attr-defined]
    grid.findChildren(QMenu)[-1].close()
