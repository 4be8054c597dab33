"""The Qt model of the grid: its rows with what is known of them, one empty row below, and the undo stack.

Every change is a splice on the stack, and only what differs afterwards is announced. It never resets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoStack

from mcdesk.model.landing import Landed
from mcdesk.model.lookups import Cells, Side
from mcdesk.model.words import count
from mcdesk.ui.grid.cell_looks import CellLook, look_of, spoken_cell, spoken_row, tooltip_of
from mcdesk.ui.grid.edits import Edit
from mcdesk.ui.grid.judging import Judged, judge
from mcdesk.ui.grid.row_messages import Message
from mcdesk.ui.grid.splices import Area, Entries, Splice, spliced, typed

LOOK = Qt.ItemDataRole.UserRole + 1
"""Gives the CellLook."""

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)


class GridModel(QAbstractTableModel):
    """One column for each of the side's, one row more than there are entries."""

    edited = Signal()
    """After every change, and after everything that belongs to it was announced."""

    def __init__(self, side: Side, most: int, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self.side, self.most = side, most
        self.stack = QUndoStack(self)
        self.touched = 0
        """Where the last change was."""
        self._entries: Entries = ()
        self._judged: tuple[Judged, ...] = ()
        self._rows: list[Judged | None] = [None]
        """What is seen: those judged, and the empty one below."""
        self._troubles: dict[Cells, Landed] = {}
        self._run = 0
        self._begun: tuple[int, Entries] | None = None
        self._attended = -1
        self._is_fresh = False

    @property
    def entries(self) -> Entries:
        """The rows as the user made them, without the empty one below."""
        return self._entries

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The same rows with what is known of them."""
        return self._judged

    def row_at(self, place: int) -> Judged | None:
        """One row, None for the empty one below."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def message_at(self, place: int) -> Message | None:
        """What is said of a row now.

        In the row where the user is, nothing new is said of a cell that is still being typed, or that is only
        empty yet: it is said when the user has gone on.
        """
        row = self.row_at(place)
        message = row.message if row is not None else None
        if message is not None and place == self._attended and self._is_fresh:
            return None if self._begun is not None or message.can_wait else message
        return message

    def push(self, change: Splice | None, words: str) -> bool:
        """Makes a change as one step that can be undone; False for None, which is no change."""
        if change is not None:
            self.stack.push(Edit(self, change, words))
        return change is not None

    def restore(self, entries: Entries) -> None:
        """Has these rows from now on; what was done before is past undoing."""
        self.stack.clear()
        change = spliced(self._entries, 0, len(self._entries), entries)
        if change is not None:
            self.apply(change)

    def apply(self, splice: Splice) -> None:
        """Makes a change without noting it: for the undo stack, and for `restore`."""
        # At the end the empty row below takes part: it becomes the first new row, or an old one becomes it.
        at_end = splice.at + len(splice.before) == len(self._entries)
        gone, come = len(splice.before) + at_end, len(splice.after) + at_end
        first, more = splice.at + min(gone, come), come - gone
        self._entries, self.touched = splice.applied(self._entries), splice.at
        if self._begun is None:
            self._is_fresh = False  # what was not typed is complete: all is said of it at once
        rows = self._judge()
        # What stays in its place says so first, then rows come or go.
        held = self._rows[first : first - more] if more < 0 else []
        self._become([*rows[:first], *held, *rows[first + max(0, more) :]])
        if more > 0:
            self.beginInsertRows(_NOWHERE, first, first + more - 1)
            self._rows = rows
            self.endInsertRows()
        elif more < 0:
            self.beginRemoveRows(_NOWHERE, first, first - more - 1)
            self._rows = rows
            self.endRemoveRows()
        self.edited.emit()

    def begin_typing(self, place: int) -> None:
        """A cell of this row is open from now on: what is typed in it is one step."""
        self._is_fresh = self.message_at(place) is None
        self._attended = place
        self._run += 1
        self._begun = place, self._entries[place : place + 1]

    def cancel_typing(self) -> None:
        """Brings back what stood there before."""
        if self._begun is not None:
            place, entries = self._begun
            change = spliced(self._entries, place, 1, entries)
            if change is not None:
                self.stack.push(Edit(self, change, "typing", self._run))

    def end_typing(self) -> None:
        """The cell is closed."""
        if self._begun is not None:
            self._begun = None
            self._tell(self._attended, self._attended)

    def attend(self, place: int) -> None:
        """The user is in another row now; -1 for none."""
        if place != self._attended:
            left, self._attended = self._attended, -1
            self._is_fresh = self.message_at(place) is None
            self._attended = place
            self._tell(left, left)

    @property
    def troubles(self) -> dict[Cells, Landed]:
        """What refusals said, by what was sent."""
        return dict(self._troubles)

    def set_troubles(self, troubles: dict[Cells, Landed]) -> None:
        """Says of rows what the service said of them, by what they send."""
        self._troubles = troubles
        self._become(self._judge())
        self.edited.emit()

    def forgive(self, area: Area) -> None:
        """Forgets what the service said of these rows: they go again, until it says so once more."""
        met = {row.check.sends for row in self._judged[area.top : area.bottom + 1] if row.is_refused}
        if met:
            self.set_troubles({sent: told for sent, told in self._troubles.items() if sent not in met})

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """The entries and the empty row below."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """One a column of the side."""
        return 0 if parent.isValid() else len(self.side.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says. The delegate asks for LOOK."""
        if not index.isValid():
            return None
        place, at = index.row(), index.column()
        row = self.row_at(place)
        if role == Qt.ItemDataRole.AccessibleTextRole and (at == 0 or row is None):
            return self.sentence(place)
        if role == LOOK:
            return self._look(place, at)
        if row is None:
            return "" if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None
        column, text, cell = self.side.columns[at], row.entry.cells[at], row.check.cells[at]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._look(place, at).text
            case Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.ToolTipRole:
                return None if row.check.is_empty else tooltip_of(text, cell) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_cell(column, text, cell)
        return None

    def sentence(self, place: int) -> str:
        """A row as it is read out."""
        return spoken_row(self.side, place, self.row_at(place), self.message_at(place))

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes what is typed, key by key; False where that changes nothing."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        change = typed(self.side, self._entries, index.row(), index.column(), str(value))
        if change is None:
            return False
        self.stack.push(Edit(self, change, "typing", self._run if self._begun is not None else -1))
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Everything can be written."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles, and the rows' numbers with what is said of them on hover."""
        if orientation is Qt.Orientation.Horizontal:
            return self.side.columns[section].field.title if role in _SAID else None
        if role == Qt.ItemDataRole.DisplayRole:
            return count(section + 1) if self.row_at(section) is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(section)
        message = self.message_at(section)
        return message.words if role == Qt.ItemDataRole.ToolTipRole and message is not None else None

    def _look(self, place: int, at: int) -> CellLook:
        row = self.row_at(place)
        if row is None or row.check.is_empty:
            return CellLook("")
        can_wait = place == self._attended and self.message_at(place) is None
        return look_of(self.side.columns[at], row.entry.cells[at], row.check.cells[at], can_wait=can_wait)

    def _judge(self) -> list[Judged | None]:
        self._judged = judge(self.side, self._entries, self._troubles, self.most, self._judged)
        return [*self._judged, None]

    def _become(self, rows: list[Judged | None]) -> None:
        """Shows as many rows as before, and tells of every one that is not what it was."""
        old, self._rows = self._rows, rows
        for first, last in _runs(old, rows):
            self._tell(first, last)

    def _tell(self, first: int, last: int) -> None:
        last = min(last, self.rowCount() - 1)
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)


def _runs(old: Sequence[Judged | None], new: Sequence[Judged | None]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours that differ; a row that is as it was is the same object."""
    first = -1
    for place, (was, now) in enumerate(zip(old, new, strict=True)):
        if was is not now and first < 0:
            first = place
        elif was is now and first >= 0:
            yield first, place - 1
            first = -1
    if first >= 0:
        yield first, len(new) - 1
