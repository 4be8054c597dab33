"""The overlay that asks what a file is for, under a drag or as a chooser. It reads and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.key_cap import KeyCap
from mcdesk.ui.drop.blur import blurred
from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.drop.target import DropTarget
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label
from mcdesk.ui.theme.theme import Theme

_VEIL = 0.88
_REVIEWED = "You review it first. Nothing is sent until you press Submit."
_UNUSABLE = "Nothing was sent."
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class DropOverlay(QWidget):
    """Covers its parent, the page area; rail and stripe stay visible. The owner hands drag events in."""

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._backdrop = QPixmap()
        self._targets: list[DropTarget] = []
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*[theme.px(20)] * 4)
        lines.setSpacing(0)
        lines.addStretch(3)
        self._title = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._title.setProperty("kind", "hero")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._promise = label("", "", "text2", wrap=True)
        self._promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lines.addWidget(self._title)
        lines.addSpacing(theme.px(4))
        lines.addWidget(self._promise)
        lines.addSpacing(theme.px(26))
        self._row_holder = QWidget()
        self._row_holder.setMaximumWidth(theme.px(768))
        self._row = QHBoxLayout(self._row_holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(24))
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._row_holder, 1000)
        centred.addStretch(1)
        lines.addLayout(centred)
        lines.addSpacing(theme.px(24))
        lines.addLayout(self._escape_line())
        lines.addStretch(4)
        page.installEventFilter(self)
        self.hide()

    def open_for(
        self, path: Path, backdrop: QPixmap, offers: Sequence[DropOffer], *, is_drag: bool = False
    ) -> None:
        """Asks what `path` is for. Without a drag, targets are pressed or clicked."""
        self._before = self.window().focusWidget()
        self._backdrop = blurred(backdrop)
        clear_layout_of(self._row_holder)
        self._targets = [DropTarget(self._theme, offer, is_drag=is_drag) for offer in offers]
        for target in self._targets:
            target.clicked.connect(self._on_clicked)
            add_shown(self._row, target)
        question = f"Drop {path.name} on what it is for" if is_drag else f"What is {path.name} for?"
        is_usable = any(offer.is_open for offer in offers)
        problems = {offer.problem for offer in offers}
        # What stands in the way of every operation is no matter of the file alone: it is the headline.
        self._title.setText(problems.pop() if not is_usable and len(problems) == 1 else question)
        self._promise.setText(_REVIEWED if is_usable else _UNUSABLE)
        self.setAccessibleName(f"{self._title.text()} {self._promise.text()}")
        self._cover()
        self.show()
        self.raise_()
        first = next((target for target in self._targets if target.isEnabled()), None)
        if is_drag or first is None:
            self.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def drag_moved(self, spot: QPoint) -> bool:
        """Follows the pointer, in this widget's coordinates. Tells whether letting go there would count."""
        under = self._target_at(spot)
        for target in self._targets:
            target.set_hot(target is under)
        return under is not None

    def drag_left(self) -> None:
        """The drag went elsewhere: the overlay goes."""
        self._leave()

    def dropped(self, spot: QPoint) -> str | None:
        """The file was let go: the operation under it, None beside the targets. The overlay goes."""
        under = self._target_at(spot)
        self._leave()
        return under.offer.operation.id if under is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels, the arrow keys move, Enter chooses."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._leave()
            self.cancelled.emit()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = next((target for target in self._targets if target.hasFocus()), None)
            if focused is not None:
                focused.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab stays among the targets while the overlay is open."""
        self._step(1 if forwards else -1)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the targets does nothing, and reaches nothing below."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Covers the page whatever its size."""
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the blurred page under a veil, and the ring around it all."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = self._theme.px(10)
        shape = QPainterPath()
        shape.addRoundedRect(whole, radius, radius)
        painter.setClipPath(shape)
        painter.fillPath(shape, self._theme.color("window"))
        if not self._backdrop.isNull():
            painter.drawPixmap(self.rect(), self._backdrop)
        veil = self._theme.color("window")
        painter.setOpacity(_VEIL)
        painter.fillPath(shape, veil)
        painter.setOpacity(1.0)
        painter.setClipping(False)
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawPath(shape)

    def _target_at(self, spot: QPoint) -> DropTarget | None:
        for target in self._targets:
            if target.isEnabled() and target.rect().contains(target.mapFrom(self, spot)):
                return target
        return None

    def _step(self, by: int) -> None:
        able = [target for target in self._targets if target.isEnabled()]
        if not able:
            return
        start = -1 if by > 0 else 0
        at = next((place for place, target in enumerate(able) if target.hasFocus()), start)
        able[(at + by) % len(able)].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        target = self.sender()
        if isinstance(target, DropTarget):
            self._leave()
            self.chosen.emit(target.offer.operation.id)

    def _cover(self) -> None:
        page = self.parentWidget()
        if page is not None:
            self.setGeometry(page.rect())

    def _leave(self) -> None:
        holder = self.window().focusWidget()
        had_focus = holder is self or self.isAncestorOf(holder)
        self.hide()
        self._backdrop = QPixmap()
        for target in self._targets:
            target.set_hot(False)
        if had_focus and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def _escape_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        row.addStretch(1)
        row.addWidget(KeyCap("Esc"))
        row.addWidget(label("cancels", "small", "text2"))
        row.addStretch(1)
        return row
