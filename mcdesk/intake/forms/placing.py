"""Says which of a form's columns each column of a copied block is. Mends no cell, and loses none.

Where the block has headings, they decide, as in preflight. Else looks decide where they leave no doubt, and
for the rest the place does: beside a recognised column, or from where it was pasted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mcdesk.intake.columns import matched_fields, names_a_field
from mcdesk.intake.forms.looks import HALF, NEARLY_ALL, Look, fits, is_value, is_year, likely, share, surely
from mcdesk.intake.headings import folded
from mcdesk.model.fields import Shape
from mcdesk.model.lookups import Column, Side
from mcdesk.model.preflight import FromColumn

Places = dict[str, int]
"""By a column's name: which column of the block, from 0."""

_NUMBERS = (Shape.MONEY, Shape.DISTANCE)


@dataclass(frozen=True, slots=True)
class Named:
    """What headings say.

    Attributes:
        places: The columns that were recognised.
        in_kilometres: Those of them whose heading says kilometres.
    """

    places: Places
    in_kilometres: frozenset[str] = frozenset()


def is_heading(cells: Sequence[str], below: Sequence[Sequence[str]], side: Side, *, is_likely: bool) -> bool:
    """Whether a record names the columns.

    Args:
        cells: The record.
        below: The columns under it: the first cells of each that are not empty.
        side: Whose columns are looked for.
        is_likely: Whether whoever read the table takes it for its header.
    """
    filled = [cell for cell in cells if cell]
    fields = [column.field for column in side.columns]
    named = sum(names_a_field(fields, cell) for cell in filled)
    has_value = any(is_value(side.columns, cell) for cell in filled)
    if named > 1 or has_value:
        return named > 1
    if named or is_likely:
        return bool(filled)
    if len(filled) == 1 and folded(filled[0]) in (side.noun, side.plural):
        return True
    if filled and matched_fields(fields, cells, below, by_looks=False):
        return True
    return _heads_by_looks(filled, below, side)


def _heads_by_looks(filled: Sequence[str], below: Sequence[Sequence[str]], side: Side) -> bool:
    """Words over every column, and VINs or sites in one of them."""
    are_words = len(filled) > 1 and len(filled) == len(below) == len(set(filled))
    if not are_words or any(sign.isdigit() for cell in filled for sign in cell):
        return False
    return any(share(surely, side.columns[0], cells) >= NEARLY_ALL for cells in below)


def named_places(headings: Sequence[str], below: Sequence[Sequence[str]], side: Side) -> Named:
    """The columns by their headings, and VINs and sites under any; nothing where no heading says anything."""
    fields = [column.field for column in side.columns]
    if not matched_fields(fields, headings, below, by_looks=False):
        return Named({})
    found = matched_fields(fields, headings, below)
    columns = {name: filling for name, filling in found.items() if isinstance(filling, FromColumn)}
    return Named(
        {name: filling.index for name, filling in columns.items()},
        frozenset(name for name, filling in columns.items() if filling.is_kilometres),
    )


def unnamed_places(columns: Sequence[Sequence[str]], side: Side, at: int) -> Places:
    """The columns of a block without headings.

    Args:
        columns: The first cells of each that are not empty.
        side: Whose columns are looked for.
        at: Which of these the block was pasted at, from 0.
    """
    at = min(max(at, 0), len(side.columns) - 1)
    if len(columns) == 1:
        return {_only(columns[0], side, at).name: 0}
    placing = _Placing(side, columns, at)
    placing.by(surely, HALF)
    placing.numbers()
    placing.by_place(but_for=Shape.IDENT)
    placing.by(likely, NEARLY_ALL)
    placing.by_place()
    if placing.found:
        return placing.found
    pairs = zip(side.columns[at:], range(len(columns)), strict=False)
    return {column.name: place for column, place in pairs}


def _only(cells: Sequence[str], side: Side, at: int) -> Column:
    """What a single column is: what it was pasted at, unless it is plainly something else."""
    there = side.columns[at]
    if share(fits, there, cells) >= HALF and not any(
        share(surely, other, cells) >= NEARLY_ALL for other in side.columns if other is not there
    ):
        return there
    return next((column for column in side.columns if share(likely, column, cells) >= HALF), there)


@dataclass(slots=True)
class _Placing:
    """Columns of a block as they find their names, the sure ones first."""

    side: Side
    columns: Sequence[Sequence[str]]
    at: int
    found: Places = field(default_factory=dict)

    @property
    def _open(self) -> list[Column]:
        return [column for column in self.side.columns if column.name not in self.found]

    @property
    def _free(self) -> list[int]:
        used = set(self.found.values())
        return [place for place in range(len(self.columns)) if place not in used]

    def by(self, look: Look, least: float) -> None:
        """Gives each open column the one of which the largest share looks so, the first of equals."""
        for column in self._open:
            best = max(
                ((share(look, column, self.columns[place]), -place) for place in self._free), default=(0.0, 0)
            )
            if best[0] >= least:
                self.found[column.name] = -best[1]

    def numbers(self) -> None:
        """Price and miles, where as many columns of numbers stand behind what is known, or alone."""
        wanted = [column for column in self._open if column.field.shape in _NUMBERS]
        numeric = [
            place
            for place in self._free
            if wanted
            and share(fits, wanted[0], self.columns[place]) >= NEARLY_ALL
            and not self._is_year(place)
        ]
        anchor = self.found.get(self.side.columns[0].name, -1)
        behind = [place for place in numeric if place > anchor]
        for places in (behind, numeric):
            if len(places) != len(wanted) or (places is numeric and anchor != len(self.columns) - 1):
                continue
            pairs = list(zip(wanted, places, strict=True))
            if all(share(fits, column, self.columns[place]) >= HALF for column, place in pairs):
                self.found |= {column.name: place for column, place in pairs}
                return

    def by_place(self, but_for: Shape | None = None) -> None:
        """Gives open columns what stands in their place, unless its cells speak against that."""
        offset = self._offset()
        free = set(self._free)
        for index, column in enumerate(self.side.columns):
            place = index - offset
            if column.name in self.found or place not in free or column.field.shape is but_for:
                continue
            cells = self.columns[place]
            is_other = column.field.shape in _NUMBERS and self._is_year(place)
            if not is_other and (not cells or share(fits, column, cells) >= HALF) and self._may_lead(column):
                self.found[column.name] = place

    def _offset(self) -> int:
        """Which of the form's columns the block's first one would be."""
        for index, column in enumerate(self.side.columns):
            if column.name in self.found:
                return index - self.found[column.name]
        return self.at

    def _may_lead(self, column: Column) -> bool:
        """Damaged VINs and sites are known by their place only in a block as wide as the form."""
        return column is not self.side.columns[0] or self.at + len(self.columns) <= len(self.side.columns)

    def _is_year(self, place: int) -> bool:
        """Years, where the block has more than the form's own columns: else they are low prices or miles."""
        is_wide = len(self.columns) > len(self.side.columns)
        return is_wide and share(is_year, self.side.columns[0], self.columns[place]) >= NEARLY_ALL
