"""Draws tables on stdout: with lines on a terminal, as plain aligned columns where they are piped on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

Cell = str | int | float | None
"""What stands in a cell. Numbers stand at the right, None is what is not known."""

_NOTHING = "–"
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column is called: by programs, which go by the documents, and by people."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class CellTable:
    """A table before it is drawn: a title or "", a heading for each column or none at all, rows of cells."""

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def without_empty(self) -> CellTable:
        """The same without the columns in which no row has anything; without rows where none has."""
        columns = list(zip(*self.rows, strict=True))
        kept = [place for place, cells in enumerate(columns) if any(cell not in (None, "") for cell in cells)]
        if not kept:
            return CellTable(self.title, (), ())
        headings = tuple(self.headings[place] for place in kept) if self.headings else ()
        return CellTable(
            self.title, headings, tuple(tuple(row[place] for place in kept) for row in self.rows)
        )


def print_tables(tables: Sequence[CellTable]) -> None:
    """Prints them one below the other; those without rows are left out."""
    full = [table for table in (each.without_empty() for each in tables) if table.rows]
    if sys.stdout.isatty():
        console = Console(highlight=False)
        for table in full:
            console.print(_drawn(table))
    elif full:
        sys.stdout.write("\n\n".join("\n".join(plain_lines(table)) for table in full) + "\n")
    sys.stdout.flush()


def plain_lines(table: CellTable) -> list[str]:
    """A table as text lines. Cells are aligned; digits have no separators, so that programs can read them."""
    texts = [tuple(_text(cell) for cell in row) for row in table.rows]
    if table.headings:
        texts.insert(0, tuple(heading.name for heading in table.headings))
    widths = [max(map(cell_len, column)) for column in zip(*texts, strict=True)]
    at_right = _numeric(table)
    lines = [_GAP.join(map(_padded, row, widths, at_right)).rstrip() for row in texts]
    return [table.title, *lines] if table.title else lines


def _drawn(table: CellTable) -> Table:
    drawn = Table(
        box=box.SIMPLE_HEAD,
        title=Text(table.title, style="bold") if table.title else None,
        title_justify="left",
        header_style="bold",
        show_header=bool(table.headings),
    )
    titles = [heading.title for heading in table.headings]
    for place, is_number in enumerate(_numeric(table)):
        title = Text(titles[place]) if titles else ""
        drawn.add_column(title, justify="right" if is_number else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(_spoken(cell)) for cell in row))
    return drawn


def _numeric(table: CellTable) -> list[bool]:
    """Which columns hold numbers and nothing else."""
    columns = zip(*table.rows, strict=True)
    return [all(cell is None or isinstance(cell, int | float) for cell in cells) for cells in columns]


def _text(cell: Cell) -> str:
    """One line of text: what came from outside must not tear the columns or move the cursor."""
    if cell is None or cell == "":
        return _NOTHING
    return "".join(sign if sign.isprintable() else " " for sign in str(cell))


def _spoken(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int | float) else _text(cell)


def _padded(text: str, width: int, is_number: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if is_number else text + space
