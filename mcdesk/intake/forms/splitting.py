"""Cuts copied text into records of cells, whatever it was copied from. Knows no column, drops no record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from mcdesk.intake.cells.grammar import BLANKS
from mcdesk.intake.columns import names_a_field
from mcdesk.intake.forms.looks import HALF, NEARLY_ALL, fits, surely
from mcdesk.intake.quoted_rows import split_quoted
from mcdesk.model.fields import Shape
from mcdesk.model.lookups import Column, Side

Records = list[list[str]]

_LINE_END = re.compile(r"\r\n|\r|\n")
_BREAKS = re.compile(r"[\r\n\t]+")
_BETWEEN_VALUES = re.compile(r"[\s,;|]+")
_SEPARATORS = (";", ",", "|")
_GAPS = (re.compile(r"[ \xa0]{2,}"), re.compile(r"[ \xa0]+"))
"""What parts cells that were copied from a page or a PDF: wide gaps, or else any."""
_COMMA = "\x00"
"""Stands for a comma that parts no cells. The text has no such sign of its own."""
_THOUSANDS = re.compile(r"\$ ?\d{1,3},\d{3}(?!\d)|(?<!\d)\d{1,3},\d{3}(?= ?(?:mi|km))", re.ASCII)
_TWO_THOUSANDS = re.compile(
    r"(?<=,)( ?\$? ?\d{1,3}),(\d{3}),( ?\d{1,3}),(\d{3})(?=\s*$)", re.ASCII | re.MULTILINE
)
"""Price and miles at the end of a line."""
MOST_COLUMNS = 500
"""What lies farther to the right is in no table that somebody looks at."""
_LOOKED_AT = 200
_HEADINGS_AMONG = 5


def records_of(text: str, side: Side) -> Records:
    """The records of a text, each with as many cells as it happens to have; a blank line has none.

    Tabs part cells wherever there are any. A text without them may be CSV, a list of VINs or of sites apart
    by blanks or commas, a table that was copied from a page, or one value a line. Which of these it is shows
    in whether it gives cells that the side can use, as “$20,000” is not two cells.

    Args:
        text: As it was copied. Never refused.
        side: What is expected in it.
    """
    text = text.removeprefix("\ufeff").replace("\x00", "")
    lines = _split(text, "\t")
    if "\t" in text:
        return lines
    return _listed(text, side) or _separated(text, lines, side) or _aligned(lines, side) or lines


def _split(text: str, separator: str) -> Records:
    if '"' not in text:
        lines = _LINE_END.split(text)
        return [[_tidy(cell) for cell in line.split(separator)] if line else [] for line in lines]
    return [[_tidy(cell) for cell in cells] for cells in _quoted(text, separator)]


def _quoted(text: str, separator: str) -> Iterator[list[str]]:
    """Where the quoting is broken, quotes are signs like others."""
    for record in split_quoted(text, separator, lambda: ""):
        yield record.text.rstrip("\r\n").split(separator) if record.cells is None else record.cells


def _tidy(cell: str) -> str:
    """On one line, as a form's cell is, and without blanks around."""
    cell = cell.strip(BLANKS)
    if "\n" in cell or "\r" in cell or "\t" in cell:
        return " ".join(filter(None, (line.strip(BLANKS) for line in _BREAKS.split(cell))))
    return cell


def _listed(text: str, side: Side) -> Records:
    """VINs or sites and nothing else, one after the other."""
    values = [value for value in _BETWEEN_VALUES.split(text) if value]
    if not values or not all(surely(side.columns[0], value) for value in values):
        return []
    return [[value] for value in values]


def _separated(text: str, lines: Records, side: Side) -> Records:
    for separator in _SEPARATORS:
        if separator not in text or (separator == "," and _are_amounts(lines, side)):
            continue
        records = _split(text, separator) if separator != "," else _at_commas(text)
        if _is_even(records) and _is_of_use(records, side):
            return records
    return []


def _at_commas(text: str) -> Records:
    """Cells apart by commas, but for those commas that stand between thousands without being quoted."""
    kept = _TWO_THOUSANDS.sub(rf"\1{_COMMA}\2,\3{_COMMA}\4", text)
    kept = _THOUSANDS.sub(lambda found: found[0].replace(",", _COMMA), kept)
    return [[cell.replace(_COMMA, ",") for cell in cells] for cells in _split(kept, ",")]


def _are_amounts(lines: Records, side: Side) -> bool:
    """Whether each line is one number, whose commas stand between thousands."""
    numbers = [column for column in side.columns if column.field.shape in (Shape.MONEY, Shape.DISTANCE)]
    seen = _first(lines)
    count = sum(any(fits(column, " ".join(cells)) for column in numbers) for cells in seen)
    return count > HALF * len(seen)


def _aligned(lines: Records, side: Side) -> Records:
    """Cells apart by blanks only, where each line has as many, and a VIN or a site among them."""
    for gap in _GAPS:
        records = [gap.split(cells[0]) if cells and cells[0] else [] for cells in lines]
        seen = _first(records)
        widths = {len(cells) for cells in seen}
        if len(widths) == 1 and widths != {1}:
            without = sum(not _has_sure(side.columns[0], cells) for cells in seen)
            if without == 0 or (without == 1 and len(seen) > 1 and _heads(seen[0], side)):
                return records
    return []


def _is_even(records: Records) -> bool:
    widths = Counter(len(cells) for cells in _first(records))
    if not widths:
        return False
    width, count = widths.most_common(1)[0]
    return width > 1 and count >= NEARLY_ALL * widths.total()


def _is_of_use(records: Records, side: Side) -> bool:
    seen = _first(records)
    if any(_heads(cells, side) for cells in seen[:_HEADINGS_AMONG]):
        return True
    sure = sum(_has_sure(side.columns[0], cells) for cells in seen)
    numbers = sum(all(any(map(str.isdigit, cell)) for cell in cells if cell) for cells in seen)
    return max(sure, numbers) >= HALF * len(seen)


def _has_sure(column: Column, cells: Sequence[str]) -> bool:
    return any(surely(column, cell) for cell in cells)


def _heads(cells: Sequence[str], side: Side) -> bool:
    fields = [column.field for column in side.columns]
    return any(names_a_field(fields, cell) for cell in cells)


def _first(records: Records) -> Records:
    """Some records that have text; what is true of them is taken for true of all."""
    return list(islice((cells[:MOST_COLUMNS] for cells in records if any(cells)), _LOOKED_AT))
