"""Rows of the grid and every way to change them, each as one piece that is put in another's place.

Pure: rows in, a change out. Whether a row can be sent is judged elsewhere, and nothing is undone here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mcdesk.model.lookups import Cells, Column, Side


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as the user made it.

    Attributes:
        cells: What was typed, in the order of the side's columns.
        on: The ids of the fixes that the user wished for; safe ones are made without.
    """

    cells: Cells
    on: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that can be seen."""
        return not any(cell.strip() for cell in self.cells)

    def with_cell(self, column: Column, at: int, text: str) -> Entry:
        """The row with another text in one cell. A wish was about the old text, and goes with it."""
        if self.cells[at] == text:
            return self
        return Entry((*self.cells[:at], text, *self.cells[at + 1 :]), self.on - _ids(column))


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; `bottom` and `right` are within it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_single(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right


@dataclass(frozen=True, slots=True)
class Splice:
    """From `at` on, `after` stands in the place of `before`."""

    at: int
    before: Entries
    after: Entries

    @property
    def is_nothing(self) -> bool:
        """Whether it changes nothing."""
        return self.before == self.after

    def back(self) -> Splice:
        """The change that takes this one back."""
        return Splice(self.at, self.after, self.before)

    def follows(self, earlier: Splice) -> bool:
        """Whether it goes on exactly where an earlier one ended, so that the two are one."""
        return self.at == earlier.at and self.before == earlier.after

    def applied(self, entries: Entries) -> Entries:
        """The rows after the change."""
        return (*entries[: self.at], *self.after, *entries[self.at + len(self.before) :])


def spliced(entries: Entries, at: int, count: int, after: Iterable[Entry]) -> Splice | None:
    """Puts other rows in the place of `count` from `at` on; None if that changes nothing.

    The list never ends with empty rows: below the last one there is always a place to go on.
    """
    becomes = list(after)
    end = at + count
    if end >= len(entries):
        while becomes and becomes[-1].is_empty:
            becomes.pop()
        while not becomes and at > 0 and entries[at - 1].is_empty:
            at -= 1
    change = Splice(at, entries[at:end], tuple(becomes))
    return None if change.is_nothing else change


def typed(side: Side, entries: Entries, place: int, at: int, text: str) -> Splice | None:
    """Another text in one cell, also of the row that begins below the last one."""
    old = _entry(side, entries, place)
    return spliced(entries, place, 1, [old.with_cell(side.columns[at], at, text)])


def filled(side: Side, entries: Entries, area: Area, text: str) -> Splice | None:
    """The same text in every cell of an area; "" empties them. Only its first row may be a new one."""
    rows = []
    for place in range(area.top, max(area.top, min(area.bottom, len(entries) - 1)) + 1):
        entry = _entry(side, entries, place)
        for at in range(area.left, area.right + 1):
            entry = entry.with_cell(side.columns[at], at, text)
        rows.append(entry)
    return spliced(entries, area.top, len(rows), rows)


def filled_down(side: Side, entries: Entries, area: Area) -> Splice | None:
    """The area's first row in all its others; a single row takes what stands above it."""
    source = area.top - 1 if area.top == area.bottom else area.top
    if not 0 <= source < len(entries):
        return None
    above, rows = entries[source], []
    for place in range(source + 1, area.bottom + 1):
        entry = _entry(side, entries, place)
        for at in range(area.left, area.right + 1):
            column = side.columns[at]
            entry = entry.with_cell(column, at, above.cells[at])
            entry = replace(entry, on=(entry.on - _ids(column)) | (above.on & _ids(column)))
        rows.append(entry)
    return spliced(entries, source + 1, len(rows), rows)


def removed(entries: Entries, area: Area) -> Splice | None:
    """Without the rows that an area touches."""
    return spliced(entries, area.top, len(entries[area.top : area.bottom + 1]), ())


def overlaid(side: Side, entries: Entries, top: int, block: Sequence[Mapping[str, str]]) -> Splice | None:
    """A pasted block from row `top` on: its columns are written over, the others stay as they are."""
    rows = []
    for place, values in enumerate(block, start=top):
        entry = _entry(side, entries, place)
        for at, column in enumerate(side.columns):
            if column.name in values:
                entry = entry.with_cell(column, at, values[column.name])
        rows.append(entry)
    return spliced(entries, top, len(rows), rows)


def appended(entries: Entries, rows: Iterable[Cells]) -> Splice | None:
    """Further rows below the last one."""
    return spliced(entries, len(entries), 0, map(Entry, rows))


def switched(entries: Entries, place: int, rule_id: str) -> Splice | None:
    """Turns a fix of one row on, or off again."""
    entry = entries[place]
    return spliced(entries, place, 1, [replace(entry, on=entry.on ^ {rule_id})])


def _entry(side: Side, entries: Entries, place: int) -> Entry:
    return entries[place] if place < len(entries) else Entry(side.empty)


def _ids(column: Column) -> frozenset[str]:
    return frozenset(rule.id for rule in column.field.rules)
