"""A fact about a file: its name, and below it the value. Without a value it is out of sight."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

_LINE = 18


class Fact(QWidget):
    """Stands beside facts that can be changed, and is as high as they are."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 1, theme.px(4), 1)
        lines.setSpacing(0)
        self._name, self._value = label(name, "small", "text2"), label("", "section")
        for line in (self._name, self._value):
            line.setFixedHeight(theme.px(_LINE))
            lines.addWidget(line)

    def show_value(self, value: str) -> None:
        """Shows another value."""
        self._value.setText(value)
        self.setAccessibleName(f"{self._name.text()}: {value}")
        self.setVisible(bool(value))
