"""One choice of a segmented filter: a word and a count."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mcdesk.ui.theme.icons import DISABLED_TOKEN, paint_icon
from mcdesk.ui.theme.theme import Theme

_PADDING, _GAP, _HEIGHT, _RADIUS, _ICON = 11, 6, 26, 6, 14


class Segment(QAbstractButton):
    """Checked, it lies raised on the ground of the others."""

    def __init__(self, theme: Theme, ident: str) -> None:
        super().__init__()
        self.ident = ident
        self._theme = theme
        self._count = ""
        self._icon_name = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_words(self, word: str, count: int | None) -> None:
        """Changes the word and the count."""
        self._count = "" if count is None else f"{count:,}"
        self.setText(word)
        self.setAccessibleName(f"{word}, {self._count}" if self._count else word)
        self.updateGeometry()
        self.update()

    def set_icon_name(self, name: str) -> None:
        """Puts an icon before the word."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        # Measured in the heavier face: a click must not move the other segments.
        metrics = QFontMetricsF(self._theme.face(12, 500))
        width = 2 * self._theme.px(_PADDING) + metrics.horizontalAdvance(self.text())
        if self._icon_name:
            width += self._theme.px(_ICON + _GAP)
        if self._count:
            width += self._theme.px(_GAP) + metrics.horizontalAdvance(self._count)
        return QSize(round(width) + 1, self._theme.px(_HEIGHT))

    def hitButton(self, point: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        metrics = QFontMetricsF(self._theme.face(12, 500))
        ink = "text" if self.isChecked() else "text2"
        if not self.isEnabled():
            ink = DISABLED_TOKEN
        painter.setFont(self._theme.face(12, 500))
        painter.setPen(self._theme.color(ink))
        box = QRectF(self.rect()).adjusted(self._theme.px(_PADDING), 0, 0, 0)
        if self._icon_name:
            side = self._theme.px(_ICON)
            square = QRectF(box.x(), (self.height() - side) / 2, side, side)
            paint_icon(self._theme, painter, square, self._icon_name, ink)
            box.setLeft(box.left() + side + self._theme.px(_GAP))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            box.setLeft(box.left() + metrics.horizontalAdvance(self.text()) + self._theme.px(_GAP))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._count)

    def _paint_ground(self, painter: QPainter) -> None:
        radius, box = self._theme.px(_RADIUS), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(QPen(self._theme.color("line2"), 1))
            painter.setBrush(self._theme.color("raised"))
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(self._theme.color("hover"))
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
