"""The row that offers to add a key, below the two ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mcdesk.ui.controls.button import button
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

KEPT = "Your key is kept in the system's keyring, never in a file or a log."


class KeyRow(QFrame):
    """Icon, two lines, a button."""

    add_key_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        row.setSpacing(theme.px(14))
        row.addWidget(IconMark(theme, "ph.key", "text2", 20))
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(1))
        lines.addWidget(label("Add your API key", "section"))
        lines.addWidget(label(f"Needed for your own files. {KEPT}", "small", "text2", wrap=True))
        row.addLayout(lines, 1)
        add = button(theme, "Add API key…")
        add.clicked.connect(self.add_key_asked)
        row.addWidget(add)
