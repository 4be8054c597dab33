"""The four steps of a batch on one line."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

STEPS = ("Check the file", "Submit", "Wait, or close the app", "Open verified results")


class StepsLine(QWidget):
    """Numbers and words: 1 Check the file › 2 Submit › 3 Wait, or close the app."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for number, step in enumerate(STEPS, 1):
            if number > 1:
                row.addSpacing(theme.px(8))
                row.addWidget(IconMark(theme, "ph.caret-right", "text3", 12))
                row.addSpacing(theme.px(8))
            row.addWidget(label(str(number), "small_strong", "accent_text"))
            row.addWidget(label(step, "small", "text2"))
        row.addStretch(1)
        self.setAccessibleName(", ".join(f"{number}. {step}" for number, step in enumerate(STEPS, 1)))
