"""A field with its name above and a hint below."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme


class Field(QWidget):
    """Names `editor` for people and for screen readers."""

    def __init__(self, theme: Theme, name: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(4))
        caption: QLabel = label(name, "small_strong", "text2")
        caption.setBuddy(editor)
        editor.setAccessibleName(name)
        editor.setAccessibleDescription(hint)
        lines.addWidget(caption)
        lines.addWidget(editor)
        if hint:
            lines.addWidget(label(hint, "small", "text3", wrap=True))
