"""The Qt model of the job table: sorts and filters where the data is, and announces only what differs.

It must never reset on a refresh: selection, scroll position and the screen reader's place would be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mcdesk.model.rows import JobRow
from mcdesk.ui.jobs.columns import COLUMN_OF, COLUMNS, TIME_COLUMNS, natural_value
from mcdesk.ui.jobs.job_filter import JobFilter
from mcdesk.ui.jobs.looks import Scene, sentence
from mcdesk.ui.jobs.row_store import RowStore, SortedKeys

ROW = Qt.ItemDataRole.UserRole + 1
"""Gives the whole JobRow."""

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
# Above so many changes at once, rebuilding the order is cheaper than announcing each change.
_MANY = 200
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class JobTableModel(QAbstractTableModel):
    """Rows by key and a finished visible order."""

    counts_changed = Signal()
    settling = Signal()
    """Rows are about to come, go or move, perhaps in several steps."""
    settled = Signal()
    """All of it is done. Only now may `place_of` be asked again."""

    def __init__(self, now: Callable[[], float], owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._now = now
        self._store = RowStore()
        self._order = SortedKeys(self._store.rows, self._store.full.value)
        self._filter = JobFilter()
        self._passes = self._filter.predicate()
        self._sort_column = -1
        self._is_descending = False
        self._stopped: Mapping[str, str] = {}
        self._ticked_at = now()

    @property
    def job_filter(self) -> JobFilter:
        """What is let through now."""
        return self._filter

    @property
    def now(self) -> Callable[[], float]:
        """The clock that relative times are told by."""
        return self._now

    def scene(self) -> Scene:
        """What the words of rows depend on just now."""
        return Scene(self._now(), self._stopped)

    def set_stopped(self, lanes: Mapping[str, str]) -> None:
        """Tells what has stopped which lane, by its operation; lanes that go are not in it."""
        if lanes == self._stopped:
            return
        self._stopped = dict(lanes)
        if rows := self.rowCount():
            self._announce(0, rows - 1, [COLUMN_OF["progress"]])

    def has_at(self, operation: str, lane_place: int) -> bool:
        """Whether a file stands at a place of a lane, visible or not."""
        rows = self._store.rows.values()
        return any(row.lane_place == lane_place and row.operation == operation for row in rows)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many rows pass the filter."""
        return 0 if parent.isValid() else len(self._order.keys)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many columns there are, hidden ones included."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says. The delegate asks for ROW only."""
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), COLUMNS[index.column()]
        if role == ROW:
            return row
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.words(row, self.scene())
            case Qt.ItemDataRole.ToolTipRole:
                return column.tooltip(row, self.scene()) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                if index.column() == 0:
                    return sentence(row, self.scene())
                return f"{column.title}: {column.words(row, self.scene())}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_figure else _LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if COLUMNS[section].is_figure else _LEFT
        return None

    def row_at(self, place: int) -> JobRow:
        """The row at a visible place."""
        keys = self._order.keys
        return self._store.rows[keys[-1 - place] if self._is_descending else keys[place]]

    def place_of(self, key: str) -> int:
        """Where a key is visible, or -1."""
        row = self._store.rows.get(key)
        if row is None or not self._passes(row):
            return -1
        return self._shown(self._order.place(row), len(self._order.keys))

    def row_of(self, key: str) -> JobRow | None:
        """The row of a key, visible or not."""
        return self._store.rows.get(key)

    def counts(self) -> dict[str, int]:
        """All, active, completed and failed rows, whatever the filter."""
        return self._store.counts()

    def replace_all(self, rows: Sequence[JobRow]) -> None:
        """These are all rows there are: another account was chosen, or the ledger was read anew."""
        kept = {row.key for row in rows}
        self.apply(rows, [key for key in self._store.rows if key not in kept])

    def apply(self, rows: Sequence[JobRow], removed: Sequence[str] = ()) -> None:
        """Takes new and changed rows, and keys of rows that are gone. Rows that are the same cost nothing."""
        known = self._store.rows
        newest = {row.key: row for row in rows}
        changed = {key: row for key, row in newest.items() if known.get(key) != row}
        gone = [key for key in dict.fromkeys(removed) if key in known or key in changed]
        for key in gone:
            changed.pop(key, None)
        gone = [key for key in gone if key in known]
        if not changed and not gone:
            return
        before = self.counts()
        self.settling.emit()
        is_handled = not gone and len(changed) > 1 and self._add_side_by_side(changed)
        if not is_handled and len(changed) + len(gone) > _MANY:
            self._apply_many(changed, gone)
        elif not is_handled:
            for key in gone:
                self._remove(key)
            for row in changed.values():
                self._put(row)
        self.settled.emit()
        if self.counts() != before:
            self.counts_changed.emit()

    def set_filter(self, wanted: JobFilter) -> None:
        """Shows only what passes."""
        if wanted == self._filter:
            return
        self.settling.emit()
        self._filter = wanted
        self._passes = wanted.predicate()
        self._become(self._wanted_keys())
        self.settled.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders by a column; -1 is the natural order: running, waiting, then the newest."""
        is_descending = column >= 0 and order is Qt.SortOrder.DescendingOrder
        if (column, is_descending) == (self._sort_column, self._is_descending):
            return
        self.settling.emit()
        keys = self._order.keys
        if column != self._sort_column:
            self._sort_column = column
            value = COLUMNS[column].sort_value if column >= 0 else natural_value
            self._store.sort_by(value)
            self._order.value = value
            keys = self._wanted_keys()
        self._relayout(keys, is_descending)
        self.settled.emit()

    def tick(self, first: int, last: int) -> None:
        """Repaints relative times among the rows in view, those whose words have changed since last time."""
        then, now = Scene(self._ticked_at, self._stopped), self.scene()
        self._ticked_at = now.now
        for column in TIME_COLUMNS:
            words = COLUMNS[column].words
            for place in range(max(0, first), min(last, self.rowCount() - 1) + 1):
                row = self.row_at(place)
                if words(row, then) != words(row, now):
                    cell = self.index(place, column)
                    self.dataChanged.emit(cell, cell, [Qt.ItemDataRole.DisplayRole])

    def _wanted_keys(self, without: Sequence[str] = ()) -> list[str]:
        return self._store.passing(None if self._filter.is_empty else self._passes, without)

    def _shown(self, place: int, total: int) -> int:
        return total - 1 - place if self._is_descending else place

    def _remove(self, key: str) -> None:
        row = self._store.rows[key]
        if not self._passes(row):
            self._store.drop(key)
            return
        place = self._order.place(row)
        shown = self._shown(place, len(self._order.keys))
        self.beginRemoveRows(_NOWHERE, shown, shown)
        del self._order.keys[place]
        self._store.drop(key)
        self.endRemoveRows()

    def _put(self, row: JobRow) -> None:
        old, order = self._store.rows.get(row.key), self._order
        was_shown, is_shown = old is not None and self._passes(old), self._passes(row)
        if old is not None and was_shown and is_shown:
            self._replace(old, row)
        elif old is not None and was_shown:
            place = order.place(old)
            shown = self._shown(place, len(order.keys))
            self.beginRemoveRows(_NOWHERE, shown, shown)
            del order.keys[place]
            self._store.put(row)
            self.endRemoveRows()
        elif is_shown:
            place = order.place(row)
            shown = self._shown(place, len(order.keys) + 1)
            self.beginInsertRows(_NOWHERE, shown, shown)
            order.keys.insert(place, row.key)
            self._store.put(row)
            self.endInsertRows()
        else:
            self._store.put(row)

    def _add_side_by_side(self, added: dict[str, JobRow]) -> bool:
        """Adds new rows in one piece, if that is what they are: how a history is read, page by page."""
        if not self._store.rows.keys().isdisjoint(added):
            return False
        order = self._order
        shown = order.in_order([row for row in added.values() if self._passes(row)])
        if not shown:
            self._store.add_new(added.values())
            return True
        gap = order.gap_for(shown)
        if gap is None:
            return False
        total = len(order.keys) + len(shown)
        ends = self._shown(gap, total), self._shown(gap + len(shown) - 1, total)
        self.beginInsertRows(_NOWHERE, min(ends), max(ends))
        order.keys[gap:gap] = [row.key for row in shown]
        self._store.add_new(added.values())
        self.endInsertRows()
        return True

    def _replace(self, old: JobRow, row: JobRow) -> None:
        keys = self._order.keys
        source, target = self._order.place(old), self._order.place(row)
        target -= target > source  # the row's own leaving closes up what lies behind it
        shown_from, shown_to = self._shown(source, len(keys)), self._shown(target, len(keys))
        if source != target:
            before = shown_to + (shown_to > shown_from)
            self.beginMoveRows(_NOWHERE, shown_from, shown_from, _NOWHERE, before)
            keys.insert(target, keys.pop(source))
            self._store.put(row)
            self.endMoveRows()
        else:
            self._store.put(row)
        self._announce(shown_to, shown_to, _changed_columns(old, row))

    def _apply_many(self, changed: dict[str, JobRow], gone: Sequence[str]) -> None:
        seen = frozenset(self._order.keys)
        old = {key: self._store.rows[key] for key in changed if key in seen}
        self._store.put_many(changed.values())
        self._become(self._wanted_keys(gone))
        self._store.drop_many(gone)
        places = {key: place for place, key in enumerate(self._order.keys) if key in old}
        if places:
            shown = sorted(self._shown(place, len(self._order.keys)) for place in places.values())
            columns = {column for key in places for column in _changed_columns(old[key], changed[key])}
            self._announce(shown[0], shown[-1], sorted(columns))

    def _announce(self, first: int, last: int, columns: Sequence[int]) -> None:
        """One dataChanged for each run of neighbouring columns."""
        start = 0
        for place, column in enumerate(columns):
            if place + 1 == len(columns) or columns[place + 1] != column + 1:
                self.dataChanged.emit(self.index(first, columns[start]), self.index(last, column))
                start = place + 1

    def _become(self, wanted: list[str]) -> None:
        """Goes to another set of keys: survivors first, the tail out, newcomers in, then into order."""
        held, keys = frozenset(wanted), self._order.keys
        kept = [key for key in keys if key in held]
        if len(kept) < len(keys):
            self._relayout(kept + [key for key in keys if key not in held])
            total = len(keys)
            ends = self._shown(len(kept), total), self._shown(total - 1, total)
            self.beginRemoveRows(_NOWHERE, min(ends), max(ends))
            self._order.keys = kept
            self.endRemoveRows()
        if len(kept) < len(wanted):
            here = frozenset(kept)
            ends = self._shown(len(kept), len(wanted)), self._shown(len(wanted) - 1, len(wanted))
            is_settled = wanted[: len(kept)] == kept
            self.beginInsertRows(_NOWHERE, min(ends), max(ends))
            self._order.keys = wanted if is_settled else kept + [key for key in wanted if key not in here]
            self.endInsertRows()
        self._relayout(wanted)

    def _relayout(self, keys: list[str], is_descending: bool | None = None) -> None:
        """Puts the same rows into another order, and takes persistent indexes along."""
        turned = self._is_descending if is_descending is None else is_descending
        if keys == self._order.keys and turned == self._is_descending:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [self.row_at(index.row()).key for index in old]
        self._order.keys, self._is_descending = keys, turned
        if old:
            places = {key: place for place, key in enumerate(keys)}
            new = [
                self.index(self._shown(places[key], len(keys)), index.column())
                for key, index in zip(held, old, strict=True)
            ]
            self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()


def _changed_columns(old: JobRow, new: JobRow) -> list[int]:
    return [place for place, column in enumerate(COLUMNS) if column.shown(old) != column.shown(new)]
