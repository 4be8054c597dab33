"""The switch: what it tells, and that it is one for who can't see it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mcdesk.ui.controls.switch import Switch
from mcdesk.ui.theme.theme import Choice, Theme


def made(qtbot: QtBot, theme: Theme, text: str = "Pad to 5 digits") -> Switch:
    switch = Switch(theme, text)
    qtbot.addWidget(switch)
    switch.show()
    qtbot.waitExposed(switch)
    return switch


def test_mouse_and_space_turn_it_and_tell(qtbot: QtBot, theme: Theme) -> None:
    switch = made(qtbot, theme)
    with qtbot.waitSignal(switch.clicked):
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().center())
    assert switch.isChecked()
    with qtbot.waitSignal(switch.clicked):
        QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    with qtbot.assertNotEmitted(switch.clicked):
        switch.setChecked(True)


def test_it_is_checkable_for_a_screen_reader(qtbot: QtBot, theme: Theme) -> None:
    switch = made(qtbot, theme)
    switch.setChecked(True)
    spoken = QAccessible.queryAccessibleInterface(switch)
    assert spoken.text(QAccessible.Text.Name) == "Pad to 5 digits"
    assert spoken.state().checkable
    assert spoken.state().checked


def test_every_state_looks_different(qtbot: QtBot, theme: Theme) -> None:
    switch = made(qtbot, theme)
    switch.clearFocus()
    pictures = [switch.grab().toImage()]
    switch.setChecked(True)
    pictures.append(switch.grab().toImage())
    switch.activateWindow()
    switch.setFocus()
    qtbot.waitUntil(switch.hasFocus)
    pictures.append(switch.grab().toImage())
    switch.setEnabled(False)
    pictures.append(switch.grab().toImage())
    theme.choose(Choice.DARK)
    pictures.append(switch.grab().toImage())
    theme.choose(Choice.LIGHT)
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[n + 1 :])


def test_words_without_room_are_told_by_the_tool_tip(qtbot: QtBot, theme: Theme) -> None:
    switch = made(qtbot, theme)
    switch.resize(switch.sizeHint())
    assert switch.toolTip() == ""
    switch.resize(switch.minimumSizeHint())
    assert switch.toolTip() == "Pad to 5 digits"
    switch.set_words("On")
    assert switch.toolTip() == ""
