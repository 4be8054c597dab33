"""Ctrl+Enter on a sheet: once for each press, never by the press that opened the sheet. It sends nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_CONTROL = Qt.KeyboardModifier.ControlModifier
_HOLDING = (Qt.Key.Key_Control, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SubmitKeys(QObject):
    """`pressed` tells that the user means the sheet that is seen.

    Whoever opened it with Ctrl+Enter may still hold the keys: they count again once they were let go.
    """

    pressed = Signal()

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._is_held = False
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), sheet)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._on_pressed)
        sheet.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watches the keys from the moment on in which the sheet is seen."""
        if event.type() is QEvent.Type.Show:
            self._is_held = bool(QGuiApplication.queryKeyboardModifiers() & _CONTROL)
        elif isinstance(event, QKeyEvent) and event.key() in _HOLDING and not event.isAutoRepeat():
            # A new press of Ctrl means that it was let go, if only while another window had the keyboard.
            is_new = event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Control
            if is_new or event.type() is QEvent.Type.KeyRelease:
                self._is_held = False
        return super().eventFilter(watched, event)

    def _on_pressed(self) -> None:
        if not self._is_held:
            self.pressed.emit()
