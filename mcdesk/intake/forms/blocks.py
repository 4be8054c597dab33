"""Reads what was pasted into a form, or dropped on it, as rows for its columns. Judges and edits no cell.

Only a number under a heading in kilometres gets its unit, which a form's cell could not tell otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mcdesk.intake.cells.judge import judge_for
from mcdesk.intake.forms.placing import Named, is_heading, named_places, unnamed_places
from mcdesk.intake.forms.splitting import MOST_COLUMNS, Records, records_of
from mcdesk.model.lookups import Column, Side
from mcdesk.model.rules import MILES_KILOMETRES

_HEADINGS_AMONG = 5
"""Records at the top that may be headings; titles stand above them."""
_LOOKED_AT = 200
_LONGEST_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Block:
    """Rows for a form.

    Attributes:
        rows: The cells of each by column name; only columns that the block has, all of them in each row.
            Where VINs or sites are among them, rows without any text are left out. Else they are kept but
            for the last ones, as such a block may fill cells beside rows that are there already.
        has_header: Whether the block named its columns.
        columns: The block's own columns in order, by the name of the form's column; "" for nobody's.
        ignored: What the columns that are nobody's are called, or how the first cell in them begins.
        lines: The line, or the row of a sheet, on which each row stands, from 1.
    """

    rows: tuple[Mapping[str, str], ...]
    has_header: bool = False
    columns: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


def read_block(text: str, side: Side, at: int = 0) -> Block:
    """Reads copied text: cells of a spreadsheet, CSV, a table of a page, or one value a line. Never raises.

    Args:
        text: As the clipboard has it.
        side: What the form's rows are about.
        at: The column that it is pasted at, from 0; it counts where nothing else tells what a column is.
    """
    return block_of(records_of(text, side), side, at)


def read_form_file(path: Path, side: Side, most_rows: int) -> Block:
    """Reads the first rows of a file: CSV, TSV, plain or gzip, or a workbook. Blocks: for worker threads.

    Args:
        path: The file. It is not changed.
        side: What the form's rows are about.
        most_rows: Rows beyond that many are not read.

    Raises:
        InputFileError: If it can't be read as a table.
        StorageError: If there is no room for the rows of a workbook.
    """
    # Here, as most forms are typed and pasted, and the window should not wait for it at the start.
    from mcdesk.intake.forms import files

    return files.read(path, side, most_rows)


def block_of(
    records: Records,
    side: Side,
    at: int = 0,
    *,
    is_likely: bool = False,
    lines: Sequence[int] | None = None,
) -> Block:
    """Finds the headings among records, and the form's columns. For whoever has records already.

    Args:
        records: As they were cut.
        side: What the form's rows are about.
        at: As in `read_block`.
        is_likely: Whether the first record is taken for the header by whoever cut them.
        lines: Where each record stands; None where they follow one another from 1.
    """
    records = [cells[:MOST_COLUMNS] for cells in records]
    while records and not any(records[-1]):
        records.pop()
    width = max((len(cells) for cells in records), default=0)
    head = _heading_place(records, width, side, is_likely)
    headings = [] if head is None else records[head]
    rows = records if head is None else records[head + 1 :]
    below = _samples(rows, width)
    named = named_places(headings, below, side) if head is not None else Named({})
    places = named.places or unnamed_places(below, side, at) if width else {}
    names = {place: name for name, place in places.items()}
    kept = _rows(rows, names, side, named.in_kilometres)
    begin = 0 if head is None else head + 1
    at_line = lines if lines is not None else range(1, len(records) + 1)
    return Block(
        tuple(row for _, row in kept),
        head is not None,
        tuple(names.get(place, "") for place in range(width)),
        tuple(_ignored(headings, below, names)),
        tuple(at_line[begin + place] for place, _ in kept),
    )


def _heading_place(records: Records, width: int, side: Side, is_likely: bool) -> int | None:
    if width == 1 and len(records) == 1 and not is_likely:
        return None  # a single cell is what somebody wants to have in the form
    for place, cells in enumerate(records[:_HEADINGS_AMONG]):
        below = _samples(records[place + 1 :], width)
        if is_heading(cells, below, side, is_likely=is_likely and place == 0):
            return place
    return None


def _samples(rows: Records, width: int) -> list[list[str]]:
    """The first cells of each column that are not empty."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for cells in rows[:_LOOKED_AT]:
        for place, cell in enumerate(cells):
            if cell:
                columns[place].append(cell)
    return columns


def _ignored(
    headings: Sequence[str], below: Sequence[Sequence[str]], names: Mapping[int, str]
) -> Iterator[str]:
    for place, cells in enumerate(below):
        heading = headings[place] if place < len(headings) else ""
        sample = heading or (cells[0] if cells else "")
        if place not in names and sample:
            yield sample[:_LONGEST_SAMPLE]


def _rows(
    records: Records, names: Mapping[int, str], side: Side, in_kilometres: frozenset[str]
) -> list[tuple[int, Mapping[str, str]]]:
    """The rows that count, each with its place among the records."""
    columns = sorted(names.items())
    rows = [
        {name: cells[place] if place < len(cells) else "" for place, name in columns} for cells in records
    ]
    for column in side.columns:
        if column.name in in_kilometres:
            for row in rows:
                row[column.name] = _with_unit(column, row[column.name])
    if side.columns[0].name in names.values():
        return [(place, row) for place, row in enumerate(rows) if any(row.values())]
    while rows and not any(rows[-1].values()):
        rows.pop()
    return list(enumerate(rows))


def _with_unit(column: Column, cell: str) -> str:
    """A bare number of kilometres as one that says so, for the fix to be offered."""
    bare = judge_for(column.field).rules_of(cell)
    if (
        MILES_KILOMETRES in judge_for(column.field, is_kilometres=True).rules_of(cell)
        and MILES_KILOMETRES not in bare
    ):
        return f"{cell} km"
    return cell
