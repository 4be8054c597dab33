"""Painting of download slots as dots: filled is left, half is being used now, hollow is used."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mcdesk.ui.theme.theme import Theme

_DOT, _PITCH = 8, 13
_MOST = 5  # a service that gives more slots than this shows them in words only


def dots_width(theme: Theme, total: int) -> float:
    """How much room `paint_dots` takes."""
    return 0.0 if total > _MOST else theme.px(_PITCH) * total - theme.px(_PITCH - _DOT)


def paint_dots(theme: Theme, painter: QPainter, rect: QRectF, left: int, total: int, busy: int = 0) -> float:
    """Draws `total` dots at the left of `rect`; the `busy` ones follow those left. Returns their width."""
    if total > _MOST:
        return 0.0
    side, x = theme.px(_DOT), rect.x()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for slot in range(total):
        dot = QRectF(x, rect.center().y() - side / 2, side, side)
        if slot < left:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("text2"))
            painter.drawEllipse(dot)
        else:
            _paint_ring(theme, painter, dot, "run.fill" if slot < left + busy else "control")
            if slot < left + busy:
                painter.setBrush(theme.color("run.fill"))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPie(dot, 90 * 16, 180 * 16)
        x += theme.px(_PITCH)
    painter.restore()
    return dots_width(theme, total)


def _paint_ring(theme: Theme, painter: QPainter, dot: QRectF, token: str) -> None:
    pen = QPen(theme.color(token), 1.4)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(dot.adjusted(0.7, 0.7, -0.7, -0.7))
