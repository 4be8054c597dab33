"""Opens any file as a table: how it is read, the names of its columns, and the text of its rows as UTF-8.

Detection reads no more than the head of a text, so that opening takes the same short time for any size. No
row is judged here, and none is changed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from mcdesk.intake.dialects import detected_dialect, read_header
from mcdesk.intake.encodings import Utf8Stream, WrongEncodingError, decoded, detected_encoding, mark_of
from mcdesk.intake.opening import content_of, is_gzip, opened
from mcdesk.intake.refusals import broken_utf_16, no_text, refuse_binary, refuse_empty, refuse_no_table
from mcdesk.intake.spreadsheets import is_workbook, write_sheet
from mcdesk.model.errors import StorageError
from mcdesk.model.preflight import Dialect, Encoding, Quoting, ReadingWish, Separator

_HEAD = 256 * 1024
_UTF_16 = (Encoding.UTF_16_LE, Encoding.UTF_16_BE)


@dataclass(frozen=True, slots=True)
class Table:
    """An open table. It is good for one way through, while `opened_table` holds it open.

    Attributes:
        dialect: How it is read.
        header: The names of the columns as they are written, or "Column 1" and so on where there are none.
        content: The rows as UTF-8, from the first byte after the header.
        first_line: The line, or the row of a sheet, at which `content` begins; from 1.
        counts_records: Lines are counted by records, as a sheet's rows are: a cell of several lines is one.
        size: Bytes in all, as `position` counts them; None where nobody knows.
    """

    dialect: Dialect
    header: tuple[str, ...]
    content: Utf8Stream
    first_line: int
    counts_records: bool
    size: int | None

    def position(self) -> int:
        """Bytes that were read so far; unpacked ones where the file is gzip."""
        return self.content.position


@contextmanager
def opened_table(path: Path, wish: ReadingWish, folder: Path, watch: Callable[[], None]) -> Iterator[Table]:
    """Opens a text, plain or gzip, or a sheet of a workbook; the bytes decide which.

    Args:
        path: The file.
        wish: How the user wants it to be read. For a workbook only the sheet and the header line count.
        folder: Gets a CSV of a workbook's sheet while the table is open.
        watch: Called now and then while a workbook is read; may raise to stop.

    Raises:
        InputFileError: If the file can't be read, or can't be a table. A damaged gzip may show only while
            the rows are read.
        WrongEncodingError: If the head is not in the encoding that is wished. Reading `content` raises it
            where the file turns out to be in another one than its head; `next_encoding` is to be wished then.
        StorageError: If a workbook's rows can't be written into `folder`.
    """
    if is_workbook(path):
        with _sheet_table(path, wish, folder, watch) as table:
            yield table
        return
    with content_of(path) as content:
        size = None if is_gzip(path) else os.fstat(content.fileno()).st_size
        yield _text_table(content, path.name, wish, size)


def _text_table(content: IO[bytes], name: str, wish: ReadingWish, size: int | None) -> Table:
    head = _head(content)
    refuse_binary(head, name)
    found, _ = detected_encoding(head)
    encoding = wish.encoding or found
    mark = mark_of(head, encoding)
    try:
        text = decoded(head[len(mark) :], encoding)
    except WrongEncodingError as exc:
        if wish.encoding:
            raise
        raise (broken_utf_16 if mark else no_text)(name) from exc
    if found in _UTF_16 and encoding not in _UTF_16:
        raise broken_utf_16(name)
    refuse_no_table(text, name)
    dialect = detected_dialect(text, wish, encoding, bool(mark))
    return _table(content, head, text, dialect, name, size)


@contextmanager
def _sheet_table(path: Path, wish: ReadingWish, folder: Path, watch: Callable[[], None]) -> Iterator[Table]:
    with _temporary_file(folder) as target:
        sheet = write_sheet(path, wish.sheet or "", target, watch)
        as_written = ReadingWish(Encoding.UTF_8, Separator.COMMA, Quoting.DOUBLE, wish.header_line)
        with opened(target) as content:
            head = _head(content)
            text = decoded(head, Encoding.UTF_8)
            refuse_empty(text, path.name)
            dialect = detected_dialect(text, as_written, Encoding.UTF_8, False, counts_records=True)
            dialect = replace(dialect, sheets=sheet.names, sheet=sheet.name)
            size = os.fstat(content.fileno()).st_size
            yield _table(content, head, text, dialect, path.name, size)


def _table(
    content: IO[bytes], head: bytes, text: str, dialect: Dialect, name: str, size: int | None
) -> Table:
    is_sheet = bool(dialect.sheet)
    is_whole = len(head) < _HEAD
    header = read_header(text, dialect, name, is_whole=is_whole, counts_records=is_sheet)
    # Every encoding here gives the same bytes back for a text that it decoded strictly.
    mark = mark_of(head, dialect.encoding)
    start = len(mark) + len(text[: header.end].encode(dialect.encoding.value))
    rows = Utf8Stream(content, dialect.encoding, unread=head[start:], position=start)
    return Table(dialect, header.cells, rows, header.next_line, is_sheet, size)


def _head(content: IO[bytes]) -> bytes:
    """The first bytes, fewer than `_HEAD` only if there are no more."""
    head = b""
    while len(head) < _HEAD and (more := content.read(_HEAD - len(head))):
        head += more
    return head


@contextmanager
def _temporary_file(folder: Path) -> Iterator[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".csv", dir=folder)
        os.close(handle)
    except OSError as exc:
        raise StorageError(
            "The rows of the workbook can't be written.", "Free some disk space, then try again."
        ) from exc
    target = Path(name)
    try:
        yield target
    finally:
        target.unlink(missing_ok=True)
