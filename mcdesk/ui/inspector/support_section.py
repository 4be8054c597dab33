"""The ids that a service's support asks for, each with a button that copies the whole of it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel

from mcdesk.ui.controls.copy_button import CopyButton
from mcdesk.ui.inspector.facts import SupportLine
from mcdesk.ui.inspector.section import Section
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.theme.theme import Theme

_LABELS = ("Request id", "Job id", "Submit key")


class SupportSection(Section):
    """One line an id. Ids that do not exist yet take no room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "For support")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(3, 1)
        self._lines: dict[str, tuple[QLabel, QLabel, CopyButton]] = {}
        for row, name in enumerate(_LABELS):
            line = (label(name, "small", "text2"), label(kind="mono"), CopyButton(theme, name.lower()))
            for column, widget in enumerate(line):
                grid.addWidget(widget, row, column)
            self._lines[name] = line
        self.body.addLayout(grid)
        self._none = self.add_note()
        self.body.addStretch(1)

    def show_lines(self, lines: tuple[SupportLine, ...]) -> None:
        """Shows these ids."""
        told = {line.label: line for line in lines}
        for name, (caption, shown, copy) in self._lines.items():
            line = told.get(name)
            for widget in (caption, shown, copy):
                widget.setVisible(line is not None)
            shown.setText(line.shown if line else "")
            shown.setToolTip(line.value if line else "")
            copy.set_copied_text(line.value if line else "")
        set_text(self._none, "" if lines else "No ids yet: nothing was sent.")
