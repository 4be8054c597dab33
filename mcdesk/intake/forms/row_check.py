"""Judges the rows of a form: which can be sent, and which mean the same as an earlier one. Changes no row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mcdesk.intake.forms.cell_check import CellCheck, checker_of
from mcdesk.model.lookups import Cells, Side


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What is to be said of one row.

    Attributes:
        cells: Of each of its cells, in the order of the columns.
        is_empty: Nothing at all is told in it; it is no row yet, and is never sent.
        repeats: The place of the first row that means the same vehicle or dealer, from 0; None for none.
    """

    cells: tuple[CellCheck, ...]
    is_empty: bool
    repeats: int | None = None

    @property
    def is_sendable(self) -> bool:
        """Whether the service can be asked about it."""
        return not self.is_empty and self.repeats is None and not any(cell.is_bad for cell in self.cells)

    @property
    def sends(self) -> Cells:
        """The row as it goes out."""
        return tuple(cell.sends for cell in self.cells)


def check_rows(
    side: Side, rows: Sequence[Cells], on: Sequence[frozenset[str]] | None = None
) -> tuple[RowCheck, ...]:
    """Judges all rows of a form, one for one. Fast enough for every key press: cells are remembered.

    Rows are compared by what goes out, so https://www.a.com and a.com are one dealer. A row whose identity is
    incomplete or wrong repeats nothing: it is not known yet whom it means. Nor is a row repeated that can't
    be sent itself: then the next one that can goes in its place.

    Args:
        side: What the rows are about.
        rows: Cells as they were typed, as many a row as the side has columns.
        on: For each row the ids of the fixes that the user wishes in it; None for no such wishes.
    """
    checkers = [checker_of(column) for column in side.columns]
    wishes = on if on is not None else (frozenset(),) * len(rows)
    identity = [side.names.index(name) for name in side.identity]
    first: dict[Cells, int] = {}
    checks: list[RowCheck] = []
    for place, (row, wished) in enumerate(zip(rows, wishes, strict=True)):
        cells = tuple(check(text, wished) for check, text in zip(checkers, row, strict=True))
        repeats = None
        if not any(cells[at].is_bad for at in identity):
            who = tuple(cells[at].sends for at in identity)
            repeats = first.get(who)
            if repeats is None and not any(cell.is_bad for cell in cells):
                first[who] = place
        checks.append(RowCheck(cells, not any(cell.sends for cell in cells), repeats))
    return tuple(checks)


def sendable(
    side: Side, rows: Sequence[Cells], on: Sequence[frozenset[str]] | None = None
) -> tuple[tuple[int, Cells], ...]:
    """The rows that can be sent: the place of each among `rows`, from 0, and its cells as they go out."""
    checks = enumerate(check_rows(side, rows, on))
    return tuple((place, check.sends) for place, check in checks if check.is_sendable)
