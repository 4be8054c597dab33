"""Writes tables that the user takes along, as CSV or as a workbook. Overwrites nothing, computes nothing.

Blocks: for worker threads. Meant for answers of some hundred rows, which are put together in memory first.
"""

from __future__ import annotations

import contextlib
import csv
import io
import math
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from mcdesk.model.errors import StorageError
from mcdesk.results.shelf import file_name, storage_trouble, take_name

_WIDEST = 400
"""Pixels of a column, lest one long reason pushes all others off the screen."""
_SHEET = "Answer"
_LARGEST = 10**15
_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def dated_name(subject: str, word: str, at: float, suffix: str) -> str:
    """What an answer's file is called: `WP1BE2AY5PDA28064-ranking-2026-11-25.xlsx`. Safe on every system.

    Args:
        subject: What was asked about.
        word: What the answer is.
        at: When it was asked, in seconds since 1970; the day is that of this computer.
        suffix: `.csv` or `.xlsx`.
    """
    return file_name(subject, f"{word}-{datetime.fromtimestamp(at).astimezone():%Y-%m-%d}", suffix)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Writes a table as UTF-8 with commas; None is an empty cell.

    A text that a spreadsheet would take for a formula gets an apostrophe in front: a reason is the service's
    word, and nobody's program. Without a byte order mark: it would become part of the first heading in
    programs that read the file, and who wants Excel takes the workbook.

    Returns:
        Where it was written: `path`, or the first free name beside it.

    Raises:
        StorageError: If the folder can't take it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_harmless(name) for name in header])
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return _saved(path, text.getvalue().encode(errors="replace"))


def write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Writes a table as a workbook of one sheet, its header bold and kept in view.

    Numbers become numbers, texts stay texts: a ZIP keeps its leading zeros, and "=…" is never a formula.

    Returns:
        Where it was written: `path`, or the first free name beside it.

    Raises:
        StorageError: If the folder can't take it, or a workbook can't hold that many rows or columns.
    """
    return _saved(path, _workbook(header, rows))


WRITERS: dict[str, Callable[[Path, Sequence[str], Iterable[Sequence[object]]], Path]] = {
    ".csv": write_csv,
    ".xlsx": write_xlsx,
}
"""What writes a file of that ending."""


def _workbook(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    import xlsxwriter  # here, as it is needed rarely and the start should not wait

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        results = [sheet.write_string(0, place, _clean(name), bold) for place, name in enumerate(header)]
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if _is_number(value):
                    results.append(sheet.write_number(line, place, value))
                elif value not in (None, ""):
                    results.append(sheet.write_string(line, place, _clean(str(value)), text))
        sheet.freeze_panes(1, 0)
        sheet.autofit(_WIDEST)
    if -1 in results:  # the library's word for a place that no sheet has
        raise StorageError("A workbook can't hold a table of this size.", "Export it as CSV instead.")
    return content.getvalue()


def _harmless(value: object) -> object:
    if value is None:
        return ""
    is_formula = isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value)
    return f"'{value}" if is_formula else value


def _is_number(value: object) -> bool:
    """Whether a cell is a number that Excel keeps as it is: it has 15 digits and no infinity."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST


def _clean(text: str) -> str:
    """Without halves of characters, which no file can hold."""
    return text.encode(errors="replace").decode()


def _saved(path: Path, content: bytes) -> Path:
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.chmod(0o644)
        return take_name(part, path)
    except OSError as exc:
        raise storage_trouble(exc, path.parent) from exc
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
