"""A state as icon, word and colour: as a widget, and as a painter for cells."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _ICON, _LEFT, _GAP, _RIGHT = 22, 14, 8, 5, 10


def pill_width(theme: Theme, word: str) -> float:
    """How much room `paint_pill` takes."""
    words = QFontMetricsF(theme.face(12, 500)).horizontalAdvance(word)
    return words + theme.px(_LEFT) + theme.px(_ICON) + theme.px(_GAP) + theme.px(_RIGHT)


def paint_pill(
    theme: Theme,
    painter: QPainter,
    rect: QRectF,
    word: str,
    tone: str,
    icon: str,
    solid: bool = False,
) -> None:
    """Draws a pill at the left of `rect`, in its vertical middle. Solid is for Failed only."""
    height = theme.px(_HEIGHT)
    top = round(rect.center().y() - height / 2)
    box = QRectF(rect.x(), top, min(pill_width(theme, word), rect.width()), height)
    ink = "on_accent" if solid else f"{tone}.text"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("bad_solid" if solid else f"{tone}.soft"))
    painter.drawRoundedRect(box, height / 2, height / 2)
    side = theme.px(_ICON)
    left = box.x() + theme.px(_LEFT)
    paint_icon(theme, painter, QRectF(left, box.center().y() - side / 2, side, side), icon, ink)
    painter.setPen(theme.color(ink))
    painter.setFont(theme.face(12, 500))
    painter.drawText(
        box.adjusted(left + side + theme.px(_GAP) - box.x(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word
    )
    painter.restore()


class Pill(QWidget):
    """One state, standing by itself in a header."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._word, self._tone, self._icon, self._is_solid = "", "idle", "ph.clock", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, word: str, tone: str, icon: str, solid: bool = False) -> None:
        """Shows another state."""
        self._word, self._tone, self._icon, self._is_solid = word, tone, icon, solid
        self.setAccessibleName(f"State: {word}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        return QSize(round(pill_width(self._theme, self._word)) + 1, self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        paint_pill(
            self._theme, painter, QRectF(self.rect()), self._word, self._tone, self._icon, self._is_solid
        )
