"""Splits text with quoted cells, by Python's csv module, and goes on after what that can't read."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass


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
        self.taken: list[str] = []

    @property
    def are_used_up(self) -> bool:
        return not self._ready

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._ready:
            self._ready.extend(_lines_of(self._more()))
        if not self._ready:
            raise StopIteration
        self.taken.append(self._ready.popleft())
        return self.taken[-1]

    def give_back_all_but_one(self) -> None:
        """The first line can't be read; those behind it may well be rows of their own."""
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
        lines.taken.clear()
        try:
            cells: list[str] | None = next(reader)
        except csv.Error:
            lines.give_back_all_but_one()
            reader = csv.reader(lines, delimiter=separator, strict=True)
            cells = None
        yield Record(cells, "".join(lines.taken), len(lines.taken))


def _lines_of(text: str) -> Iterator[str]:
    return iter(io.StringIO(text, newline=""))
