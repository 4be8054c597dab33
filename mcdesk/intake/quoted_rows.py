"""Splits text with quoted cells, by Python's csv module, and goes on after what that can't read."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_LONGEST_RECORD = 16 * 1024 * 1024
"""Characters. A quote that is never closed must not gather a whole file."""


@dataclass(frozen=True, slots=True)
class Record:
    """What stood between two record ends. `cells` is None where the quoting is broken; a blank line has none.

    `lines` is how many lines of the file it takes.
    """

    cells: list[str] | None
    text: str
    lines: int


class _Lines:
    """Hands lines to the csv reader and remembers those of the record that is being read."""

    def __init__(self, text: str, more: Callable[[], str]) -> None:
        self._ready = deque(_lines_of(text))
        self._more = more
        self._room = 0
        self._failing = 0
        """How many of the next lines stood in a record that broke, before its last line."""
        self.taken: list[str] = []

    def begin_record(self) -> bool:
        """Tells whether the next line must be a record by itself, or is broken.

        A line of a broken record that is none by itself leaves the same quote open at its end as the broken
        one had there, so it would break at the same place: it gets no further lines, lest a file of such
        lines be read anew for each of them.
        """
        self.taken.clear()
        self._room = _LONGEST_RECORD
        is_alone = self._failing > 0
        self._failing -= is_alone
        return is_alone

    @property
    def are_used_up(self) -> bool:
        return not self._ready

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._ready:
            self._ready.extend(_lines_of(self._more()))
        if not self._ready or self._room <= 0:
            raise StopIteration
        self._room -= len(self._ready[0])
        self.taken.append(self._ready.popleft())
        return self.taken[-1]

    def give_back_all_but_one(self) -> None:
        """The first line can't be read; those behind it may well be rows of their own."""
        self._failing += max(0, len(self.taken) - 2)
        self._ready.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def split_quoted(text: str, separator: str, more: Callable[[], str]) -> Iterator[Record]:
    """The records that begin in `text`, in order. Nothing is skipped: blank lines are records too.

    Args:
        text: Whole lines.
        separator: Between two cells.
        more: Gives the lines that follow, "" at the end of the file. Only called inside a record.
    """
    lines = _Lines(text, more)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while not lines.are_used_up:
        is_alone = lines.begin_record()
        try:
            cells: list[str] | None = next(
                csv.reader([next(lines)], delimiter=separator, strict=True) if is_alone else reader
            )
        except csv.Error:
            lines.give_back_all_but_one()
            reader = csv.reader(lines, delimiter=separator, strict=True)
            cells = None
        yield Record(cells, "".join(lines.taken), len(lines.taken))


def _lines_of(text: str) -> Iterator[str]:
    return iter(io.StringIO(text, newline=""))
