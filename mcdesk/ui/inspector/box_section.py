"""The middle of the inspector: saved copy, last answer, or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model import words
from mcdesk.ui.controls.copy_button import CopyButton
from mcdesk.ui.inspector.box import MOST_LINES, Box
from mcdesk.ui.inspector.section import Section
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label, set_text
from mcdesk.ui.theme.theme import Theme


class BoxSection(Section):
    """Icon and headline, the hash with its copy button, then what to know."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Saved copy")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        self._mark = IconMark(theme, side=16)
        self._headline = label(kind="section", wrap=True)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._headline, 1)
        self.body.addLayout(head)
        self._hash_line = self._make_hash_line(theme)
        self.body.addWidget(self._hash_line)
        self._notes = [self.add_note() for _ in range(MOST_LINES)]
        self._code = self.add_note()
        self._code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        dress_label(self._code, "mono", "text2")
        self.body.addStretch(1)

    def show_box(self, box: Box) -> None:
        """Shows another box."""
        self.set_title(box.title)
        self._mark.set_icon(box.icon, f"{box.tone}.text")
        self._headline.setText(box.headline)
        dress_label(self._headline, "section", "" if box.tone == "idle" else box.tone)
        self.setToolTip(box.tooltip)
        self._hash_line.setVisible(bool(box.sha256))
        self._hash.setText(words.short_hash(box.sha256))
        self._hash.setToolTip(box.sha256)
        self._copy.set_copied_text(box.sha256)
        for place, note in enumerate(self._notes):
            set_text(note, box.lines[place] if place < len(box.lines) else "")
        self._code.setText(f"Code: {box.code}")
        self._code.setVisible(bool(box.code))

    def _make_hash_line(self, theme: Theme) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(label("SHA-256", "small", "text2"))
        self._hash = label(kind="mono", tone="text2")
        row.addWidget(self._hash)
        self._copy = CopyButton(theme, "SHA-256")
        row.addWidget(self._copy)
        row.addStretch(1)
        return line
