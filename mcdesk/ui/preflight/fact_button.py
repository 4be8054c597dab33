"""A fact that can be changed: its name, and below it the value with a caret. The list pops up below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mcdesk.ui.preflight.choice_popup import ChoicePopup
from mcdesk.ui.preflight.choices import ChoiceGroup
from mcdesk.ui.theme.icons import DISABLED_TOKEN, paint_icon
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _SIDE, _GAP, _CARET, _MOST_VALUE = 38, 4, 6, 10, 180


class FactButton(QAbstractButton):
    """`chosen` tells the key. `offer` is asked for the choices each time the list opens."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, offer: Callable[[], Sequence[ChoiceGroup]]) -> None:
        super().__init__()
        self._theme, self._name, self._offer = theme, name, offer
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._popup: ChoicePopup | None = None
        self.clicked.connect(self._open)

    @property
    def choice_popup(self) -> ChoicePopup:
        """The list, made when it is first wanted: most of them never are."""
        if self._popup is None:
            self._popup = ChoicePopup(self._theme, self)
            self._popup.chosen.connect(self.chosen)
        return self._popup

    def show_value(self, value: str) -> None:
        """Shows what holds."""
        self.setText(value)
        self.setAccessibleName(f"{self._name}: {value}")
        self.setToolTip(value if self._value_width() > self._theme.px(_MOST_VALUE) else "")
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter open the list too."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            event.accept()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        px = self._theme.px
        name = QFontMetricsF(self._theme.face(12)).horizontalAdvance(self._name)
        value = min(self._value_width(), px(_MOST_VALUE)) + px(_GAP) + px(_CARET)
        return QSize(round(max(name, value)) + 2 * px(_SIDE) + 2, px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Its own size: a fact is not cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        px, color = self._theme.px, self._theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(box, px(6), px(6))
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(6), px(6))
        inner = box.adjusted(px(_SIDE), px(1), -px(_SIDE), -px(1))
        painter.setFont(self._theme.face(12))
        painter.setPen(color("text2" if self.isEnabled() else DISABLED_TOKEN))
        upper = inner.adjusted(0, 0, 0, -inner.height() / 2)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, self._name)
        self._paint_value(painter, upper.translated(0, upper.height()))

    def _paint_value(self, painter: QPainter, box: QRectF) -> None:
        px = self._theme.px
        face = self._theme.face(13, 600)
        room = min(self._value_width(), px(_MOST_VALUE))
        painter.setFont(face)
        painter.setPen(self._theme.color("text" if self.isEnabled() else DISABLED_TOKEN))
        words = QFontMetricsF(face).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room + 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        caret = QRectF(0, 0, px(_CARET), px(_CARET))
        caret.moveCenter(box.center())
        caret.moveLeft(box.x() + room + px(_GAP))
        paint_icon(self._theme, painter, caret, "ph.caret-down-bold", "text2")

    def _value_width(self) -> float:
        return QFontMetricsF(self._theme.face(13, 600)).horizontalAdvance(self.text())

    def _open(self) -> None:
        self.choice_popup.open_below(self, self._offer())
