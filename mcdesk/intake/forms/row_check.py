"""Judges the rows of a form: which can be sent, and which mean the same as an earlier one. Changes no row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mcdesk.intake.forms.cell_check import CellCheck, checker_of
from mcdesk.model.lookups import Cells, Side

_NOTHING_WISHED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What is to be said of one row.

    Attributes:
        cells: Of each of its cells, in the order of the columns.
        is_empty: Nothing at all is told in it; it is no row yet, and is never sent.
        repeats: The place of the first row that means the same vehicle or dealer, from 0; None for none.
        who: What it says of whom it means, as it goes out; None while that is incomplete or wrong.
        sends: The row as it goes out.
        is_bad: Whether a cell of it can't be sent.
    """

    cells: tuple[CellCheck, ...]
    is_empty: bool
    repeats: int | None = None
    who: Cells | None = field(default=None, repr=False)
    # Worked out once: forms have thousands of rows, and look at all of them with every key.
    sends: Cells = field(init=False, repr=False, compare=False)
    is_bad: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Works out what follows from the cells."""
        object.__setattr__(self, "sends", tuple(cell.sends for cell in self.cells))
        object.__setattr__(self, "is_bad", any(cell.is_bad for cell in self.cells))

    @property
    def is_sendable(self) -> bool:
        """Whether the service can be asked about it."""
        return not self.is_empty and self.repeats is None and not self.is_bad


def check_rows(
    side: Side, rows: Sequence[Cells], on: Sequence[frozenset[str]] | None = None
) -> tuple[RowCheck, ...]:
    """Judges all rows of a form, one for one.

    Args:
        side: What the rows are about.
        rows: Cells as they were typed, as many a row as the side has columns.
        on: For each row the ids of the fixes that the user wishes in it; None for no such wishes.
    """
    wishes = on if on is not None else (_NOTHING_WISHED,) * len(rows)
    return with_repeats(check_row(side, row, wished) for row, wished in zip(rows, wishes, strict=True))


def check_row(side: Side, row: Cells, on: frozenset[str] = _NOTHING_WISHED) -> RowCheck:
    """Judges one row as if it stood alone. Cells that were judged before are remembered."""
    cells = tuple(checker_of(column)(text, on) for column, text in zip(side.columns, row, strict=True))
    identity = [cells[side.names.index(name)] for name in side.identity]
    who = None if any(cell.is_bad for cell in identity) else tuple(cell.sends for cell in identity)
    return RowCheck(cells, not any(cell.sends for cell in cells), who=who)


def with_repeats(checks: Iterable[RowCheck]) -> tuple[RowCheck, ...]:
    """The rows of one form, each told which earlier one it repeats; those that it is true of stay themselves.

    Rows are compared by what goes out, so https://www.a.com and a.com are one dealer. A row whose identity is
    incomplete or wrong repeats nothing: it is not known yet whom it means. Nor is a row repeated that can't
    be sent itself: then the next one that can goes in its place.
    """
    first: dict[Cells, int] = {}
    told: list[RowCheck] = []
    for place, check in enumerate(checks):
        repeats = None
        if check.who is not None:
            repeats = first.get(check.who)
            if repeats is None and not check.is_bad:
                first[check.who] = place
        told.append(check if check.repeats == repeats else replace(check, repeats=repeats))
    return tuple(told)


def sendable(
    side: Side, rows: Sequence[Cells], on: Sequence[frozenset[str]] | None = None
) -> tuple[tuple[int, Cells], ...]:
    """The rows that can be sent: the place of each among `rows`, from 0, and its cells as they go out."""
    checks = enumerate(check_rows(side, rows, on))
    return tuple((place, check.sends) for place, check in checks if check.is_sendable)
