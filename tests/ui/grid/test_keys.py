"""The grid under the fingers: keys as in a spreadsheet."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mcdesk.model.lookups import DEALER
from mcdesk.ui.grid.entry_grid import EntryGrid
from mcdesk.ui.theme.theme import Theme
from tests.ui.grid import samples
from tests.ui.grid.hands import (
    CTRL,
    LOCATION,
    SHIFT,
    SOURCE,
    ZIP,
    choose,
    copied,
    editor,
    here,
    hold,
    press,
    to_clipboard,
    write,
)
from tests.ui.inspector.probes import shown

KEY = Qt.Key


def test_typing_fills_row_after_row(grid: EntryGrid) -> None:
    write(grid, "mbofaugusta.com")
    press(grid, KEY.Key_Tab)
    write(grid, "30907")
    press(grid, KEY.Key_Return)
    assert here(grid) == (1, SOURCE)
    write(grid, "jmlexus.com")
    press(grid, KEY.Key_Return)
    assert grid.rows == (("mbofaugusta.com", "30907", ""), ("jmlexus.com", "", ""))
    assert here(grid) == (2, SOURCE)


def test_typing_replaces_and_f2_goes_on(filled: EntryGrid) -> None:
    filled.table.go(0, ZIP)
    write(filled, "33063")
    press(filled, KEY.Key_Return)
    assert filled.rows[0][ZIP] == "33063"
    filled.table.go(0, SOURCE)
    press(filled, KEY.Key_F2)
    assert editor(filled).text() == "mbofaugusta.com"
    assert not editor(filled).hasSelectedText()
    QTest.keyClicks(editor(filled), ".au")
    press(filled, KEY.Key_Return)
    assert filled.rows[0][SOURCE] == "mbofaugusta.com.au"


def test_a_double_click_opens_what_was_typed(qtbot: QtBot, grid: EntryGrid) -> None:
    grid.set_rows([("https://www.MBofAugusta.com/new", "", "")])
    table = grid.table
    assert table.model().index(0, 0).data() == "mbofaugusta.com"
    spot = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert editor(grid).text() == "https://www.MBofAugusta.com/new"


def test_enter_and_arrows_leave_an_open_cell(filled: EntryGrid) -> None:
    for key, modifiers, there in (
        (KEY.Key_Return, Qt.KeyboardModifier.NoModifier, (4, ZIP)),
        (KEY.Key_Return, SHIFT, (2, ZIP)),
        (KEY.Key_Down, Qt.KeyboardModifier.NoModifier, (4, ZIP)),
        (KEY.Key_Up, Qt.KeyboardModifier.NoModifier, (2, ZIP)),
        (KEY.Key_Tab, Qt.KeyboardModifier.NoModifier, (3, LOCATION)),
        (KEY.Key_Backtab, SHIFT, (3, SOURCE)),
    ):
        filled.table.go(3, ZIP)
        write(filled, "1")
        press(filled, key, modifiers)
        assert here(filled) == there
        assert filled.table.delegate.editor is None
        assert len(filled.table.selectedIndexes()) == 1


def test_enter_without_an_open_cell_moves_too(filled: EntryGrid) -> None:
    filled.table.go(3, ZIP)
    press(filled, KEY.Key_Return)
    assert here(filled) == (4, ZIP)
    press(filled, KEY.Key_Enter, SHIFT | Qt.KeyboardModifier.KeypadModifier)
    assert here(filled) == (3, ZIP)


def test_tab_wraps_and_enter_goes_back_below_where_the_run_began(filled: EntryGrid) -> None:
    filled.table.go(0, ZIP)
    press(filled, KEY.Key_Tab)
    press(filled, KEY.Key_Tab)
    assert here(filled) == (1, SOURCE)
    press(filled, KEY.Key_Return)
    assert here(filled) == (2, ZIP)
    press(filled, KEY.Key_Backtab, SHIFT)
    press(filled, KEY.Key_Backtab, SHIFT)
    assert here(filled) == (1, LOCATION)


def test_tab_leaves_the_grid_at_its_ends(qtbot: QtBot, theme: Theme) -> None:
    page, before, after = QWidget(), QLineEdit(), QLineEdit()
    grid = EntryGrid(theme, DEALER, 100)
    lines = QVBoxLayout(page)
    for part in (before, grid, after):
        lines.addWidget(part)
    shown(qtbot, page, 460, 480)
    page.activateWindow()
    grid.set_rows(samples.DEALERS[:1])
    for start, key, there in (((1, LOCATION), KEY.Key_Tab, after), ((0, SOURCE), KEY.Key_Backtab, before)):
        grid.setFocus()
        qtbot.waitUntil(grid.table.hasFocus)
        grid.table.go(*start)
        QTest.keyClick(grid.table, key)
        qtbot.waitUntil(there.hasFocus)
    grid.setFocus()
    grid.table.go(1, LOCATION)
    press(grid, KEY.Key_F2)
    press(grid, KEY.Key_Tab)
    qtbot.waitUntil(after.hasFocus)


def test_esc_brings_back_what_was_there(filled: EntryGrid) -> None:
    filled.table.go(0, ZIP)
    write(filled, "9")
    assert filled.rows[0][ZIP] == "9"
    press(filled, KEY.Key_Escape)
    assert filled.rows == samples.DEALERS
    assert here(filled) == (0, ZIP)
    filled.table.go(8, SOURCE)
    write(filled, "new")
    press(filled, KEY.Key_Escape)
    assert filled.rows == samples.DEALERS


@pytest.mark.parametrize("key", [KEY.Key_Delete, KEY.Key_Backspace])
def test_delete_empties_the_chosen_cells_in_one_step(filled: EntryGrid, key: Qt.Key) -> None:
    choose(filled, 0, SOURCE, 1, ZIP)
    press(filled, key)
    assert filled.rows[:2] == (("", "", ""), ("", "", ""))
    assert len(filled.rows) == 8
    press(filled, KEY.Key_Z, CTRL)
    assert filled.rows == samples.DEALERS
    press(filled, KEY.Key_Z, CTRL | SHIFT)
    assert filled.rows[0] == ("", "", "")
    press(filled, KEY.Key_Z, CTRL)
    press(filled, KEY.Key_Y, CTRL)
    assert filled.rows[0] == ("", "", "")


@pytest.mark.parametrize(("key", "modifiers"), [(KEY.Key_Minus, CTRL), (KEY.Key_Delete, SHIFT)])
def test_rows_are_removed_whole(filled: EntryGrid, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    choose(filled, 1, ZIP, 2, ZIP)
    press(filled, key, modifiers)
    assert filled.rows == (samples.DEALERS[0], *samples.DEALERS[3:])
    assert here(filled) == (1, ZIP)
    filled.undo()
    assert filled.rows == samples.DEALERS


def test_ctrl_d_fills_down(filled: EntryGrid) -> None:
    choose(filled, 0, ZIP, 2, ZIP)
    press(filled, KEY.Key_D, CTRL)
    assert [row[ZIP] for row in filled.rows[:3]] == ["30907"] * 3


def test_blocks_are_copied_cut_and_pasted(filled: EntryGrid) -> None:
    choose(filled, 0, SOURCE, 1, ZIP)
    press(filled, KEY.Key_C, CTRL)
    assert copied() == "mbofaugusta.com\t30907\nacceleride.mbofaugusta.com\t30907"
    press(filled, KEY.Key_X, CTRL)
    assert filled.rows[0] == ("", "", "")
    filled.table.go(8, SOURCE)
    press(filled, KEY.Key_V, CTRL)
    assert filled.rows[8:] == samples.DEALERS[:2]


def test_copying_gives_what_is_seen(grid: EntryGrid) -> None:
    grid.set_rows([("https://www.a.com/x", "30907-1234", ""), ("no domain", "", "")])
    press(grid, KEY.Key_A, CTRL)
    press(grid, KEY.Key_C, CTRL)
    assert copied() == "a.com\t30907\t\nno domain\t\t"


def test_pasting_cells_into_an_open_cell_is_pasting_into_the_grid(qtbot: QtBot, grid: EntryGrid) -> None:
    to_clipboard("a.com\t30907\nb.com\t33928")
    press(grid, KEY.Key_F2)
    with qtbot.waitSignal(grid.pasted):
        press(grid, KEY.Key_V, CTRL)
    assert grid.rows == (("a.com", "30907", ""), ("b.com", "33928", ""))


def test_ctrl_enter_sends_with_what_was_typed(qtbot: QtBot, grid: EntryGrid) -> None:
    other: list[bool] = []
    QShortcut(QKeySequence("Ctrl+Return"), grid).activated.connect(lambda: other.append(True))
    sent: list[int] = []
    grid.activated.connect(lambda: sent.append(len(grid.sendable)))
    write(grid, "mbofaugusta.com")
    press(grid, KEY.Key_Return, CTRL)
    assert sent == [1]
    press(grid, KEY.Key_Return, CTRL)
    assert sent == [1, 1]
    assert other == []


def test_the_grids_keys_are_not_the_pages(qtbot: QtBot, filled: EntryGrid) -> None:
    other: list[bool] = []
    for keys in ("Ctrl+D", "Ctrl+C", "Del"):
        QShortcut(QKeySequence(keys), filled).activated.connect(lambda: other.append(True))
    filled.table.go(1, ZIP)
    press(filled, KEY.Key_D, CTRL)
    press(filled, KEY.Key_C, CTRL)
    press(filled, KEY.Key_Delete)
    assert other == []
    assert filled.rows[1][ZIP] == ""


def test_undo_goes_where_the_change_was(filled: EntryGrid) -> None:
    filled.table.go(2, ZIP)
    write(filled, "1")
    press(filled, KEY.Key_Return)
    filled.table.go(7, SOURCE)
    filled.undo()
    assert here(filled)[0] == 2


def test_a_held_key_sends_once(filled: EntryGrid) -> None:
    told: list[bool] = []
    filled.activated.connect(lambda: told.append(True))
    hold(filled.table, KEY.Key_Return, CTRL)
    assert told == [True]
    filled.table.go(0, ZIP)
    hold(write(filled, "30303"), KEY.Key_Return, CTRL)
    hold(filled.table, KEY.Key_Return, CTRL, is_new=False)
    assert told == [True, True]


def test_the_keyboard_opens_the_menu(filled: EntryGrid) -> None:
    filled.table.go(2, ZIP)
    press(filled, KEY.Key_F10, SHIFT)
    menu = filled.findChildren(QMenu)[-1]
    assert menu.isVisible()
    assert any(each.text().startswith("Fill down") for each in menu.actions())
    menu.close()


def test_what_is_clicked_while_a_cell_is_open_gets_the_focus_from_the_cell(
    qtbot: QtBot, theme: Theme
) -> None:
    """Whoever watches the focus must see it come from a place that is still there."""
    page, other = QWidget(), QLineEdit()
    grid = EntryGrid(theme, DEALER, 100)
    lines = QVBoxLayout(page)
    lines.addWidget(other)
    lines.addWidget(grid)
    shown(qtbot, page, 460, 480)
    page.activateWindow()
    grid.setFocus()
    qtbot.waitUntil(grid.table.hasFocus)
    write(grid, "mbofaugusta.com")
    came: list[tuple[bool, bool]] = []

    def note(before: QWidget | None, now: QWidget | None) -> None:
        came.append((before is not None and before.isVisible(), now is other))

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.focusChanged.connect(note)
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not grid.is_typed_in)
    app.focusChanged.disconnect(note)
    assert came == [(True, True)]
    assert other.hasFocus()
    assert grid.rows == (("mbofaugusta.com", "", ""),)


@pytest.mark.parametrize("is_open", [False, True])
def test_a_copied_file_is_pasted_as_a_file(qtbot: QtBot, filled: EntryGrid, is_open: bool) -> None:
    copied_file = QMimeData()
    copied_file.setUrls([QUrl.fromLocalFile("/lots/a.csv"), QUrl.fromLocalFile("/lots/b.csv")])
    copied_file.setText("file:///lots/a.csv\nfile:///lots/b.csv")
    QGuiApplication.clipboard().setMimeData(copied_file)
    told: list[str] = []
    filled.file_pasted.connect(told.append)
    if is_open:
        press(filled, KEY.Key_F2)
    press(filled, KEY.Key_V, CTRL)
    qtbot.waitUntil(lambda: bool(told))
    QGuiApplication.clipboard().clear()
    assert told == ["/lots/a.csv", "/lots/b.csv"]
    assert filled.rows == samples.DEALERS
