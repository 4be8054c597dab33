"""mcdesk's mark: ranked bars on a blue ground. Drawn, not loaded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mcdesk.ui.theme.theme import Theme

_SIDE = 24
# Left, top, width of the three bars, as parts of the side; the last is fainter.
_BARS = ((0.25, 0.25, 0.5, 1.0), (0.25, 0.45, 0.375, 0.85), (0.25, 0.65, 0.25, 0.7))
_BAR_HEIGHT = 0.125


class Logo(QWidget):
    """The mark at the rail's top."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(QSize(theme.px(_SIDE), theme.px(_SIDE)))
        self.setAccessibleName("mcdesk")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the mark."""
        paint_logo(self._theme, QPainter(self), QRectF(self.rect()))


def paint_logo(theme: Theme, painter: QPainter, rect: QRectF) -> None:
    """Draws the mark as large as `rect`, for the rail and the window icon."""
    side = rect.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawRoundedRect(rect, side / 4, side / 4)
    painter.setBrush(theme.color("on_accent"))
    for left, top, width, opacity in _BARS:
        painter.setOpacity(opacity)
        bar = QRectF(rect.x() + left * side, rect.y() + top * side, width * side, _BAR_HEIGHT * side)
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    painter.restore()
