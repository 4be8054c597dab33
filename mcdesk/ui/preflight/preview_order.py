"""Which rows of the preview are shown, and in which order. Pure: row numbers, no Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mcdesk.model.preflight import PreviewRow

Run = tuple[int, int]
"""First and last place."""


@dataclass(slots=True)
class Arrangement:
    """Problems first or as in the file, and perhaps the rows of one rule only.

    A row that was among the problems stays there when the user mends it: it must not run away from under
    the hands of who works through them. The next choice of order or rule lets it go.
    """

    is_problems_first: bool = True
    rule_id: str = ""
    _held: frozenset[int] = field(default_factory=frozenset)

    def choose(self, *, is_problems_first: bool, rule_id: str) -> None:
        """Orders anew."""
        self.is_problems_first, self.rule_id, self._held = is_problems_first, rule_id, frozenset()

    def order(self, rows: Mapping[int, PreviewRow]) -> list[int]:
        """The rows to show, by their numbers."""
        wanted = self.rule_id
        found = (n for n, row in rows.items() if (wanted in row.rules if wanted else row.rules))
        self._held = frozenset(found) | (self._held & rows.keys())
        if wanted:
            return sorted(self._held)
        if not self.is_problems_first:
            return sorted(rows)
        return sorted(rows, key=lambda n: (n not in self._held, n))


def removals(before: Sequence[int], kept: Collection[int]) -> Iterator[Run]:
    """Runs of places that are not kept, from the end on: taking one out moves none of the others."""
    last = -1
    for place in range(len(before) - 1, -2, -1):
        is_gone = place >= 0 and before[place] not in kept
        if is_gone and last < 0:
            last = place
        elif not is_gone and last >= 0:
            yield place + 1, last
            last = -1


def insertions(before: Collection[int], after: Sequence[int]) -> Iterator[Run]:
    """Runs of places in `after` that are new, from the start on."""
    first = -1
    for place in range(len(after) + 1):
        is_new = place < len(after) and after[place] not in before
        if is_new and first < 0:
            first = place
        elif not is_new and first >= 0:
            yield first, place - 1
            first = -1
