"""A key that is held down, as X11 tells it: a release and a press at the same moment, not called a repeat."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcdesk.ui.controls.held_enter import HeldEnter


class Listener(QWidget):
    """Notes which presses are called repeats."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[bool] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.heard.append(event.isAutoRepeat())


def send(widget: QWidget, kind: QEvent.Type, moment: int) -> QKeyEvent:
    event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    event.setTimestamp(moment)
    event.ignore()
    QCoreApplication.sendEvent(widget.windowHandle(), event)
    return event


def test_a_held_key_is_told_from_one_that_is_pressed_again(qtbot: QtBot) -> None:
    window = Listener()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    HeldEnter(window)
    press, release = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    send(window, press, 1_000)
    for moment in (1_660, 1_700, 1_740):  # the key is held
        send(window, release, moment)
        send(window, press, moment)
    send(window, release, 1_770)
    send(window, press, 1_900)  # a hand pressed it again
    assert window.heard == [False, True, True, True, False]


def test_no_shortcut_hears_of_a_held_key(qtbot: QtBot) -> None:
    window = Listener()
    qtbot.addWidget(window)
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    HeldEnter(window)
    send(window, QEvent.Type.KeyRelease, 2_000)
    assert send(window, QEvent.Type.ShortcutOverride, 2_000).isAccepted()
    assert not send(window, QEvent.Type.ShortcutOverride, 2_400).isAccepted()
    assert shortcut.isEnabled()
