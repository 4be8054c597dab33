"""What of a table is sent, under which names: pure bookkeeping of columns. No row is touched here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Filling, FromColumn


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a copy.

    Attributes:
        columns: Places in the source, in the source's order.
        names: What each is called in the copy.
        constants: Columns that the source does not have, name and text, behind the others.
        width: Columns of the source.
    """

    columns: tuple[int, ...]
    names: tuple[str, ...]
    constants: tuple[tuple[str, str], ...]
    width: int

    @property
    def is_whole(self) -> bool:
        """Whether every column of the source is in the copy."""
        return self.columns == tuple(range(self.width))

    @property
    def header(self) -> bytes:
        """The copy's first line."""
        return csv_lines([(*self.names, *(name for name, _ in self.constants))])

    @property
    def tail(self) -> bytes:
        """What the constants add to each line, with the separator in front; b"" for nothing."""
        if not self.constants:
            return b""
        return csv_lines([("x", *(text for _, text in self.constants))])[1:-1]


def sent_layout(
    operation: Operation,
    header: Sequence[str],
    fillings: Mapping[str, Filling],
    constants: Mapping[str, str],
    result_places: frozenset[int],
) -> Layout:
    """The columns that go to the service: the needed ones, and others where it takes them.

    Args:
        operation: Says what is needed and whether other columns may travel along.
        header: The source's.
        fillings: Which field comes from where.
        constants: The text of each field that is the same in every row, as it is sent.
        result_places: Columns that the service itself once added; they are never sent.
    """
    needed = {filling.index for filling in fillings.values() if isinstance(filling, FromColumn)}
    others = range(len(header)) if operation.takes_more_columns else ()
    columns = sorted((needed | set(others)) - (result_places - needed))
    return _layout(columns, header, fillings, constants)


def whole_layout(
    header: Sequence[str], fillings: Mapping[str, Filling], constants: Mapping[str, str]
) -> Layout:
    """All columns of the source."""
    return _layout(range(len(header)), header, fillings, constants)


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    r"""Rows as CSV, separated by commas, each line ended by \n."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _layout(
    columns: Iterable[int],
    header: Sequence[str],
    fillings: Mapping[str, Filling],
    constants: Mapping[str, str],
) -> Layout:
    field_of = {f.index: name for name, f in fillings.items() if isinstance(f, FromColumn)}
    taken = set(fillings)
    names: list[str] = []
    places = tuple(columns)
    for place in places:
        # A column beside the needed one that bears its very name would make the header ambiguous.
        name = field_of.get(place) or _free(header[place], taken)
        names.append(name)
    return Layout(places, tuple(names), tuple(constants.items()), len(header))


def _free(name: str, taken: set[str]) -> str:
    if name.strip().casefold() not in taken:
        return name
    number = 2
    while f"{name} {number}".casefold() in taken:
        number += 1
    return f"{name} {number}"
