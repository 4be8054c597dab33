"""A line to write in, in the place of a button: Enter and leaving keep what was written, Esc does not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton

from mcdesk.ui.preflight.fact_button import FactButton


class InlineEdit(QLineEdit):
    """`committed` tells the text. `button` gives way while it is open, and comes back afterwards.

    Its keys stay its own: Enter does not press the button of the sheet, Esc does not close the sheet.
    """

    committed = Signal(str)

    def __init__(self, name: str, button: QPushButton | FactButton) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._button = button
        self._is_open = False
        self.hide()

    def open_with(self, text: str) -> None:
        """Comes into sight with `text`, all of it selected."""
        self._is_open = True
        self.setText(text)
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._button.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serves its own keys, and leaves the rest to Qt."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(is_kept=True, takes_focus=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(is_kept=False, takes_focus=True)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving keeps what was written, unless only a menu or another window is in front."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._end(is_kept=True, takes_focus=False)

    def _end(self, *, is_kept: bool, takes_focus: bool) -> None:
        if not self._is_open:
            return
        self._is_open = False
        text = self.text().strip()
        self._button.show()
        if takes_focus:
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        if is_kept and text and self.hasAcceptableInput():
            self.committed.emit(text)
