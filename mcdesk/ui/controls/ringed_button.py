"""The primary button, whose fill is as blue as the focus: it needs a ring inside to show the focus at all."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from mcdesk.ui.theme.theme import Theme


class RingedButton(QPushButton):
    """A push button with a light ring inside its border while it has the focus."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the button, then the ring."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            paint_inner_ring(self._theme, painter, QRectF(self.rect()))


def paint_inner_ring(theme: Theme, painter: QPainter, rect: QRectF) -> None:
    """Draws the ring of a filled button."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("on_accent"), 1.5))
    radius = theme.px(4)
    painter.drawRoundedRect(rect.adjusted(2.25, 2.25, -2.25, -2.25), radius, radius)
