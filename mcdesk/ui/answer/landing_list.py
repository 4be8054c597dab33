"""The entries that a refusal named, each with the way to its row. The rows are marked elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.landing import Landed
from mcdesk.model.lookups import RankRequest
from mcdesk.model.words import rows
from mcdesk.ui.answer.acts import RowOf, as_asked, row_words
from mcdesk.ui.answer.entry_words import words_of
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
        self._row_of: RowOf = as_asked
        self._landings: tuple[Landed, ...] = ()
        self._asked: RankRequest | None = None
        self._rows: list[int | None] = []
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(2))

    def set_rows(self, row_of: RowOf) -> None:
        """Who knows where the form has the row of an entry by now."""
        self._row_of = row_of
        self.refresh_rows()

    def show_landings(self, landings: Sequence[Landed], asked: RankRequest) -> None:
        """Names these entries of what was `asked`; how many more there are is told in words."""
        self._landings, self._asked = tuple(landings), asked
        self.setVisible(bool(landings))
        self._rows = self._rows_now()
        self._fill()

    def refresh_rows(self) -> None:
        """Rows of the form may have moved: they are named as they stand now."""
        if (now := self._rows_now()) != self._rows:
            self._rows = now
            self._fill()

    def _rows_now(self) -> list[int | None]:
        places = [landing.place for landing in self._landings[:_MOST]]
        return [None if place is None else self._row_of(place) for place in places]

    def _fill(self) -> None:
        clear_layout_of(self)
        layout = self.layout()
        if layout is None or self._asked is None:
            return
        for landing, row in zip(self._landings, self._rows, strict=False):
            add_shown(layout, self._line(landing, row, self._asked))
        if len(self._landings) > _MOST:
            more = f"{rows(len(self._landings) - _MOST)} more, marked in the list at the left"
            add_shown(layout, label(more, "small", "text2"))

    def _line(self, landing: Landed, at: int | None, asked: RankRequest) -> QWidget:
        px, line = self._theme.px, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(px(14), px(3), 0, px(3))
        row.setSpacing(px(10))
        row.addWidget(IconMark(self._theme, "ph.warning-fill", "warn.text", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(f"{_called(landing, at, asked)}: {landing.words}", wrap=True), 1)
        if landing.place is None:
            words, place = f"Go to the {asked.ranking.one.noun}", THE_ONE
        elif at is not None:
            words, place = row_words(at), landing.place
        else:  # what was complained of is no longer in the form
            return line
        lead = button(self._theme, words, dense=True)
        lead.clicked.connect(lambda: self.go_to_row.emit(place, landing.column))
        row.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
        return line


def _called(landing: Landed, at: int | None, asked: RankRequest) -> str:
    if landing.place is None:
        return f"The {asked.ranking.one.noun}"
    if at is not None:
        return f"Row {at + 1:,}"
    return words_of(asked.ranking.many, asked.many[landing.place]).name
