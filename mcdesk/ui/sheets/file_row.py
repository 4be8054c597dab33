"""The file of a batch: its name and folder, a way to another one, and at the right how it is read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.preflight.ends_layout import EndsLayout
from mcdesk.ui.preflight.reading_row import ReadingRow
from mcdesk.ui.theme.theme import Theme

_FOLDERS_SHOWN = 2
_MOST_NAME_WIDTH = 300
_PASTED_FOLDER, _PASTED_NAME = "pasted", "pasted-cells.tsv"


def _folder_words(path: Path) -> str:
    """The last two folders. What was pasted is in one that nobody knows: then, where it came from."""
    folders = [part for part in path.parent.parts if part.strip("/\\")]
    if folders[-2:-1] == [_PASTED_FOLDER] and path.name == _PASTED_NAME:
        return "copied from a spreadsheet"
    return " / ".join(folders[-_FOLDERS_SHOWN:])


class FileRow(QWidget):
    """`change_asked` when another file is wanted; `reading` is how it is read, and tells wishes itself."""

    change_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        ends = EndsLayout(self, theme.px(24), theme.px(10))
        ends.addWidget(self._make_names(theme))
        self.reading = ReadingRow(theme)
        ends.addWidget(self.reading)

    def show_file(self, path: Path) -> None:
        """Shows another file. Its whole path is in the tool tip."""
        self._name.setText(path.name)
        self._folder.setText(_folder_words(path))
        self.setToolTip(str(path))
        self.reading.show_file(path)

    def _make_names(self, theme: Theme) -> QWidget:
        side = QWidget()
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        mark = IconMark(theme, "ph.file-text-fill", "accent_text", 18)
        mark.set_ground("accent_soft", 36)
        row.addWidget(mark)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._name.setProperty("kind", "section")
        self._folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._folder.setProperty("kind", "small")
        self._folder.setProperty("tone", "text2")
        for line in (self._name, self._folder):
            line.setMaximumWidth(theme.px(_MOST_NAME_WIDTH))
            names.addWidget(line)
        row.addLayout(names)
        change = LinkButton("Change…")
        change.clicked.connect(self.change_asked)
        row.addWidget(change)
        return side
