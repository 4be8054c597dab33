"""Lines of text and small shapes inside painted rows. It knows the theme and no answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPolygonF

from mcdesk.ui.jobs.cells.canvas import metrics_of
from mcdesk.ui.theme.theme import Theme

__all__ = ["LEFT", "MIDDLE", "RIGHT", "Ink", "paint_triangle"]

_ENDLESS = 10_000.0
# Put together once: Python's flags are slow to join, and a list of rows writes hundreds of lines.
_LINE = (
    Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value
)
LEFT = _LINE | Qt.AlignmentFlag.AlignLeft.value
RIGHT = _LINE | Qt.AlignmentFlag.AlignRight.value
MIDDLE = _LINE | Qt.AlignmentFlag.AlignHCenter.value
_BREAKING = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignTop.value


class Ink:
    """One face and one colour to write with."""

    def __init__(
        self, theme: Theme, token: str, px: int = 13, weight: int = 400, *, mono: bool = False
    ) -> None:
        self._theme = theme
        self._token = token
        self._face: QFont = theme.face(px, weight, mono=mono)

    def width_of(self, words: str) -> float:
        """How wide a line would be."""
        return metrics_of(self._face).horizontalAdvance(words)

    def fitting(self, parts: Sequence[str], between: str, width: float) -> str:
        """As many parts as have room, from the first on. None is cut: half a figure would be another one."""
        for number in range(len(parts), 1, -1):
            if self.width_of(words := between.join(parts[:number])) <= width:
                return words
        return parts[0] if parts else ""

    def height_of(self, words: str, width: float) -> float:
        """How high a text is that breaks its lines at `width`."""
        room = QRectF(0, 0, width, _ENDLESS)
        return metrics_of(self._face).boundingRect(room, _BREAKING, words).height()

    def write_lines(self, painter: QPainter, box: QRectF, words: str) -> None:
        """Writes a text from the top of `box`, breaking its lines."""
        painter.setFont(self._face)
        painter.setPen(self._theme.color(self._token))
        painter.drawText(box, _BREAKING, words)

    def write(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        align: int = LEFT,
        *,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideNone,
    ) -> None:
        """Writes one line. Only names and sentences may be elided, never figures or states."""
        if elide is not Qt.TextElideMode.ElideNone and self.width_of(words) > box.width():
            words = metrics_of(self._face).elidedText(words, elide, box.width())
        painter.setFont(self._face)
        painter.setPen(self._theme.color(self._token))
        painter.drawText(box, align, words)


def paint_triangle(theme: Theme, painter: QPainter, box: QRectF, token: str, slope: int) -> None:
    """Fills a triangle as large as `box` that points up for a `slope` above zero, down for one below."""
    tip, foot = (box.top(), box.bottom()) if slope > 0 else (box.bottom(), box.top())
    corners = [QPointF(box.center().x(), tip), QPointF(box.right(), foot), QPointF(box.left(), foot)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    painter.drawPolygon(QPolygonF(corners))
