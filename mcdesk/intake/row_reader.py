"""Reads a table block by block, in constant memory, whatever is quoted in it. Judges nothing but the fit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mcdesk.intake.block import Block, Misfit, block_of_cells
from mcdesk.intake.plain_rows import split_plain
from mcdesk.intake.quoted_rows import Record, split_quoted
from mcdesk.intake.tables import Table
from mcdesk.model.errors import InputFileError
from mcdesk.model.preflight import Quoting

FIRST_PIECE = 128 * 1024
"""Bytes of the first block: small, so that the first problems are seen at once."""
PIECE = 1024 * 1024
"""Bytes of the others: as much as stays in a processor's cache while it is worked on."""
_LONGEST_LINE = 16 * 1024 * 1024
_RECORDS_AT_ONCE = 8_192


class RowReader:
    """Iterate it once for the blocks of a table. Rows and lines are numbered on the way."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._width = len(table.header)
        self._separator = table.dialect.separator.value
        self._may_quote = table.dialect.quoting is Quoting.DOUBLE
        self._tail = b""
        self._is_at_end = False
        self._next_row = 1
        self._next_line = table.first_line
        self._size = FIRST_PIECE

    def __iter__(self) -> Iterator[Block]:
        """The blocks in order; an empty table has none.

        Raises:
            InputFileError: If a line is longer than any table's.
            WrongEncodingError: If the bytes are not text of the encoding that the table is read in.
        """
        while piece := self._next_piece():
            if self._may_quote and b'"' in piece:
                yield from self._quoted(piece)
            else:
                yield self._plain(piece)

    def _next_piece(self) -> bytes:
        """Whole lines, b"" at the end of the table. A last line without an end gets one."""
        while not self._is_at_end:
            read = self._table.content.read(self._size)
            self._size = PIECE
            self._is_at_end = not read
            whole = self._tail + read
            cut = len(whole) if self._is_at_end else _end_of_lines(whole)
            self._tail = whole[cut:]
            if self._is_at_end and whole and not whole.endswith((b"\n", b"\r")):
                whole += b"\n"
                cut += 1
            if cut:
                return whole[:cut]
            if len(self._tail) > _LONGEST_LINE:
                raise InputFileError(
                    f"Line {self._next_line:,} is longer than 16 MB.",
                    "This is no table of rows. Check how the file was made, then try again.",
                )
        return b""

    def _plain(self, piece: bytes) -> Block:
        if b"\r" in piece:
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        separator = self._separator.encode()
        block, lines = split_plain(piece, separator, self._width, self._next_row, self._next_line)
        self._next_row += len(block) + len(block.misfits)
        self._next_line += lines
        return block

    def _quoted(self, piece: bytes) -> Iterator[Block]:
        def more() -> str:
            return self._next_piece().decode()

        records = split_quoted(piece.decode(), self._separator, more)
        while some := list(islice(records, _RECORDS_AT_ONCE)):
            yield self._block_of(some)

    def _block_of(self, records: list[Record]) -> Block:
        cells: list[list[str]] = []
        rows: list[int] = []
        lines: list[int] = []
        misfits: list[Misfit] = []
        for record in records:
            if record.cells is None or (record.cells and len(record.cells) != self._width):
                misfits.append(Misfit(self._next_row, self._next_line, record.text.rstrip("\r\n")))
                self._next_row += 1
            elif record.cells:
                cells.append(record.cells)
                rows.append(self._next_row)
                lines.append(self._next_line)
                self._next_row += 1
            self._next_line += 1 if self._table.counts_records else record.lines
        block = block_of_cells(cells, self._width, rows, lines)
        block.misfits = misfits
        return block


def _end_of_lines(text: bytes) -> int:
    r"""Where the last whole line ends, 0 for nowhere. A last \r may be half of a line end."""
    return max(text.rfind(b"\n"), text.rfind(b"\r", 0, len(text) - 1)) + 1
