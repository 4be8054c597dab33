"""The paper a cell is drawn on: painter, theme and the room inside the cell. Draws text, nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from mcdesk.ui.jobs.looks import Scene
from mcdesk.ui.theme.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@lru_cache(maxsize=64)
def metrics_of(font: QFont) -> QFontMetricsF:
    """Metrics are dear to make and the same few faces come again and again."""
    return QFontMetricsF(font)


def broken_in_two(words: str, metrics: QFontMetricsF, width: float) -> tuple[str, ...]:
    """One line, or two where it is too long: the first as short as it can be and yet not the shorter one."""
    if metrics.horizontalAdvance(words) <= width:
        return (words,)
    parts = words.split(" ")
    for place in range(1, len(parts)):
        lines = " ".join(parts[:place]), " ".join(parts[place:])
        if metrics.horizontalAdvance(lines[0]) >= metrics.horizontalAdvance(lines[1]):
            return lines
    return (words,)


@dataclass(frozen=True, slots=True)
class Canvas:
    """`box` is the cell without its padding."""

    theme: Theme
    painter: QPainter
    box: QRectF
    scene: Scene

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

    def write_in_two(self, words: str, token: str, *, px: int) -> None:
        """Writes in the middle of the box, on two lines where one is too short. What is longer is elided."""
        font = self.theme.face(px, 400)
        lines = broken_in_two(words, metrics_of(font), self.box.width())
        high = metrics_of(font).height()
        top = self.box.center().y() - high * len(lines) / 2
        for place, line in enumerate(lines):
            box = QRectF(self.box.x(), top + place * high, self.box.width(), high)
            self.write(box, line, token, px=px, may_elide=True)

    def width_of(self, words: str, px: int = 13, weight: int = 400) -> float:
        """How wide a line would be."""
        return metrics_of(self.theme.face(px, weight)).horizontalAdvance(words)
