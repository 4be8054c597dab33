"""A small grey word on a ground of its own: as a label, and as a painter for cells."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel

from mcdesk.ui.theme.theme import Theme

_PADDING, _HEIGHT, _RADIUS = 6, 18, 4


class Tag(QLabel):
    """Such as elsewhere, or an account's name in a sheet that sends (`tone` "production" or "sandbox")."""

    def __init__(self, text: str, tone: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", "tag")
        self.setProperty("tone", tone)


def tag_width(theme: Theme, text: str) -> float:
    """How much room `paint_tag` takes."""
    return QFontMetricsF(theme.face(11, 500)).horizontalAdvance(text) + 2 * theme.px(_PADDING)


def paint_tag(theme: Theme, painter: QPainter, rect: QRectF, text: str) -> None:
    """Draws a tag at the left of `rect`, in its vertical middle."""
    height = theme.px(_HEIGHT)
    box = QRectF(rect.x(), rect.center().y() - height / 2, tag_width(theme, text), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("idle.soft"))
    painter.drawRoundedRect(box, theme.px(_RADIUS), theme.px(_RADIUS))
    painter.setPen(theme.color("text2"))
    painter.setFont(theme.face(11, 500))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
