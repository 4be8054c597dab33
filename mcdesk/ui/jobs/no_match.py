"""What stands in the table's place when the filter lets no job through."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.icon_label import IconLabel
from mcdesk.ui.theme.theme import Theme


class NoMatch(QWidget):
    """Says so and offers the way back."""

    clear_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        picture = IconLabel(theme, "ph.magnifying-glass", "text3", 28)
        title, hint = QLabel("No job matches"), QLabel("The jobs are still there. The filter hides them.")
        title.setProperty("kind", "heading")
        hint.setProperty("tone", "text2")
        way_back = button(theme, "Clear filters")
        way_back.clicked.connect(self.clear_asked)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(1)
        for widget in (picture, title, hint):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(8))
        column.addWidget(way_back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
