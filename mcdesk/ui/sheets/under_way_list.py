"""The list of what is under way, each with its icon. It knows the words it is given, nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label
from mcdesk.ui.sheets.leaving_words import lines_of
from mcdesk.ui.sheets.values import UnderWay
from mcdesk.ui.theme.theme import Theme

_ICON, _GAP, _LINE_GAP = 16, 8, 6


class UnderWayList(QWidget):
    """As many lines as there is something to name, and how many more there are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: UnderWay | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(_LINE_GAP))

    def show_under_way(self, under_way: UnderWay) -> None:
        """Names all of it; nothing happens where it is what is shown already."""
        layout = self.layout()
        if under_way == self._shown or layout is None:
            return
        self._shown = under_way
        clear_layout_of(self)
        lines, more = lines_of(under_way)
        for line in lines:
            add_shown(layout, self._row(line.icon, line.token, line.words))
        if more:
            add_shown(layout, self._row("", "text2", f"and {more:,} more"))
        said = [line.words for line in lines] + ([f"and {more:,} more"] if more else [])
        self.setAccessibleName("; ".join(said))

    def _row(self, icon: str, token: str, words: str) -> QWidget:
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self._theme.px(_GAP))
        inner.addWidget(IconMark(self._theme, icon, token, _ICON), 0, Qt.AlignmentFlag.AlignTop)
        said = label(words, "" if icon else "small", "" if icon else "text2", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(said, 1)
        return row
