"""A place for something that can do with little height and uses all it is given, like a table of rows."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget


class GivingPlace(QWidget):
    """Asks for no more height than its content's least, whatever that content would like to have."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(content)

    def hasHeightForWidth(self) -> bool:
        """It takes what the rest leaves, however wide it is."""
        return False

    def sizeHint(self) -> QSize:
        """The least."""
        return self.minimumSizeHint()
