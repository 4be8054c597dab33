"""The band above a page: its title at the left, behind it what the page puts into `row`. No more."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

_HEIGHT = 55  # 56 with the panel's border above


class PageHead(QWidget):
    """As high as that of the jobs, so that nothing moves when the page changes."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(_HEIGHT))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(20), 0, theme.px(16), 0)
        self.row.setSpacing(theme.px(8))
        words = label(title, "title")
        words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.row.addWidget(words)
