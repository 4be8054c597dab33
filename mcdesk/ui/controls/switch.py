"""A switch with its words: on or off at once, without a button that confirms it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mcdesk.ui.theme.icons import DISABLED_TOKEN
from mcdesk.ui.theme.theme import Theme

_TRACK_WIDTH, _TRACK_HEIGHT, _KNOB, _GAP, _RING, _LEAST = 28, 16, 12, 10, 2, 26
_VERTICAL = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class Switch(QAbstractButton):
    """`clicked` tells what the user wants; Space turns it. Words without room end in an ellipsis."""

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_words(self, text: str) -> None:
        """Says something else."""
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
            self._tell_whole_text()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        words = QFontMetricsF(self._theme.face()).horizontalAdvance(self.text())
        return QSize(round(words) + 2 + self._words_left(), self._theme.px(_LEAST))

    def minimumSizeHint(self) -> QSize:
        """The switch and the start of its words."""
        px = self._theme.px
        return QSize(self._words_left() + px(24) if self.text() else px(_TRACK_WIDTH), px(_LEAST))

    def hitButton(self, spot: QPoint) -> bool:
        """Takes clicks anywhere on it, the words too."""
        return self.rect().contains(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves Up and Down to the list that it stands in."""
        if event.key() in _VERTICAL:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells the whole text where it is cut."""
        super().resizeEvent(event)
        self._tell_whole_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        px, theme = self._theme.px, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - px(_TRACK_HEIGHT)) // 2
        track = QRectF(px(_RING), top, px(_TRACK_WIDTH), px(_TRACK_HEIGHT))
        self._paint_track(painter, track)
        words = QRectF(self.rect()).adjusted(self._words_left(), 0, 0, 0)
        painter.setFont(theme.face())
        painter.setPen(theme.color("text" if self.isEnabled() else DISABLED_TOKEN))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self._shown())

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        """On it is filled, the knob at the right; off it is hollow: it is not told by colour alone."""
        theme, px, is_on = self._theme, self._theme.px, self.isChecked()
        radius, knob = track.height() / 2, px(_KNOB)
        gap = (track.height() - knob) / 2
        if is_on:
            fill = "accent_hover" if self.underMouse() else "accent"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(fill if self.isEnabled() else DISABLED_TOKEN))
            painter.drawRoundedRect(track, radius, radius)
        else:
            painter.setPen(QPen(theme.color("control" if self.isEnabled() else "line2"), 1.5))
            painter.setBrush(theme.color("hover" if self.underMouse() else "surface"))
            painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        left = track.right() - gap - knob if is_on else track.left() + gap
        shrunk = 0.0 if is_on else px(1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_accent" if is_on else "control"))
        spot = QRectF(left, track.top() + gap, knob, knob).adjusted(shrunk, shrunk, -shrunk, -shrunk)
        painter.drawEllipse(spot)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), radius + 2, radius + 2)

    def _words_left(self) -> int:
        return self._theme.px(_RING + _TRACK_WIDTH + _GAP)

    def _shown(self) -> str:
        metrics = QFontMetricsF(self._theme.face())
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - self._words_left())

    def _tell_whole_text(self) -> None:
        self.setToolTip("" if self._shown() == self.text() else self.text())
