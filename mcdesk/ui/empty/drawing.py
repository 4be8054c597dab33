"""The small drawing of the empty state: a stack of rows becomes a ranking. Decoration only."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_WIDTH, _HEIGHT = 156, 80
_SHEETS = ((0.5, 0.5), (10.5, 6.5), (20.5, 12.5))
_LINES = (34, 26, 34, 22, 30)
_BARS = ((46, "accent"), (36, "run.fill"), (26, "idle.fill"), (18, "line2"))


class EmptyDrawing(QWidget):
    """Painted in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as the drawing."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws sheets, arrow and bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _WIDTH, self.height() / _HEIGHT)
        painter.setPen(QPen(self._theme.color("line2"), 1.2))
        painter.setBrush(self._theme.color("surface"))
        for x, y in _SHEETS:
            painter.drawRoundedRect(QRectF(x, y, 53, 65), 6, 6)
        painter.setPen(self._theme.color("line2"))
        painter.setBrush(self._theme.color("line2"))
        for place, width in enumerate(_LINES):
            painter.drawRoundedRect(QRectF(30, 25.5 + 9 * place, width, 2), 1, 1)
        paint_icon(self._theme, painter, QRectF(82, 29, 20, 20), "ph.arrow-right", "text3")
        for place, (width, token) in enumerate(_BARS):
            painter.setPen(self._theme.color(token))
            painter.setBrush(self._theme.color(token))
            painter.drawRoundedRect(QRectF(108, 15 + 15 * place, width, 7), 3.5, 3.5)
