"""Writes tables that the user takes along, as CSV or as a workbook. Overwrites nothing, computes nothing.

Blocks: for worker threads. Meant for answers of some hundred rows, which are put together in memory first.
"""

from __future__ import annotations

import contextlib
import csv
import io
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from mcdesk.model.errors import StorageError
from mcdesk.results.shelf import storage_trouble, take_name

_WIDEST = 400
"""Pixels of a column, lest one long reason pushes all others off the screen."""
_SHEET = "Answer"
_LARGEST = 10**15


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Writes a table as UTF-8 with commas. Cells are written as they are; None is an empty one.

    Returns:
        Where it was written: `path`, or the first free name beside it.

    Raises:
        StorageError: If the folder can't take it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
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
