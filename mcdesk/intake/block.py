"""Some thousand rows of a table as bytes with the places of their cells. No rules, no files.

Cells stay bytes of UTF-8 all the way; nothing here, or after it, takes one for a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]

PADDING = 64
"""Zero bytes behind the text, so that a cell can be read eight bytes at a time beyond its end."""
LONGEST_CELL = 131_072
"""Characters. Python's csv draws the line here too, so both ways of splitting agree."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A row that does not fit the columns: its number, its first line, and its text."""

    row: int
    line: int
    text: str


@dataclass(slots=True)
class Block:
    """Rows that follow one another.

    Attributes:
        text: The bytes that hold the cells, without padding.
        data: The same bytes for numpy, with `PADDING` zeros behind; may be patched, `text` then follows.
        starts: Where each cell begins in `data`, shape (rows, columns).
        ends: Where each cell ends.
        rows: Each row's number in the file, from 1.
        lines: The line on which each row begins, from 1.
        is_plain: `text` holds whole lines in which nothing is quoted, so it can be copied as it is.
        misfits: The rows between them that do not fit; they have no cells here.
    """

    text: bytes
    data: Bytes
    starts: Ints
    ends: Ints
    rows: Ints
    lines: Ints
    is_plain: bool
    misfits: Sequence[Misfit] = field(default=())

    def __len__(self) -> int:
        return len(self.starts)

    def cell(self, row: int, column: int) -> bytes:
        """One cell; `row` is a place in the block, from 0."""
        return self.text[self.starts[row, column] : self.ends[row, column]]

    def cells(self, row: int) -> list[bytes]:
        """All cells of a row."""
        text = self.text
        places = zip(self.starts[row].tolist(), self.ends[row].tolist(), strict=True)
        return [text[start:end] for start, end in places]

    def column(self, column: int, rows: Ints) -> list[bytes]:
        """One column's cells in the rows at these places."""
        text = self.text
        starts, ends = self.starts[rows, column].tolist(), self.ends[rows, column].tolist()
        return [text[start:end] for start, end in zip(starts, ends, strict=True)]

    def cut(self, end: int) -> Block:
        """The rows before the place `end`, with the misfits before the next one."""
        last = int(self.rows[end - 1])
        return replace(
            self,
            starts=self.starts[:end],
            ends=self.ends[:end],
            rows=self.rows[:end],
            lines=self.lines[:end],
            misfits=[misfit for misfit in self.misfits if misfit.row < last],
        )

    def write(self, row: int, column: int, cell: bytes) -> None:
        """Puts another text in a cell's place. The rest of the row no longer stands in one piece."""
        at = len(self.text)
        self.text += cell
        self.data = padded(self.text)
        self.starts[row, column], self.ends[row, column] = at, at + len(cell)
        self.is_plain = False


def padded(text: bytes) -> Bytes:
    """Bytes for numpy, with zeros behind. The copy may be written to."""
    data = np.zeros(len(text) + PADDING, np.uint8)
    data[: len(text)] = np.frombuffer(text, np.uint8)
    return data


def block_of_cells(
    records: Sequence[Sequence[str]], width: int, rows: Sequence[int], lines: Sequence[int]
) -> Block:
    """A block of rows whose cells are known one by one."""
    flat = [cell.encode() for record in records for cell in record]
    text = b"".join(flat)
    lengths = np.fromiter(map(len, flat), np.int64, len(flat))
    ends = np.cumsum(lengths)
    shape = (len(records), width)
    return Block(
        text=text,
        data=padded(text),
        starts=(ends - lengths).reshape(shape),
        ends=ends.reshape(shape),
        rows=np.array(rows, np.int64),
        lines=np.array(lines, np.int64),
        is_plain=False,
    )
