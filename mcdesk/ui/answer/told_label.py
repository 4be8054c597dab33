"""A label that gives way, and always has more to tell to the mouse. No words of its own."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from mcdesk.ui.answer.tips import tip
from mcdesk.ui.controls.elided_label import ElidedLabel


class ToldLabel(ElidedLabel):
    """Unlike other elided labels it keeps its tool tip where its text has room."""

    def __init__(self) -> None:
        super().__init__()
        self._told = ""

    def show_told(self, text: str, *told: str) -> None:
        """Shows `text`; the mouse and screen readers are told the lines `told`."""
        self.setText(text)
        self._told = tip(*told)
        self.setToolTip(self._told)
        self.setAccessibleDescription("\n".join(told))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width must not take the tool tip away."""
        super().resizeEvent(event)
        self.setToolTip(self._told)
