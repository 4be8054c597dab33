"""A process of its own that writes one sheet of a workbook as CSV, and says on its output how that went.

A damaged workbook can make the library that reads it take all memory or abort; here that ends nothing but
this process. It is started by path and imports nothing of mcdesk.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import python_calamine
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta

_MOST_MEMORY = 4 * 1024**3
_LONGEST_WHOLE = 1e15
"""Excel keeps 15 digits. What is longer was damaged by it, and must be seen to be."""
_NEEDS_QUOTES = re.compile(r'[",\r\n]')
_BREAKS_LINE = re.compile(r'["\r\n]')
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def main(source: str, sheet: str, target: str) -> dict[str, object]:
    """Writes a sheet to `target`; "" stands for the first visible one that has something in it.

    Returns:
        `sheets`, the names to choose from, and `sheet`, the one that was written, or `failure`: what kept it
        from being written.
    """
    try:
        workbook = _workbook(Path(source))
        names = _names(workbook)
        found = _sheet(workbook, sheet, names)
    except PasswordError:
        return {"failure": "protected"}
    except CalamineError:
        return {"failure": "damaged"}
    except OSError:
        return {"failure": "source"}
    if found is None:
        return {"failure": "sheet", "sheets": names}
    try:
        with Path(target).open("w", encoding="utf-8", newline="") as out:
            out.writelines(_lines(found))
    except OSError:
        return {"failure": "target"}
    return {"sheets": names, "sheet": found.name}


def _workbook(path: Path) -> CalamineWorkbook:
    """Opens by what the bytes say: the name may well say xls where xlsx is in it."""
    with path.open("rb") as file:
        try:
            return CalamineWorkbook.from_filelike(file)
        except CalamineError as exc:
            file.seek(0)
            if _PROTECTED in file.read():
                raise PasswordError from exc
            raise


def _names(workbook: CalamineWorkbook) -> list[str]:
    """The visible sheets that have cells, or all that have if none is visible."""
    tables = [sheet for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    visible = [sheet for sheet in tables if sheet.visible is python_calamine.SheetVisibleEnum.Visible]
    return [sheet.name for sheet in visible or tables]


def _sheet(workbook: CalamineWorkbook, wanted: str, names: Sequence[str]) -> CalamineSheet | None:
    if wanted:
        return workbook.get_sheet_by_name(wanted) if wanted in workbook.sheet_names else None
    sheets = map(workbook.get_sheet_by_name, names)
    return next((sheet for sheet in sheets if sheet.start is not None), None)


def _lines(sheet: CalamineSheet) -> Iterator[str]:
    """One record a row, from the sheet's first row on, so that records are numbered as the rows are."""
    for row in sheet.iter_rows():
        texts = [cell if isinstance(cell, str) else _text(cell) for cell in row]
        line = ",".join(texts) if any(texts) else ""
        # Most rows need no quotes at all. The csv module would leave a lone carriage return without any.
        if line.count(",") >= len(texts) or _BREAKS_LINE.search(line):
            line = ",".join(map(_quoted, texts))
        yield line + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _text(cell: Cell) -> str:
    """A cell that is no text, as a person would write it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        if abs(cell) < _LONGEST_WHOLE and cell == int(cell):
            return str(int(cell))
        return f"{cell:.15G}"
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}"
    return str(cell)


def _limit_resources() -> None:
    """Where the system can, a broken size in the workbook is refused before memory runs out."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = _MOST_MEMORY if most == resource.RLIM_INFINITY else min(_MOST_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_resources()
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
