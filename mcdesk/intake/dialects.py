"""Finds out how a text is cut into cells and which line names the columns. It judges by the text's head only.

It reads no file and it mends nothing: the names are given as they are written.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from mcdesk.model.errors import InputFileError
from mcdesk.model.preflight import NO_HEADER, Dialect, Encoding, Quoting, ReadingWish, Separator

_JUDGED = 50
"""How many records are looked at."""
_MOST_TITLES = 20
"""How many lines above the header may be titles."""
_FEW_TITLES = 5
"""How many of them may outnumber the rows of a short list."""
_VIN = re.compile(r"(?=.*\d)[A-HJ-NPR-Z0-9]{17}", re.IGNORECASE)
_NUMBER = re.compile(r"[-+$€£]?\s*\d[\d,.\s]*")
_DAMAGED_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+?\d\d", re.IGNORECASE)
_AROUND_VIN = str.maketrans("", "", " -'\"*=\t")
_SEPARATOR_HINT = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, and where the first row begins.

    Attributes:
        cells: The names as they are written, or "Column 1" and so on where the text has none.
        end: How many characters of the text belong to the header and to what stands above it.
        next_line: The line, or the row of a sheet, that begins there; from 1.
    """

    cells: tuple[str, ...]
    end: int
    next_line: int


@dataclass(frozen=True, slots=True)
class _Record:
    """Cells with their place: `number` counts records and `line` lines, both from 1; `end` characters."""

    cells: tuple[str, ...]
    number: int
    line: int
    end: int

    @property
    def width(self) -> int:
        """How many cells there are up to the last that has text."""
        return max((place for place, cell in enumerate(self.cells, 1) if cell.strip()), default=0)


class _Lines:
    """Gives a text line by line and counts what it has given. Any of the three usual line ends is one."""

    def __init__(self, text: str) -> None:
        self._text = io.StringIO(text, newline="")
        self.position = 0
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.position += len(line)
        self.count += 1
        return line


def detected_dialect(
    head: str, wish: ReadingWish, encoding: Encoding, has_mark: bool, *, counts_records: bool = False
) -> Dialect:
    """How a text is to be read: as the user wishes, and for the rest as its first records look.

    Args:
        head: The first lines, without a byte order mark. The last of them may be cut.
        wish: What the user has decided.
        encoding: Goes into the answer as it is, like `has_mark`.
        has_mark: Whether a byte order mark stood in front.
        counts_records: Whether the header's place is counted in records, as a sheet's rows are.
    """
    quoting = Quoting.DOUBLE if wish.quoting is None else wish.quoting
    separator = wish.separator or _hinted_separator(head) or _best_separator(head, quoting)
    header_line = wish.header_line
    if header_line is None:
        header_line = _header_line(_first_records(head, separator, quoting), counts_records)
    return Dialect(encoding, has_mark, separator, quoting, header_line)


def read_header(
    head: str, dialect: Dialect, name: str, *, is_whole: bool, counts_records: bool = False
) -> Header:
    """The header of a text, at the line that the dialect says.

    Args:
        head: The first lines, without a byte order mark.
        dialect: How to read them.
        name: The file's name, for what the user is told.
        is_whole: Whether `head` is all there is.
        counts_records: Whether `dialect.header_line` counts records.

    Raises:
        InputFileError: If no names stand there, or they can't be read to their end.
    """
    if dialect.header_line == NO_HEADER:
        return _numbered_columns(head, dialect, name)
    lines = _Lines(head)
    if not counts_records:
        for _ in islice(lines, dialect.header_line - 1):
            pass
    start = lines.position
    skipped = dialect.header_line - 1 if counts_records else 0
    records = _records(lines, dialect.separator, dialect.quoting, is_strict=True)
    try:
        record = next(islice(records, skipped, None), None)
    except csv.Error as exc:
        if lines.position == len(head) and not is_whole:
            raise _too_long(name) from exc
        is_open = head.count('"', start, lines.position) % 2 == 1
        raise _unreadable(name, dialect.header_line, is_open) from exc
    if record is None or not record.width:
        raise _nameless(name, dialect.header_line, "row" if counts_records else "line")
    if record.end == len(head) and not is_whole:
        raise _too_long(name)
    next_line = record.number + 1 if counts_records else lines.count + 1
    return Header(record.cells, record.end, next_line)


def looks_like_vin(cell: str) -> bool:
    """Whether a cell can only be a VIN, spaces, hyphens and quotes around and within it aside."""
    return len(cell) < 64 and _VIN.fullmatch(cell.translate(_AROUND_VIN)) is not None


def _hinted_separator(head: str) -> Separator | None:
    """What Excel's `sep=` line says."""
    hint = _SEPARATOR_HINT.match(head)
    return Separator(hint[1]) if hint else None


