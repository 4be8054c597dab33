"""One cell of a form as a field with its name above. It shows what is told of it and judges nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from mcdesk.model.fields import Shape
from mcdesk.model.lookups import Column
from mcdesk.ui.controls.polish import repolish
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_MONO = (Shape.VIN, Shape.IDENT)
_UNITS = {Shape.MONEY: ", USD"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormField(QLineEdit):
    """The field itself. `block_pasted` tells cells of several columns, which do not belong into one field."""

    block_pasted = Signal(str)
    entered = Signal()
    """Enter: on to the next one."""
    left = Signal()

    def __init__(self, theme: Theme, column: Column) -> None:
        super().__init__()
        self._theme = theme
        self.column = column
        self.setAccessibleName(column.field.title)
        if column.field.shape in _MONO:
            self.setFont(theme.face(13, mono=True))
        self._mark = self.addAction(icon(theme, "ph.check"), QLineEdit.ActionPosition.TrailingPosition)
        self._mark.setVisible(False)

    def show_mark(self, name: str = "", token: str = "", words: str = "", *, is_bad: bool = False) -> None:
        """Puts an icon at the end, which says something on hover; none without a name."""
        self._mark.setVisible(bool(name))
        if name:
            self._mark.setIcon(icon(self._theme, name, token))
        self._mark.setToolTip(words)
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
                self.home(False)  # its beginning tells more than its end

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

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it, for good or for another window."""
        super().focusOutEvent(event)
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
