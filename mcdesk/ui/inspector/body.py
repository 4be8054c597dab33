"""What scrolls in the inspector: the timeline and the sections below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mcdesk.ui.inspector.box_section import BoxSection
from mcdesk.ui.inspector.counts_section import CountsSection
from mcdesk.ui.inspector.facts import Facts
from mcdesk.ui.inspector.files_section import FilesSection
from mcdesk.ui.inspector.section import Section
from mcdesk.ui.inspector.support_section import SupportSection
from mcdesk.ui.inspector.timeline import Timeline
from mcdesk.ui.theme.theme import Theme

_COLUMNS = 5


class InspectorBody(QWidget):
    """Across, sections stand under the steps they belong to; narrow, one below the other."""

    folder_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._timeline = Timeline(theme)
        self._counts = CountsSection(theme)
        self._box = BoxSection(theme)
        self._support = SupportSection(theme)
        self._files = FilesSection(theme)
        self._files.folder_asked.connect(self.folder_asked)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(theme.px(20), theme.px(4), theme.px(20), theme.px(12))
        lines.setSpacing(theme.px(10))
        lines.addWidget(self._timeline)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(theme.px(14))
        lines.addLayout(self._grid)
        lines.addStretch(1)
        self._is_across: bool | None = None
        self.set_across(True)

    def set_across(self, across: bool) -> None:
        """Changes between columns and one stack."""
        if across is self._is_across:
            return
        self._is_across = across
        stack: tuple[Section, ...] = (self._box, self._counts, self._files, self._support)
        for section in stack:
            self._grid.removeWidget(section)
        if across:
            self._grid.addWidget(self._counts, 0, 0, 1, 2)
            self._grid.addWidget(self._box, 0, 2, 1, 2)
            self._grid.addWidget(self._support, 0, 4)
            self._grid.addWidget(self._files, 1, 0, 1, _COLUMNS)
        else:
            for row, section in enumerate(stack):
                self._grid.addWidget(section, row, 0, 1, _COLUMNS)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._files.set_across(across)

    def show_facts(self, facts: Facts) -> None:
        """Shows another job."""
        self._timeline.show_steps(facts.steps)
        self._counts.show_counts(facts.counts)
        self._box.show_box(facts.box)
        self._support.show_lines(facts.support)
        self._files.show_files(facts.files)
