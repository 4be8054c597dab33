"""A key as it is printed on a keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel


class KeyCap(QLabel):
    """Ctrl F, say. Takes the sequence itself, so that it reads right on macOS too."""

    def __init__(self, keys: QKeySequence | str) -> None:
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        super().__init__(native.replace("+", " "))
        self.setProperty("kind", "keycap")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(f"Keys: {native}")