def _records(
    lines: _Lines, separator: Separator, quoting: Quoting, *, is_strict: bool = False
) -> Iterator[_Record]:
    """All records, blank lines too, from where `lines` stands; each line before that counts as one.

    Raises:
        csv.Error: If a cell is longer than the csv module bears; where strict, also if quotes are broken.
    """
    if quoting is Quoting.NONE:
        reader = csv.reader(lines, delimiter=separator.value, quoting=csv.QUOTE_NONE, strict=is_strict)
    else:
        reader = csv.reader(lines, delimiter=separator.value, strict=is_strict)
    line = lines.count + 1
    for number, cells in enumerate(reader, line):
        yield _Record(tuple(cells), number, line, lines.position)
        line = lines.count + 1


def _first_records(head: str, separator: Separator, quoting: Quoting) -> list[_Record]:
    """What is looked at: the first records that are not blank, without Excel's hint."""
    lines = _Lines(head)
    found: list[_Record] = []
    if _SEPARATOR_HINT.match(head):
        next(lines)
    try:
        for record in _records(lines, separator, quoting):
            if record.cells:
                found.append(record)
            if len(found) == _JUDGED:
                break
    except csv.Error:
        return found  # a cell without end: what stands above it has to do
    return found


def _best_separator(head: str, quoting: Quoting) -> Separator:
    """The separator that sets VINs free most often, and of those the one that cuts most evenly."""
    best, best_fit = Separator.COMMA, (0, 0.0)
    for separator in Separator:
        fit = _fit(_first_records(head, separator, quoting))
        if fit is not None and fit > best_fit:
            best, best_fit = separator, fit
    return best


def _fit(records: Sequence[_Record]) -> tuple[int, float] | None:
    """How many records have a VIN as a cell, and which share has the commonest number of cells above one.

    None if most records have one cell only; a few on top may, as they may be titles.
    """
    widths = [len(record.cells) for record in records]
    counts = Counter(width for width in widths if width > 1)
    titles = sum(1 for _ in takewhile(lambda width: width == 1, widths[:_FEW_TITLES]))
    if not counts or 2 * counts.total() < len(widths) - titles:
        return None
    vins = sum(any(map(looks_like_vin, record.cells)) for record in records)
    return vins, counts.most_common(1)[0][1] / len(widths)


def _header_line(records: Sequence[_Record], counts_records: bool) -> int:
    filled = [record for record in records if record.width]
    if not filled:
        return 1
    header = _header_among(filled)
    if header is None:
        return NO_HEADER
    return header.number if counts_records else header.line


def _header_among(records: Sequence[_Record]) -> _Record | None:
    """The record that names the columns; None if the first is a row already.

    Titles above it are narrower than the table. The first record that is clearly a row ends the search, so
    that a header with fewer names than the rows have cells is not taken for a title.
    """
    if _is_row(records[0], is_only_column=all(len(r.cells) == 1 for r in records)):
        return None
    width = Counter(record.width for record in records).most_common(1)[0][0]
    above: list[_Record] = []
    for record in records[:_MOST_TITLES]:
        if _is_row(record) or (record.width >= width and _has_number(record)):
            break
        if record.width >= width:
            return record
        above.append(record)
    named = [record for record in above if record.width > 1]
    return named[-1] if named else records[0]


def _is_row(record: _Record, *, is_only_column: bool = False) -> bool:
    """Whether a record can't be a header: it has a VIN, or what Excel makes of one."""
    if is_only_column and not any(sign.isalpha() for sign in record.cells[0]):
        return True
    return any(looks_like_vin(cell) or _DAMAGED_NUMBER.fullmatch(cell.strip()) for cell in record.cells)


def _has_number(record: _Record) -> bool:
    return any(_NUMBER.fullmatch(cell.strip()) for cell in record.cells)


def _numbered_columns(head: str, dialect: Dialect, name: str) -> Header:
    """Names for columns that have none. Only Excel's hint stands above the first row."""
    records = _first_records(head, dialect.separator, dialect.quoting)
    if not records:
        raise InputFileError(
            f"The first row of {name} can't be read.",
            "A quote in it is never closed. Mend it, or have the file read without quotes.",
        )
    names = tuple(f"Column {number}" for number in range(1, len(records[0].cells) + 1))
    hint = _SEPARATOR_HINT.match(head)
    return Header(names, hint.end() if hint else 0, 2 if hint else 1)


def _nameless(name: str, number: int, place: str) -> InputFileError:
    return InputFileError(
        f"{place.capitalize()} {number:,} of {name} does not name the columns.",
        f"Choose the {place} that does, near the start of the file.",
    )


def _unreadable(name: str, line: int, is_open: bool) -> InputFileError:
    if is_open:
        return InputFileError(
            f"The header of {name} has a quote that is never closed.",
            f"Close it in line {line:,}, or have the file read without quotes.",
        )
    return InputFileError(
        f"The header of {name} can't be read.",
        f"A quote stands inside a cell, or a cell is far too long. Mend line {line:,}, or have the file "
        "read without quotes.",
    )


def _too_long(name: str) -> InputFileError:
    return InputFileError(
        f"The header of {name} does not end.",
        "Check that the columns' names stand in a line of their own and that each quote in it is closed.",
    )
