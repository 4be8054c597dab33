"""The file of a batch: its name and folder, a way to another one, and a few facts at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model import words
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label
from mcdesk.ui.theme.theme import Theme

_FOLDERS_SHOWN = 2


class FileRow(QWidget):
    """`change_asked` when another file is wanted."""

    change_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
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
        names.addWidget(self._name)
        names.addWidget(self._folder)
        row.addLayout(names)
        change = LinkButton("Change…")
        change.clicked.connect(self.change_asked)
        row.addWidget(change)
        row.addStretch(1)
        self._facts = QWidget()
        facts = QHBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(theme.px(28))
        row.addWidget(self._facts)

    def show_file(self, path: Path) -> None:
        """Shows another file. Its whole path is in the tool tip."""
        self._name.setText(path.name)
        folders = [part for part in path.parent.parts if part.strip("/\\")]
        self._folder.setText(" / ".join(folders[-_FOLDERS_SHOWN:]))
        self.setToolTip(str(path))

    def show_facts(self, facts: Sequence[tuple[str, str]], size: int | None = None) -> None:
        """Shows a name above a value, each; the file's own size last."""
        clear_layout_of(self._facts)
        shown = [*facts, *([("Size", words.size(size))] if size is not None else [])]
        layout = self._facts.layout()
        for name, value in shown:
            block = QWidget()
            lines = QVBoxLayout(block)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(0)
            lines.addWidget(label(name, "small", "text2"))
            lines.addWidget(label(value, "section"))
            if layout is not None:
                add_shown(layout, block)
