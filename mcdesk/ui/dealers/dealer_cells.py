"""A dealer as a row of cells: what may stand in them, what is wrong with them, what is found. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from mcdesk.intake.forms.cell_check import CellCheck, check_cell
from mcdesk.model.dealers import Dealer
from mcdesk.model.lookups import DEALER, Column
from mcdesk.model.rules import Level

Row = tuple[str, str, str, str, str]
"""Name, site, ZIP, location id, note: as they are typed."""


@dataclass(frozen=True, slots=True)
class DealerColumn:
    """A column of the book; `width` in px at 100 %, `column` the form's where the service knows it."""

    title: str
    width: int
    column: Column | None = None


_FORM = dict(zip(DEALER.names, DEALER.columns, strict=True))
COLUMNS: tuple[DealerColumn, ...] = (
    DealerColumn("Name", 190),
    DealerColumn("Dealer site", 200, _FORM["source"]),
    DealerColumn("ZIP", 76, _FORM["zip"]),
    DealerColumn("Location id", 108, _FORM["mc_location_id"]),
    DealerColumn("Note", 160),
)
NAME, SITE, NOTE = 0, 1, 4
EMPTY: Row = ("", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a row can't be kept: the place of its cell, and words that say what to do."""

    place: int
    words: str


def row_of(dealer: Dealer) -> Row:
    """A dealer's cells."""
    return dealer.name, dealer.source, dealer.zip, dealer.location, dealer.note


def dealer_of(row: Row) -> Dealer:
    """The dealer of a row, each cell mended where that can't change what it means."""
    name, site, zip_code, location, note = (mended(place, text) for place, text in enumerate(row))
    return Dealer(name, site, zip_code, note, location)


def with_cell(row: Row, place: int, text: str) -> Row:
    """The row with another text in one cell."""
    cells = [*row]
    cells[place] = text
    name, site, zip_code, location, note = cells
    return name, site, zip_code, location, note


def mended(place: int, text: str) -> str:
    """A cell as it is kept: by the rules of forms, and the user's own columns without outer blanks."""
    check = cell_check(place, text)
    return " ".join(text.split()) if check is None else (text.strip() if check.is_bad else check.sends)


def cell_check(place: int, text: str) -> CellCheck | None:
    """What the rules say of a cell; None for the user's own columns, where everything may stand."""
    column = COLUMNS[place].column
    return None if column is None else check_cell(column, text)


def cell_trouble(place: int, text: str) -> str:
    """What is wrong with a cell as it is typed; "" for nothing. A cell that is still empty is not wrong."""
    check = cell_check(place, text)
    if check is None or not check.is_bad or not text.strip():
        return ""
    return next((rule.title for rule in check.left if rule.level is Level.ERROR), "")


def row_trouble(row: Row, taken: Collection[str]) -> Trouble | None:
    """Why a row can't be kept. `taken` are the keys of the other dealers' names."""
    name, site = row[NAME].strip(), row[SITE].strip()
    if not name and not site:
        return Trouble(NAME, "A dealer needs a name and a site")
    if not name:
        return Trouble(NAME, "A dealer needs a name: any by which you know it")
    if dealer_of(row).key in taken:
        return Trouble(NAME, "There is a dealer of this name already: choose another name")
    if not site:
        return Trouble(SITE, "A dealer needs a site, like mbofaugusta.com")
    wrong = ((place, cell_trouble(place, text)) for place, text in enumerate(row))
    return next((Trouble(place, words) for place, words in wrong if words), None)


def sentence(row: Row, trouble: Trouble | None) -> str:
    """A row as a screen reader says it."""
    name, site, zip_code, location, note = row
    parts = [name or "No name", site or "no site"]
    parts += [f"ZIP {zip_code}"] if zip_code else []
    parts += [f"location {location}"] if location else []
    parts += [note] if note else []
    parts += [f"not saved: {trouble.words}"] if trouble is not None else []
    return ", ".join(parts)


def matches(row: Sequence[str], words: Sequence[str]) -> bool:
    """Whether every word occurs in some cell; the words in lower case."""
    text = "\n".join(row).casefold()
    return all(word in text for word in words)


def copied(rows: Iterable[Row]) -> str:
    """As cells of a spreadsheet: tabs between cells, a row a line."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def number_words(number: int) -> str:
    """1 dealer; 12 dealers."""
    return f"{number:,} dealer" if number == 1 else f"{number:,} dealers"
