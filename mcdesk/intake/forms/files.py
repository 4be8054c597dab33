"""Reads the first rows of a file for a form, with the readers of preflight. Blocks: for worker threads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from mcdesk.intake.cells.grammar import BLANKS
from mcdesk.intake.encodings import WrongEncodingError, next_encoding
from mcdesk.intake.forms.blocks import Block, block_of
from mcdesk.intake.row_reader import RowReader
from mcdesk.intake.tables import Table, opened_table
from mcdesk.model.errors import StorageError
from mcdesk.model.lookups import Side
from mcdesk.model.preflight import NO_HEADER, Encoding, ReadingWish


def read(path: Path, side: Side, most_rows: int) -> Block:
    """What `read_form_file` promises, with the same arguments and errors."""
    encoding: Encoding | None = None
    while True:
        try:
            with tempfile.TemporaryDirectory(prefix="mcdesk-") as folder:
                wish = ReadingWish(encoding=encoding)
                with opened_table(path, wish, Path(folder), _never_stopped) as table:
                    return _block_of(table, side, most_rows)
        except WrongEncodingError as exc:
            encoding = next_encoding(exc.encoding)
        except OSError as exc:
            raise StorageError(
                "The file can't be unpacked for reading.", "Free some disk space, then try again."
            ) from exc


def _never_stopped() -> None:
    """A form takes so few rows that nobody waits for them long enough to stop."""


def _block_of(table: Table, side: Side, most_rows: int) -> Block:
    has_header = table.dialect.header_line != NO_HEADER
    found = list(islice(_rows_of(table), most_rows))
    lines, rows = [line for line, _ in found], [cells for _, cells in found]
    if not has_header:
        return block_of(rows, side, lines=lines)
    header = [cell.strip(BLANKS) for cell in table.header]
    lines = [max(1, table.dialect.header_line), *lines]
    block = block_of([header, *rows], side, is_likely=True, lines=lines)
    # What stood in the header's line may be a row.
    return replace(block, rows=block.rows[:most_rows], lines=block.lines[:most_rows])


def _rows_of(table: Table) -> Iterator[tuple[int, list[str]]]:
    """All rows in order, each with its line; in a form also those that do not fit the columns are of use."""
    separator = table.dialect.separator.value
    for block in RowReader(table):
        rows = [
            (line, [cell.decode().strip(BLANKS) for cell in block.cells(place)])
            for place, line in enumerate(block.lines.tolist())
        ]
        rows += [
            (misfit.line, [cell.strip(BLANKS) for cell in misfit.text.split(separator)])
            for misfit in block.misfits
        ]
        yield from sorted(rows, key=lambda row: row[0])
