"""What of a table is sent, under which names: pure bookkeeping of columns. No row is touched here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

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
    rows = list(rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    if "\r" in (text := out.getvalue()):
        out = io.StringIO()
        row_writer(out).writerows(rows)
        text = out.getvalue()
    return text.encode()


def row_writer(out: IO[str]) -> Any:
    r"""A csv.writer whose lines end with \n, and that does not leave a lone \r without quotes."""
    # The module quotes the signs of its own line end only.
    return csv.writer(_LineFeeds(out), lineterminator="\r\n")


class _LineFeeds:
    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, line: str) -> int:
        return self._out.write(line[:-2] + "\n")


def _layout(
    columns: Iterable[int],
    header: Sequence[str],
    fillings: Mapping[str, Filling],
    constants: Mapping[str, str],
) -> Layout:
    field_of = {f.index: name for name, f in fillings.items() if isinstance(f, FromColumn)}
    known = {name.strip().casefold() for name in header} | set(fillings)
    names: list[str] = []
    places = tuple(columns)
    for place in places:
        name = field_of.get(place) or header[place]
        if place not in field_of and name.strip().casefold() in fillings:
            # Beside the needed column, one that bears its very name would make the header ambiguous.
            name = _free(name, known)
            known.add(name.casefold())
        names.append(name)
    return Layout(places, tuple(names), tuple(constants.items()), len(header))


def _free(name: str, known: set[str]) -> str:
    number = 2
    while f"{name} {number}".casefold() in known:
        number += 1
    return f"{name} {number}"
