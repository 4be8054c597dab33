"""What the icons in the preview's cells mean."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import label
from mcdesk.ui.preflight.preview_delegate import mark_icon, mark_tone
from mcdesk.ui.preflight.preview_marks import Mark
from mcdesk.ui.theme.theme import Theme

_WORDS = {Mark.FIXED: "fixed", Mark.LEFT_OUT: "left out", Mark.KEPT: "kept, worth a look"}
_BEFORE = "will be fixed"


class PreviewLegend(QWidget):
    """An icon and a word for each fate of a cell."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self._marks: dict[Mark, IconMark] = {}
        self._words: dict[Mark, QLabel] = {}
        for mark, words in _WORDS.items():
            if self._marks:
                row.addSpacing(theme.px(10))
            self._marks[mark] = IconMark(theme, mark_icon(mark), "", 12)
            self._words[mark] = label(words, "small", "text2")
            row.addWidget(self._marks[mark])
            row.addWidget(self._words[mark])
        row.addStrut(theme.px(24))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_original(False)

    def set_original(self, is_original: bool) -> None:
        """Says of fixes that they are still to come where cells are shown as they stand in the file."""
        for mark, icon in self._marks.items():
            icon.set_icon(mark_icon(mark), f"{mark_tone(mark, is_original=is_original)}.text")
        self._words[Mark.FIXED].setText(_BEFORE if is_original else _WORDS[Mark.FIXED])
