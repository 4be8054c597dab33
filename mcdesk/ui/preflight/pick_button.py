"""A button that looks like a combo box: what is chosen, a caret, and a list that pops up below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from mcdesk.ui.controls.button import dress
from mcdesk.ui.preflight.choice_popup import ChoicePopup
from mcdesk.ui.preflight.choices import ChoiceGroup
from mcdesk.ui.theme.icons import DISABLED_TOKEN, paint_icon
from mcdesk.ui.theme.theme import Theme

_LEFT, _RIGHT, _CARET, _LEAST_WIDTH = 9, 9, 10, 90


class PickButton(QPushButton):
    """`chosen` tells the key. `offer` is asked for the choices each time the list opens."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, offer: Callable[[], Sequence[ChoiceGroup]]) -> None:
        super().__init__()
        self._theme, self._offer = theme, offer
        self._is_missing = False
        dress(self, "secondary", dense=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._popup: ChoicePopup | None = None
        self.clicked.connect(self._open)

    @property
    def choice_popup(self) -> ChoicePopup:
        """The list, made when it is first wanted: most of them never are."""
        if self._popup is None:
            self._popup = ChoicePopup(self._theme, self)
            self._popup.chosen.connect(self.chosen)
        return self._popup

    def show_choice(self, words: str, *, is_missing: bool = False) -> None:
        """Shows what holds; `is_missing` says that something has to be chosen."""
        self._is_missing = is_missing
        self.setText(words)
        self.setToolTip(words if self._room() < self._metrics().horizontalAdvance(words) else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter open the list too, as they do in a combo box."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            event.accept()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as a small control; its width is the layout's affair."""
        return QSize(self._theme.px(_LEAST_WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The least it can be read in."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the button, the words at its left and the caret at its right."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        px, color, high = self._theme.px, self._theme.color, self.height()
        if self._is_missing and not self.hasFocus():
            painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color("bad.fill"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        ink = DISABLED_TOKEN if not self.isEnabled() else "text2" if self._is_missing else "text"
        painter.setFont(self._theme.face())
        painter.setPen(color(ink))
        words = self._metrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self._room())
        painter.drawText(QRectF(px(_LEFT), 0, self._room() + 1, high), Qt.AlignmentFlag.AlignVCenter, words)
        caret = QRectF(self.width() - px(_RIGHT + _CARET), (high - px(_CARET)) / 2, px(_CARET), px(_CARET))
        paint_icon(self._theme, painter, caret, "ph.caret-down-bold", "text2")

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.face())

    def _room(self) -> float:
        return float(self.width() - self._theme.px(_LEFT + _CARET + 2 * _RIGHT - 4))

    def _open(self) -> None:
        self.choice_popup.open_below(self, self._offer())
