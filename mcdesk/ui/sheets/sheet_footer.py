"""The foot of a sheet: a ground of its own, fields at the left, buttons at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.ui.theme.theme import Theme


class SheetFooter(QWidget):
    """It stays in sight whatever scrolls above."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        self.row.setSpacing(theme.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground with the sheet's lower corners, and the line above."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(13)
        box = QRectF(self.rect())
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        shape.addRoundedRect(box, radius, radius)
        shape.addRect(QRectF(box.x(), box.y(), box.width(), radius))
        painter.fillPath(shape.simplified(), self._theme.color("sunken"))
        painter.setPen(self._theme.color("line"))
        painter.drawLine(QPointF(box.left(), 0.5), QPointF(box.right(), 0.5))
