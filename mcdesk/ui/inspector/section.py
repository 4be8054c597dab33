"""A titled part of the inspector."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme


class Section(QWidget):
    """A small title above whatever is put into `body`."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self._title = label(title, "small_strong", "text2")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(6))
        self.body.addWidget(self._title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_title(self, title: str) -> None:
        """Names the section anew."""
        self._title.setText(title)

    def add_note(self) -> QLabel:
        """A wrapping line of secondary text at the end."""
        note = label("", "small", "text2", wrap=True)
        self.body.addWidget(note)
        return note
