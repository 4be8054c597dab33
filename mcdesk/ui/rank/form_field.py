"""One cell of a form as a field with its name above. It shows what is told of it and judges nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from mcdesk.model.fields import Shape
from mcdesk.model.lookups import Column
from mcdesk.ui.controls.polish import repolish
from mcdesk.ui.pages.tips import plain_tip
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_MONO = (Shape.VIN, Shape.IDENT)
_UNITS = {Shape.MONEY: ", USD"}
_FOR_A_WHILE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_MARK, _MARK_END, _MARK_ROOM = 14, 9, 17
"""The mark's side, how far it is from the edge, and how much of the text's room it takes."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormField(QLineEdit):
    """The field itself. Of a text that is too long it shows the beginning, once the cursor is elsewhere.

    `block_pasted` tells cells of several columns, which do not belong into one field.
    """

    block_pasted = Signal(str)
    entered = Signal()
    """Enter: on to the next one."""
    came = Signal()
    left = Signal()

    def __init__(self, theme: Theme, column: Column) -> None:
        super().__init__()
        self._theme = theme
        self.column = column
        self.setAccessibleName(column.field.title)
        if column.field.shape in _MONO:
            self.setFont(theme.face(13, mono=True))
        self._mark: tuple[str, str] | None = None

    def show_mark(self, name: str = "", token: str = "", words: str = "", *, is_bad: bool = False) -> None:
        """Puts an icon at the end, which says something on hover; none without a name."""
        self._mark = (name, token) if name else None
        self.setTextMargins(0, 0, self._theme.px(_MARK_ROOM) if name else 0, 0)
        self.update()
        self.setToolTip(plain_tip(words))
        self.setAccessibleDescription(words)
        if bool(self.property("tone")) != is_bad:
            self.setProperty("tone", "bad" if is_bad else "")
            repolish(self)

    def put(self, text: str) -> None:
        """Writes over what is there; Ctrl+Z in the field brings it back."""
        if text != self.text():
            self.selectAll()
            self.insert(text)
            if not self.hasFocus():
                self.home(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; a block of cells is handed over."""
        if event.key() in _ENTER and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.entered.emit()
            event.accept()
            return
        pasted = QApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if any(sign in pasted.strip("\r\n") for sign in "\t\n"):
            self.block_pasted.emit(pasted)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the field, then its mark."""
        super().paintEvent(event)
        if self._mark is not None:
            side = self._theme.px(_MARK)
            left, top = self.width() - self._theme.px(_MARK_END) - side, (self.height() - side) / 2
            paint_icon(self._theme, QPainter(self), QRectF(left, top, side, side), *self._mark)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming back to it: one goes on where the text ends."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason and not self.hasSelectedText():
            self.end(False)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it, for good or for another window."""
        super().focusOutEvent(event)
        if event.reason() not in _FOR_A_WHILE:
            self.home(False)
        self.left.emit()


def titled(theme: Theme, field: FormField) -> QWidget:
    """A field under its name."""
    whole = QWidget()
    lines = QVBoxLayout(whole)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(theme.px(4))
    told = field.column.field
    optional = "" if field.column.is_needed else " (optional)"
    name = label(f"{told.title}{_UNITS.get(told.shape, '')}{optional}", "small", "text2")
    name.setBuddy(field)
    lines.addWidget(name)
    lines.addWidget(field)
    return whole
