"""A check box in the colours of the theme: hollow with a clear border, or filled with a check mark."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from mcdesk.ui.theme.icons import DISABLED_TOKEN, paint_icon
from mcdesk.ui.theme.theme import Theme

_BOX, _GAP, _LEAST = 16, 8, 24


class CheckBox(QCheckBox):
    """A word with a box before it; the focus is a ring around the box."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        px = self._theme.px
        words = QFontMetricsF(self._theme.face()).horizontalAdvance(self.text())
        return QSize(round(words) + px(_BOX + _GAP + 4), px(_LEAST))

    def hitButton(self, spot: QPoint) -> bool:
        """Takes clicks anywhere on it."""
        return self.rect().contains(spot)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        px, color = self._theme.px, self._theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(px(2), (self.height() - px(_BOX)) / 2, px(_BOX), px(_BOX))
        checked = self.isChecked()
        border = "accent" if checked else "control"
        painter.setPen(QPen(color(border if self.isEnabled() else "line2"), 1.5))
        painter.setBrush(color("accent" if checked and self.isEnabled() else "surface"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), px(4), px(4))
        if checked:
            token = "on_accent" if self.isEnabled() else DISABLED_TOKEN
            paint_icon(self._theme, painter, box.adjusted(2, 2, -2, -2), "ph.check-bold", token)
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), px(5), px(5))
        painter.setFont(self._theme.face())
        painter.setPen(color("text" if self.isEnabled() else DISABLED_TOKEN))
        words = QRectF(self.rect()).adjusted(px(_BOX + _GAP + 2), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
