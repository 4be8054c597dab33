"""The line in which a cell is typed. What is typed in it goes nowhere by itself: the delegate carries it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from mcdesk.ui.grid.clipboard_files import files_on_clipboard
from mcdesk.ui.theme.theme import Theme


class CellEditor(QLineEdit):
    """`block_pasted` tells that several cells or a file are on the clipboard: they are for the grid."""

    block_pasted = Signal()

    def __init__(self, theme: Theme, name: str, *, is_mono: bool, owner: QWidget) -> None:
        super().__init__(owner)
        self.setProperty("kind", "cell")
        self.setProperty("dens", "entry")
        self.setFont(theme.face(13, mono=is_mono))
        self.setAccessibleName(name)
        self.setAcceptDrops(False)  # a file that is dropped is the page's

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pasting cells is pasting into the grid; everything else is a line's own."""
        is_paste = event.matches(QKeySequence.StandardKey.Paste)
        if is_paste and (is_block(QGuiApplication.clipboard().text()) or files_on_clipboard()):
            self.block_pasted.emit()
        else:
            super().keyPressEvent(event)


def is_block(text: str) -> bool:
    """Whether a text is several cells, as spreadsheets put them on the clipboard."""
    inner = text.strip("\r\n")
    return any(sign in inner for sign in "\t\r\n")
