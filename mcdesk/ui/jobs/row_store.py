"""All rows by key, their orders and their counts. No Qt.

An order is a sorted list of keys. A row's place in it is found by bisection, so that one changed row among a
hundred thousand costs microseconds; nothing but the keys has to be kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter

from mcdesk.model.rows import JobRow
from mcdesk.ui.jobs.columns import SortValue, natural_value
from mcdesk.ui.jobs.job_filter import GROUP_OF, StateGroup

# From this part of all rows on, sorting anew is cheaper than putting each row into its place.
_LARGE_PART = 16


class SortedKeys:
    """Keys in ascending order of a value, then of the time of submission, then of the key itself."""

    def __init__(self, rows: Mapping[str, JobRow], value: SortValue) -> None:
        self._rows = rows
        self.value = value
        self.keys: list[str] = []

    def place(self, row: JobRow) -> int:
        """Where a row stands, or would stand. `rows` must not yet know a newer version of it."""
        rows, value = self._rows, self.value

        def rank(key: str) -> tuple[int | float | str, float, str]:
            other = rows[key]
            return value(other), other.submitted_at, key

        return bisect_left(self.keys, (value(row), row.submitted_at, row.key), key=rank)

    def in_order(self, rows: Collection[JobRow]) -> list[JobRow]:
        """Rows as they would stand among themselves."""
        return sorted(rows, key=lambda row: (self.value(row), row.submitted_at, row.key))

    def gap_for(self, ordered: Sequence[JobRow]) -> int | None:
        """Where new rows would all stand side by side, with none of the others between; None if nowhere."""
        first = self.place(ordered[0])
        return first if first == self.place(ordered[-1]) else None

    def add_many(self, rows: Collection[JobRow]) -> None:
        """Puts new keys into their places. `rows` must know them by now. One piece costs like one row."""
        ordered = self.in_order(rows)
        gap = self.gap_for(ordered)
        if gap is not None:
            self.keys[gap:gap] = [row.key for row in ordered]
        else:
            for row in ordered:
                self.add(row)

    def moves(self, old: JobRow, new: JobRow) -> bool:
        """Whether the change can matter to the order."""
        return old.submitted_at != new.submitted_at or self.value(old) != self.value(new)

    def add(self, row: JobRow) -> None:
        """Puts a key into its place."""
        self.keys.insert(self.place(row), row.key)

    def discard(self, row: JobRow) -> None:
        """Takes a key out of its place."""
        del self.keys[self.place(row)]

    def rebuild(self, source: list[str]) -> None:
        """Sorts `source` anew. It is in base order, which settles ties because sorting is stable."""
        values = dict(zip(self._rows, map(self.value, self._rows.values()), strict=True))
        self.keys = sorted(source, key=values.__getitem__)


class RowStore:
    """Every row there is. `base` is their order by time, `full` the order the user asked for."""

    def __init__(self) -> None:
        self.rows: dict[str, JobRow] = {}
        self._base = SortedKeys(self.rows, attrgetter("submitted_at"))
        self.full = SortedKeys(self.rows, natural_value)
        self._counts: Counter[StateGroup] = Counter()

    def put(self, row: JobRow) -> None:
        """Adds or replaces one row."""
        old = self.rows.get(row.key)
        for order in (self._base, self.full):
            if old is None:
                order.add(row)
            elif order.moves(old, row):
                order.discard(old)
                order.add(row)
        if old is not None:
            self._counts[GROUP_OF[old.state]] -= 1
        self.rows[row.key] = row
        self._counts[GROUP_OF[row.state]] += 1

    def drop(self, key: str) -> None:
        """Forgets one row."""
        old = self.rows[key]
        for order in (self._base, self.full):
            order.discard(old)
        del self.rows[key]
        self._counts[GROUP_OF[old.state]] -= 1

    def add_new(self, rows: Collection[JobRow]) -> None:
        """Adds rows of which none is known yet."""
        self.rows.update((row.key, row) for row in rows)
        for order in (self._base, self.full):
            order.add_many(rows)
        self._counts.update(GROUP_OF[row.state] for row in rows)

    def put_many(self, rows: Collection[JobRow]) -> None:
        """Adds or replaces many rows at once."""
        if len(rows) * _LARGE_PART < len(self.rows):
            for row in rows:
                self.put(row)
        else:
            self.rows.update((row.key, row) for row in rows)
            self._settle()

    def drop_many(self, keys: Collection[str]) -> None:
        """Forgets many rows at once."""
        if len(keys) * _LARGE_PART < len(self.rows):
            for key in keys:
                self.drop(key)
        else:
            for key in keys:
                del self.rows[key]
            self._settle()

    def sort_by(self, value: SortValue) -> None:
        """Takes another order."""
        self.full.value = value
        self.full.rebuild(self._base.keys)

    def passing(self, passes: Callable[[JobRow], bool] | None, without: Iterable[str] = ()) -> list[str]:
        """The keys that a filter lets through, in the user's order. None lets everything through."""
        gone = frozenset(without)
        if passes is None:
            return [key for key in self.full.keys if key not in gone] if gone else list(self.full.keys)
        # The rows are read in the order in which they lie in memory: hopping about costs five times as much.
        held = {key for key, row in self.rows.items() if passes(row) and key not in gone}
        return [key for key in self.full.keys if key in held]

    def counts(self) -> dict[str, int]:
        """Rows by state group, and all of them."""
        groups = {group.value: self._counts[group] for group in StateGroup if group is not StateGroup.ALL}
        return {StateGroup.ALL.value: len(self.rows), **groups}

    def _settle(self) -> None:
        self._base.rebuild(sorted(self.rows))
        self.full.rebuild(self._base.keys)
        self._counts = Counter([GROUP_OF[row.state] for row in self.rows.values()])
