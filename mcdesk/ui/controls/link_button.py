"""A button that looks like a link, for a small act inside a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mcdesk.ui.controls.button import dress


class LinkButton(QPushButton):
    """Such as Check now behind a sentence of the status line."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        dress(self, "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
