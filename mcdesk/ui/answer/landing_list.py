"""The entries that a refusal named, each with the way to its row. The rows are marked elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.landing import Landed
from mcdesk.model.words import rows
from mcdesk.ui.controls.button import button
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label
from mcdesk.ui.theme.theme import Theme

THE_ONE = -1
"""In place of a row: what the list is set against."""
_MOST = 6
"""More than these are read faster in the list itself, where all of them are marked."""


class LandingList(QWidget):
    """Nothing at all where nothing was named."""

    go_to_row = Signal(int, str)
    """A row of the request's list, from 0, or `THE_ONE`; and the column to go to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(2))

    def show_places(self, places: Sequence[Landed], one: str) -> None:
        """Names these; how many more there are is told in words. `one` is what the one side is called."""
        clear_layout_of(self)
        self.setVisible(bool(places))
        layout = self.layout()
        if layout is None:
            return
        for landing in places[:_MOST]:
            add_shown(layout, self._line(landing, one))
        if len(places) > _MOST:
            more = f"{rows(len(places) - _MOST)} more, marked in the list at the left"
            add_shown(layout, label(more, "small", "text2"))

    def _line(self, landing: Landed, one: str) -> QWidget:
        px, line = self._theme.px, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(px(14), px(3), 0, px(3))
        row.setSpacing(px(10))
        row.addWidget(IconMark(self._theme, "ph.warning-fill", "warn.text", 14), 0, Qt.AlignmentFlag.AlignTop)
        where = f"the {one}" if landing.place is None else f"row {landing.place + 1:,}"
        said = label(f"{where[0].upper()}{where[1:]}: {landing.words}", wrap=True)
        row.addWidget(said, 1)
        lead = button(self._theme, f"Go to {where}", dense=True)
        place, column = THE_ONE if landing.place is None else landing.place, landing.column
        lead.clicked.connect(lambda: self.go_to_row.emit(place, column))
        row.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
        return line
