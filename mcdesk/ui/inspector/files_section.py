"""The files of a job: source, uploaded, result."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from mcdesk.ui.inspector.facts import FileLine
from mcdesk.ui.inspector.file_block import FileBlock
from mcdesk.ui.inspector.section import Section
from mcdesk.ui.panels.label import add_shown, clear_layout_of
from mcdesk.ui.theme.theme import Theme


class FilesSection(Section):
    """Side by side, or one below the other. Rebuilt only when a file has changed."""

    folder_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Files")
        self._lines: tuple[FileLine, ...] = ()
        self._holder = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(12))
        self.body.addWidget(self._holder)

    def set_across(self, across: bool) -> None:
        """Sets the files side by side or one below the other."""
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        )
        # A box layout that turns tells its own widget only, not the layouts around it.
        self._holder.updateGeometry()

    def show_files(self, lines: tuple[FileLine, ...]) -> None:
        """Shows these files."""
        self.setVisible(bool(lines))
        if lines == self._lines:
            return
        self._lines = lines
        clear_layout_of(self._holder)
        for line in lines:
            block = FileBlock(self.theme, line)
            block.folder_asked.connect(self.folder_asked)
            add_shown(self._row, block, 1)
