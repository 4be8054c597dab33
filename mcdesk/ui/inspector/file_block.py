"""One file of a job: what it is, its name and size, its SHA-256, and where it lies."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model import words
from mcdesk.ui.controls.button import icon_button
from mcdesk.ui.controls.copy_button import CopyButton
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.inspector.facts import FileLine
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme


class FileBlock(QWidget):
    """Two lines. `folder_asked` tells the path."""

    folder_asked = Signal(str)

    def __init__(self, theme: Theme, line: FileLine) -> None:
        super().__init__()
        block = QVBoxLayout(self)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(0)
        name = ElidedLabel(line.name, mode=Qt.TextElideMode.ElideMiddle)
        name.setProperty("kind", "strong")
        folder = icon_button(theme, "ph.folder-open", f"Show {line.name} in its folder", dense=True)
        folder.clicked.connect(lambda: self.folder_asked.emit(line.path))
        block.addLayout(
            _row(
                theme,
                label(f"{line.label}", "small", "text2"),
                name,
                label(line.volume, "small", "text2"),
                folder,
            )
        )
        if line.sha256:
            short = label(words.short_hash(line.sha256), "mono", "text2")
            short.setToolTip(line.sha256)
            copy = CopyButton(theme, f"SHA-256 of {line.name}")
            copy.set_copied_text(line.sha256)
            block.addLayout(_row(theme, label("SHA-256", "small", "text3"), short, copy))


def _row(theme: Theme, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
