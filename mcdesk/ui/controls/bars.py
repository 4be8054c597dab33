"""Painting of bars: solid for what is done, hatched for what stopped or repeats, the track for the rest."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from mcdesk.ui.theme.theme import Theme

_STRIPE_STEP = 5


def paint_bar(
    theme: Theme,
    painter: QPainter,
    rect: QRectF,
    fraction: float,
    tone: str = "run",
    *,
    hatched_from: float | None = None,
    hatch_tone: str | None = None,
) -> None:
    """Draws a bar with round ends, as high as `rect`, filled up to `fraction` (0..1).

    From `hatched_from` on, the filled part is hatched in `hatch_tone` (its own tone if none is told).
    """
    filled = max(0.0, min(1.0, fraction))
    solid = filled if hatched_from is None else max(0.0, min(filled, hatched_from))
    radius = rect.height() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    outline = QPainterPath()
    outline.addRoundedRect(rect, radius, radius)
    painter.fillPath(outline, theme.color("track"))
    whole = _part(rect, 0.0, filled, radius)
    painter.setClipPath(outline)
    if solid > 0:
        painter.fillPath(
            _part(rect, 0.0, solid, radius if solid == filled else 0.0), theme.color(f"{tone}.fill")
        )
    if filled > solid:
        painter.setClipPath(whole, Qt.ClipOperation.IntersectClip)
        left = rect.x() + rect.width() * solid
        stretch = QRectF(left, rect.y(), rect.width() * (filled - solid), rect.height())
        paint_hatch(theme, painter, stretch, hatch_tone or tone)
    painter.restore()


def paint_hatch(theme: Theme, painter: QPainter, rect: QRectF, tone: str) -> None:
    """Fills `rect` with slanted stripes of a tone on its soft ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, theme.color(f"{tone}.soft"))
    painter.setPen(QPen(theme.color(f"{tone}.fill"), theme.px(_STRIPE_STEP) / 2))
    slant, x = rect.height(), rect.x() - rect.height()
    while x < rect.right() + slant:
        painter.drawLine(QLineF(x - 1, rect.bottom() + 1, x + slant + 1, rect.top() - 1))
        x += theme.px(_STRIPE_STEP)
    painter.restore()


def _part(rect: QRectF, start: float, end: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    part = QRectF(rect.x() + rect.width() * start, rect.y(), rect.width() * (end - start), rect.height())
    path.addRoundedRect(part, radius, radius)
    return path
