"""A rounded ground for a card or a drop target: plain, dashed or hot. Painted, because dashes need it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mcdesk.ui.theme.theme import Theme

_RADIUS = 12


class FrameLook(StrEnum):
    """How a card stands."""

    PLAIN = "plain"
    DASHED = "dashed"
    HOT = "hot"
    OFF = "off"


def paint_frame(theme: Theme, painter: QPainter, rect: QRectF, look: FrameLook, ground: str) -> None:
    """Draws the ground `ground` with the border of `look`; a hot one has a solid ring and a tint."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.px(_RADIUS)
    pen = {
        FrameLook.PLAIN: QPen(theme.color("line2"), 1),
        FrameLook.DASHED: QPen(theme.color("control"), 1.5),
        FrameLook.HOT: QPen(theme.color("focus"), 2),
        FrameLook.OFF: QPen(theme.color("line2"), 1.5),
    }[look]
    if look in (FrameLook.DASHED, FrameLook.OFF):
        pen.setDashPattern([5, 3.5])
    inset = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(theme.color("surface" if look is FrameLook.HOT else ground))
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    if look is FrameLook.HOT:
        gap = theme.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selected"))
        painter.drawRoundedRect(rect.adjusted(gap, gap, -gap, -gap), radius - 3, radius - 3)
    painter.restore()
