"""The paper a cell is drawn on: painter, theme and the room inside the cell. Draws text, nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from mcdesk.ui.theme.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@lru_cache(maxsize=64)
def metrics_of(font: QFont) -> QFontMetricsF:
    """Metrics are dear to make and the same few faces come again and again."""
    return QFontMetricsF(font)


@dataclass(frozen=True, slots=True)
class Canvas:
    """`box` is the cell without its padding."""

    theme: Theme
    painter: QPainter
    box: QRectF
    now: float

    def write(
        self,
        box: QRectF,
        words: str,
        token: str,
        *,
        px: int = 13,
        weight: int = 400,
        align: Qt.AlignmentFlag = LEFT,
        may_elide: bool = False,
    ) -> None:
        """Writes one line. Only names may be elided, never numbers or states."""
        font = self.theme.face(px, weight)
        if may_elide and metrics_of(font).horizontalAdvance(words) > box.width():
            words = metrics_of(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(token))
        self.painter.drawText(box, align | Qt.TextFlag.TextSingleLine, words)

    def width_of(self, words: str, px: int = 13, weight: int = 400) -> float:
        """How wide a line would be."""
        return metrics_of(self.theme.face(px, weight)).horizontalAdvance(words)
