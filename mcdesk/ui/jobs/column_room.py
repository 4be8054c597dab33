"""Which columns a header shows and how wide: by the user's wish first, then by the room there is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from mcdesk.ui.jobs.columns import COLUMN_OF, COLUMNS
from mcdesk.ui.jobs.layout_state import LayoutState, layout_from
from mcdesk.ui.theme.theme import Theme

_ELASTIC = "reference"
_LEAST_ELASTIC = 150
_WHEN_NARROW = ("operation", "succeeded", "finished_at")
_NEEDS_WIDTH = {"finished_at": 1200}


class ColumnRoom:
    """Reference takes what the others leave. When narrow, Operation, Succeeded, Finished go in turn."""

    def __init__(self, theme: Theme, header: QHeaderView) -> None:
        self._theme = theme
        self._header = header
        self._hidden: set[str] = set()
        self._asked: set[str] = set()
        self._width = 0
        for place, column in enumerate(COLUMNS):
            header.resizeSection(place, theme.px(column.width))
        header.setSectionResizeMode(COLUMN_OF[_ELASTIC], QHeaderView.ResizeMode.Stretch)

    def is_shown(self, ident: str) -> bool:
        """Whether a column is to be seen now."""
        return not self._header.isSectionHidden(COLUMN_OF[ident])

    def set_shown(self, ident: str, is_shown: bool) -> None:
        """The user switches a column on or off. The reference is always there."""
        (self._asked if is_shown else self._hidden).add(ident)
        (self._hidden if is_shown else self._asked).discard(ident)
        self.fit(self._width)

    def fit(self, width: int) -> None:
        """Hides what the user does not want or what `width` has no room for."""
        self._width = width
        wanted = [column.id for column in COLUMNS if self._is_wanted(column.id, width)]
        needed = sum(self._room_of(ident) for ident in wanted)
        for ident in _WHEN_NARROW:
            if needed > width and ident in wanted:
                wanted.remove(ident)
                needed -= self._room_of(ident)
        for ident, place in COLUMN_OF.items():
            is_hidden = ident not in wanted
            if self._header.isSectionHidden(place) != is_hidden:
                self._header.setSectionHidden(place, is_hidden)

    def to_text(self) -> str:
        """The arrangement as JSON."""
        header = self._header
        order = [COLUMNS[header.logicalIndex(visual)].id for visual in range(header.count())]
        sorting = header.sortIndicatorSection()
        state = LayoutState(
            order=order,
            widths={ident: self._width_of(ident) for ident in order if ident != _ELASTIC},
            hidden=sorted(self._hidden),
            asked=sorted(self._asked),
            sort=COLUMNS[sorting].id if 0 <= sorting < len(COLUMNS) else "",
            is_descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )
        return state.to_text()

    def restore(self, text: str) -> None:
        """Takes an arrangement; ignores what it can't read."""
        state = layout_from(text, [column.id for column in COLUMNS])
        if state is None:
            return
        for visual, ident in enumerate(state.order):
            self._header.moveSection(self._header.visualIndex(COLUMN_OF[ident]), visual)
        for ident, width in state.widths.items():
            self._header.setSectionHidden(COLUMN_OF[ident], False)
            self._header.resizeSection(COLUMN_OF[ident], width)
        self._hidden, self._asked = set(state.hidden), set(state.asked)
        order = Qt.SortOrder.DescendingOrder if state.is_descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(COLUMN_OF[state.sort] if state.sort else -1, order)

    def _is_wanted(self, ident: str, width: int) -> bool:
        if ident in self._hidden:
            return False
        least = self._theme.px(_NEEDS_WIDTH.get(ident, 0))
        return ident in self._asked or width >= least

    def _room_of(self, ident: str) -> int:
        return self._theme.px(_LEAST_ELASTIC) if ident == _ELASTIC else self._width_of(ident)

    def _width_of(self, ident: str) -> int:
        """A hidden section has no size of its own: the header keeps it for later, and tells it only then."""
        place = COLUMN_OF[ident]
        if not self._header.isSectionHidden(place):
            return self._header.sectionSize(place)
        was_blocked = self._header.blockSignals(True)
        self._header.setSectionHidden(place, False)
        width = self._header.sectionSize(place)
        self._header.setSectionHidden(place, True)
        self._header.blockSignals(was_blocked)
        return width
