"""Which dealers are shown and in what order, and how one order becomes another. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mcdesk.ui.dealers.dealer_cells import NAME, Row, matches


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`column` is -1 for the natural order: that of the book, or of the list."""

    search: str = ""
    column: int = -1
    is_descending: bool = False


def arranged(keys: Iterable[str], row: Callable[[str], Row], wish: Arrangement) -> list[str]:
    """The keys that are found, in order. Empty cells come last, whichever way is sorted."""
    words = wish.search.casefold().split()
    found = [key for key in keys if not words or matches(row(key), words)]
    if wish.column < 0:
        return found
    filled = [key for key in found if row(key)[wish.column].strip()]
    filled.sort(key=lambda key: row(key)[NAME].casefold())
    filled.sort(key=lambda key: row(key)[wish.column].casefold(), reverse=wish.is_descending)
    has_it = set(filled)
    return filled + [key for key in found if key not in has_it]


def runs_of(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as first and last of each run without a gap."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
