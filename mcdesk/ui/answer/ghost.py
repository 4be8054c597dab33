"""A picture of an answer without words: what will stand here, or is on its way. Decoration, nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.ui.answer.lanes import lanes_of
from mcdesk.ui.answer.ranked_paint import ROW_HEIGHT, paint_scale_lines
from mcdesk.ui.controls.bars import paint_bar
from mcdesk.ui.theme.theme import Theme

_ROWS = ((0.62, 0.7, 0.8), (0.5, 0.7, 0.74), (0.72, 0.7, 0.58), (0.44, 0.7, 0.43), (0.58, 0.7, 0.24))
"""Of each row: how long its name is, and its two bars, as shares of their room."""


class Ghost(QWidget):
    """A few rows: filled as an example with `is_example`, else only their empty tracks."""

    def __init__(self, theme: Theme, *, is_example: bool) -> None:
        super().__init__()
        self._theme = theme
        self._is_example = is_example
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(self._theme.px(280), len(_ROWS) * self._theme.px(ROW_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self._theme.px(ROW_HEIGHT)
        for place, (name, vin, dealer) in enumerate(_ROWS):
            box = QRectF(0, place * high, self.width(), high)
            painter.setOpacity(1.0 - 0.15 * place)
            self._paint_row(painter, box, name, (vin, dealer))

    def _paint_row(self, painter: QPainter, box: QRectF, name: float, shares: tuple[float, float]) -> None:
        theme, px = self._theme, self._theme.px
        lanes = lanes_of(box.width(), px, has_marks=False)
        painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), theme.color("line"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        badge = QRectF(lanes.badge.left, box.y() + px(10), lanes.badge.width, px(24))
        painter.drawRoundedRect(badge, px(6), px(6))
        for top, wide in ((11, name), (26, name / 3)):
            line = QRectF(lanes.name.left, box.y() + px(top), lanes.name.width * wide, px(7))
            painter.drawRoundedRect(line, px(3), px(3))
        paint_scale_lines(theme, painter, lanes.bars, box.top(), box.bottom())
        for middle, share, tone in zip((15, 29), shares, ("idle", "run"), strict=True):
            rect = QRectF(lanes.bars.left, box.y() + px(middle - 3), lanes.bars.width, px(6))
            paint_bar(theme, painter, rect, share if self._is_example else 0.0, tone)
