"""Opens a CSV, plain or gzip, as bytes and as records. It judges only whether the file can be read at all."""

from __future__ import annotations

import csv
import errno
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from isal import igzip, igzip_threaded, isal_zlib

from mcdesk.model.errors import InputFileError

Progress = Callable[[int, int | None], None]
"""Told the bytes done and the bytes in all. May raise to stop the work."""

CHUNK = 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_OTHER_SEPARATORS = (";", "\t", "|")
_READ_ERRORS = (errno.EIO, errno.ENXIO, errno.ESTALE, errno.EISDIR)
_LONGEST_CELL = 1024 * 1024
_INFLATE_ERROR: type[Exception] = isal_zlib.error  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Header:
    """The first record of a file: its cells as written, and where the bytes of the first row begin.

    `is_plain` means that nothing stands before it: no byte order mark, no blank line.
    """

    cells: tuple[str, ...]
    first_row_at: int
    is_plain: bool


def is_gzip(path: Path) -> bool:
    """Whether the bytes say gzip, whatever the name says.

    Raises:
        InputFileError: If the file can't be opened.
    """
    with opened(path) as file:
        return file.read(2) == _GZIP_MAGIC


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The raw bytes of a file.

    Raises:
        InputFileError: If it is gone, is a folder, or may not be read.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as exc:
        raise InputFileError(
            f"{path.name} is not there.", "Look where it is now, then choose it again."
        ) from exc
    except IsADirectoryError as exc:
        raise InputFileError(f"{path.name} is a folder.", "Choose a single CSV file.") from exc
    except OSError as exc:
        raise InputFileError(
            f"{path.name} can't be opened.",
            "Check that you may read it and that no other program has locked it.",
        ) from exc
    with file:
        try:
            yield file
        except OSError as exc:
            if exc.errno not in _READ_ERRORS:
                raise
            raise InputFileError(
                f"{path.name} can't be read to its end.", "Check the disk or the network drive it lies on."
            ) from exc


@contextmanager
def content_of(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of the CSV itself: unpacked on the way if the file is gzip.

    Raises:
        InputFileError: If the file can't be opened, or is a damaged gzip (raised while reading).
    """
    if not is_gzip(path):
        with opened(path) as file:
            yield file
        return
    try:
        with igzip_threaded.open(str(path), "rb", threads=1) as unpacked:  # type: ignore[no-untyped-call]
            yield cast("IO[bytes]", unpacked)
    except (igzip.BadGzipFile, EOFError, _INFLATE_ERROR) as exc:
        raise InputFileError(
            f"{path.name} is damaged: it can't be unpacked to its end.",
            "Make the .gz file anew, or take the CSV it was made from.",
        ) from exc


def read_header(content: IO[bytes], name: str) -> Header:
    """Reads the first record and leaves `content` somewhere behind it.

    Raises:
        InputFileError: If there is none, or it is no text, or it is separated by something other than commas.
    """
    start = content.read(4)
    if start.startswith(_UTF16_BOMS):
        raise _not_utf8(name)
    has_bom = start.startswith(_UTF8_BOM)
    lines = _Lines(content, start[3:] if has_bom else start, 3 if has_bom else 0)
    blank = 0
    cells: list[str] | None = None
    try:
        for record in csv.reader(lines, strict=True):
            if record:
                cells = record
                break
            blank += 1
    except UnicodeDecodeError as exc:
        raise _not_utf8(name) from exc
    except csv.Error as exc:
        raise InputFileError(
            f"The header line of {name} can't be read.", f"Open the file and check its first line ({exc})."
        ) from exc
    if cells is None:
        raise InputFileError(
            f"{name} is empty.", "The first line must name the columns; each row follows below."
        )
    if any(ord(sign) < 32 and sign not in "\t\r\n" for cell in cells for sign in cell):
        raise InputFileError(
            f"{name} is not a text file.", "Choose a CSV: text with commas between the cells."
        )
    if len(cells) == 1 and (other := next((c for c in _OTHER_SEPARATORS if c in cells[0]), None)):
        shown = "tabs" if other == "\t" else f"“{other}”"
        raise InputFileError(
            f"The columns of {name} are separated by {shown}.",
            "Save the file as CSV with commas, then try again.",
        )
    return Header(tuple(cells), lines.position, is_plain=not has_bom and not blank)


class _Lines:
    """Decodes line by line for the CSV reader and remembers how many bytes it has handed out."""

    def __init__(self, content: IO[bytes], start: bytes, offset: int) -> None:
        self._content = content
        self._start = start
        self.position = offset

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._take()
        if not line:
            raise StopIteration
        self.position += len(line)
        return line.decode()

    def _take(self) -> bytes:
        head, newline, rest = self._start.partition(b"\n")
        if newline:
            self._start = rest
            return head + newline
        self._start = b""
        line = head + self._content.readline(_LONGEST_CELL)
        if len(line) >= _LONGEST_CELL:
            raise csv.Error("a line is longer than a million characters")
        return line


def records_of(content: IO[bytes], name: str, watch: Callable[[], None]) -> Iterator[list[str]]:
    """All records after the header, blank lines left out. `watch` is called now and then and may raise.

    Raises:
        InputFileError: With the line number, where text or quoting is broken.
    """
    text = io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True)
    try:
        next((record for record in reader if record), None)
        for number, record in enumerate(reader):
            if not number % 20_000:
                watch()
            if record:
                yield record
    except UnicodeDecodeError as exc:
        raise _not_utf8(name) from exc
    except csv.Error as exc:
        raise InputFileError(
            f"Line {reader.line_num:,} of {name} can't be read.",
            f"Mend that line, then try again ({exc}).",
        ) from exc
    finally:
        text.detach()


def _not_utf8(name: str) -> InputFileError:
    return InputFileError(
        f"{name} is not UTF-8 text.", "Save it as “CSV UTF-8 (comma delimited)”, then try again."
    )
