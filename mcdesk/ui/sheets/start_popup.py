"""The choice when a batch starts, which pops up over the button that submits. It runs no loop of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from mcdesk.ui.panels.label import label
from mcdesk.ui.sheets.batch_words import AT_ONCE
from mcdesk.ui.sheets.start_times import moment_of, starts_words, time_at, usual_time
from mcdesk.ui.sheets.time_field import TimeField
from mcdesk.ui.sheets.values import StartWish
from mcdesk.ui.theme.theme import Theme

_PADDING, _RADIUS, _GAP = 14, 8, 8
_NO_TIME, _LONGEST = "Type a time such as 18:00", "Starts tomorrow after 00:00"


class StartPopup(QFrame):
    """`changed` tells each `StartWish` at once; Esc brings back the one it was opened with.

    Up and Down move between the three, Tab goes to the time, Enter and a click outside close it. While what
    is typed is no time, the last whole choice holds, `is_sure_changed` says no, and it stays open.
    """

    changed = Signal(object)
    is_sure_changed = Signal(bool)

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        # A click on the button that opened it closes it; handed on, it would open it again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setAccessibleName("When it starts")
        self._theme = theme
        self._before = self._told = self._whole = AT_ONCE
        self._is_sure = True
        self._now = 0.0
        self._at_once = _Way("As soon as the lane is free")
        self._later = _Way("After")
        self._held = _Way("On hold, you start it")
        self._time = TimeField(theme)
        self._words = label("", "small", "text2")
        self._words.setMinimumWidth(self._words.fontMetrics().horizontalAdvance(_LONGEST))
        self._group = QButtonGroup(self)
        for way in (self._at_once, self._later, self._held):
            self._group.addButton(way)
            way.toggled.connect(self._tell)
        self._at_once.picked.connect(self.close)
        self._held.picked.connect(self.close)
        self._later.picked.connect(self._go_to_time)
        self._time.changed.connect(self._on_time)
        self._compose()

    def open_at(self, button: QWidget, wish: StartWish, now: float) -> None:
        """Shows what holds, over `button` or below it. `now` in seconds since 1970."""
        self._before = self._told = self._whole = wish
        self._now = now
        at = usual_time(now) if wish.not_before is None else time_at(wish.not_before)
        self._time.show_time(at)
        way = self._held if wish.is_held else self._later if wish.not_before is not None else self._at_once
        way.setChecked(True)
        self._say()
        self.setGeometry(self._place_at(button))
        self.show()
        way.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes everything back, Enter keeps it; both close."""
        if event.key() == Qt.Key.Key_Escape:
            self._whole = self._before
            self._emit(self._before)
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click outside closes it, but not over a time that is none: that is to be put right first."""
        if self._wish() is None:
            self._go_to_time()
            event.accept()
        else:
            super().mousePressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A time that is none leaves the last whole choice as it is."""
        if self._wish() is None:
            self._emit(self._whole)
        self._set_sure(True)
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground of a menu."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("raised"))
        radius = self._theme.px(_RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _wish(self) -> StartWish | None:
        """What is chosen, None while the time is none."""
        if self._held.isChecked():
            return StartWish(is_held=True)
        if not self._later.isChecked():
            return AT_ONCE
        at = self._time.at
        return None if at is None else StartWish(not_before=moment_of(at, self._now))

    def _tell(self) -> None:
        self._say()
        wish = self._wish()
        if wish is not None and (wish.not_before is None or self._time.is_whole):
            self._whole = wish
        # The 2 of a 25:99 was a time for a moment; nobody meant it.
        self._emit(self._whole if wish is None else wish)
        self._set_sure(wish is not None)

    def _set_sure(self, is_sure: bool) -> None:
        if is_sure != self._is_sure:
            self._is_sure = is_sure
            self.is_sure_changed.emit(is_sure)

    def _emit(self, wish: StartWish) -> None:
        if wish != self._told:
            self._told = wish
            self.changed.emit(wish)

    def _say(self) -> None:
        """The day that the time stands for: one that is past means tomorrow."""
        at = self._time.at
        self._words.setText(_NO_TIME if at is None else starts_words(moment_of(at, self._now), self._now))
        self._later.setAccessibleDescription(self._words.text())

    def _on_time(self) -> None:
        self._later.setChecked(True)
        self._tell()

    def _go_to_time(self) -> None:
        self._time.setFocus(Qt.FocusReason.OtherFocusReason)
        self._time.selectAll()

    def _end(self) -> None:
        if self._wish() is None:
            self._go_to_time()
        else:
            self.close()

    def _place_at(self, button: QWidget) -> QRect:
        """Its right end is the button's; over it, as the foot of a sheet is near the screen's."""
        wanted = self.sizeHint()
        screen = button.screen().availableGeometry()
        corner = button.mapToGlobal(QPoint(button.width(), -4))
        top = corner.y() - wanted.height()
        if top < screen.top():
            top = corner.y() + button.height() + 8
        left = max(screen.left(), min(corner.x() - wanted.width(), screen.right() - wanted.width()))
        return QRect(QPoint(left, top), wanted)

    def _compose(self) -> None:
        px = self._theme.px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*(px(_PADDING),) * 4)
        lines.setSpacing(px(_GAP))
        row = QHBoxLayout()
        row.setSpacing(px(_GAP))
        row.addWidget(self._later)
        row.addWidget(self._time)
        row.addWidget(self._words)
        row.addStretch(1)
        lines.addWidget(self._at_once)
        lines.addLayout(row)
        lines.addWidget(self._held)
        QWidget.setTabOrder(self._later, self._time)


class _Way(QRadioButton):
    """One of the three. `picked` tells of the mouse only: the arrow keys pass through all of them."""

    picked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Takes the click, then tells of it."""
        super().mouseReleaseEvent(event)
        if self.isChecked() and self.rect().contains(event.position().toPoint()):
            self.picked.emit()
