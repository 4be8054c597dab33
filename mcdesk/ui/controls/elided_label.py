"""A label that gives way: without room its text ends in an ellipsis, and the tool tip has it all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

_LEAST_CHARACTERS = 6


class ElidedLabel(QLabel):
    """Takes `kind` and `tone` like any label. Names may be elided; numbers, states and costs may not."""

    def __init__(self, text: str = "", *, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(text)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """Shows another text."""
        super().setText(text)
        self._tell_whole_text()

    def minimumSizeHint(self) -> QSize:
        """The least room it can do with."""
        hint = super().sizeHint()
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(min(hint.width(), least), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts its parts in place."""
        super().resizeEvent(event)
        self._tell_whole_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), self._mode, box.width())
        painter.drawText(box, int(self.alignment()) | Qt.TextFlag.TextSingleLine, text)

    def _tell_whole_text(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else self.text())
