"""The button that submits, joined to a small one that changes when the batch starts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.ringed_button import paint_inner_ring
from mcdesk.ui.sheets.batch_words import AT_ONCE, wish_words
from mcdesk.ui.sheets.start_popup import StartPopup
from mcdesk.ui.sheets.values import StartWish
from mcdesk.ui.theme.icons import DISABLED_TOKEN, icon, paint_icon
from mcdesk.ui.theme.theme import Theme

_WIDTH, _LEAST, _CARET, _RADIUS, _LINE = 30, 24, 12, 6, 0.35


class StartButton(QWidget):
    """`pressed` asks for submission, `changed` tells another `StartWish`; `start` is the one that holds.

    Args:
        theme: Its colours.
        now: Seconds since 1970.
    """

    pressed = Signal()
    changed = Signal(object)

    def __init__(self, theme: Theme, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self.start = AT_ONCE
        self.submit = button(theme, "Submit", kind="primary", icon_name="ph.upload-simple")
        self.submit.setDefault(True)
        self.submit.clicked.connect(self.pressed)
        self._caret = _Caret(theme)
        self._caret.opened.connect(self._open)
        self._popup: StartPopup | None = None
        self._is_able = self._is_sure = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.submit)
        row.addWidget(self._caret)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_start(AT_ONCE)

    def show_start(self, start: StartWish) -> None:
        """Shows what holds, without telling it."""
        self.start = start
        words = wish_words(start, self._now())
        self._caret.setAccessibleName(f"When it starts: {words}")
        self._caret.setToolTip(f"When it starts: {words}")

    def show_words(self, words: str, tip: str, *, is_later: bool) -> None:
        """What the button says, and whether it leaves later than at once."""
        self.submit.setText(words)
        self.submit.setToolTip(tip)
        name = "ph.pause-circle" if self.start.is_held else "ph.clock" if is_later else "ph.upload-simple"
        self.submit.setIcon(icon(self._theme, name, "on_accent"))

    def set_able(self, is_able: bool) -> None:
        """Whether it can be submitted now."""
        self._is_able = is_able
        self._caret.setEnabled(is_able)
        self._weigh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fills the corners where the two meet, and draws the line between them."""
        painter = QPainter(self)
        left, width = self.submit.geometry().center().x(), self.submit.geometry().right() + 1
        ground = "accent" if self.submit.isEnabled() else "pressed"
        painter.fillRect(left, 0, width + 1 - left, self.height(), self._theme.color(ground))
        painter.setOpacity(_LINE)
        painter.setPen(self._theme.color("on_accent" if self.submit.isEnabled() else "line2"))
        gap = self._theme.px(_RADIUS)
        painter.drawLine(QPointF(width + 0.5, gap), QPointF(width + 0.5, self.height() - gap))

    def _open(self) -> None:
        if self._popup is None:
            self._popup = StartPopup(self._theme, self._caret)
            self._popup.changed.connect(self._on_changed)
            self._popup.is_sure_changed.connect(self._on_sure)
        self._popup.open_at(self._caret, self.start, self._now())

    def _on_sure(self, is_sure: bool) -> None:
        """Nothing is submitted over a time that is none: nobody can tell when it was meant to start."""
        self._is_sure = is_sure
        self._weigh()

    def _weigh(self) -> None:
        self.submit.setEnabled(self._is_able and self._is_sure)
        self.update()

    def _on_changed(self, start: StartWish) -> None:
        self.show_start(start)
        self.changed.emit(start)


class _Caret(QAbstractButton):
    """The right end: square where it meets the button, round at the outside."""

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.clicked.connect(self.opened)

    def sizeHint(self) -> QSize:
        """A little narrower than high; as high as the button beside it."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down, Up and Enter open the choice too."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        px, box = self._theme.px, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        shape.addRoundedRect(box, px(_RADIUS), px(_RADIUS))
        shape.addRect(box.adjusted(0, 0, -box.width() / 2, 0))
        is_hot = self.isEnabled() and (self.underMouse() or self.isDown())
        ground = "pressed" if not self.isEnabled() else "accent_hover" if is_hot else "accent"
        painter.fillPath(shape.simplified(), self._theme.color(ground))
        square = QRectF(0, 0, px(_CARET), px(_CARET))
        square.moveCenter(box.center())
        ink = "on_accent" if self.isEnabled() else DISABLED_TOKEN
        paint_icon(self._theme, painter, square, "ph.caret-down-bold", ink)
        if self.hasFocus():
            paint_inner_ring(self._theme, painter, box)
