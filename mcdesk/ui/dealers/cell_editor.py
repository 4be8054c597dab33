"""The line in which a cell of the book is typed. It marks what is wrong meanwhile, and blocks nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_MARK, _MARK_ROOM = 13, 22


class CellEditor(QLineEdit):
    """`trouble_of` says what is wrong with a text, "" for nothing; `troubled` tells when that changes."""

    troubled = Signal(str)

    def __init__(self, theme: Theme, title: str, trouble_of: Callable[[str], str], owner: QWidget) -> None:
        super().__init__(owner)
        self._theme, self._trouble_of, self._title = theme, trouble_of, title
        self._trouble = ""
        self.setProperty("kind", "cell")
        self.setAccessibleName(title)
        self.textChanged.connect(self._look)

    @property
    def trouble(self) -> str:
        """What is wrong with the text as it is now."""
        return self._trouble

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the line, and a mark at its end while something is wrong."""
        super().paintEvent(event)
        if self._trouble:
            side = self._theme.px(_MARK)
            left = self.width() - side - self._theme.px(7)
            square = QRectF(left, (self.height() - side) / 2, side, side)
            paint_icon(self._theme, QPainter(self), square, "ph.warning-fill", "warn.text")

    def _look(self, text: str) -> None:
        before, self._trouble = self._trouble, self._trouble_of(text)
        self.setTextMargins(0, 0, self._theme.px(_MARK_ROOM) if self._trouble else 0, 0)
        self.setToolTip(self._trouble)
        self.setAccessibleDescription(self._trouble)
        self.update()
        if self._trouble != before:
            self.troubled.emit(self._trouble)
