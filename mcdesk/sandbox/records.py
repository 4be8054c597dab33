"""Reading the rows of an uploaded CSV, plain or compressed. Knows columns, not what they are used for."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

_HEAD = 64 * 1024
_GZIP_MARK = b"\x1f\x8b"


class InputRejectedError(Exception):
    """The file cannot be processed; the text becomes the job's `error_message`."""


class StoppedError(Exception):
    """The sandbox is closing; the work starts anew after a restart."""


def looks_right(path: Path, *, gzipped: bool) -> bool:
    """Whether the beginning of a file is a CSV in the expected wrapping; columns are not looked at."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_GZIP_MARK) != gzipped:
        return False
    if gzipped:
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _HEAD)
        except zlib.error:
            return False
    return bool(head.strip()) and b"\0" not in head and _is_text(head)


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The head may end in the middle of a character.
        return len(head) == _HEAD and error.start >= len(head) - 4
    return True


@contextmanager
def open_rows(path: Path, *, gzipped: bool) -> Iterator[tuple[list[str], Iterator[list[str]]]]:
    """Opens a file as its header and its rows; blank lines are no rows.

    Raises:
        InputRejectedError: Also while the rows are read: the file is broken.
    """
    with _opened(path, gzipped) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
        lines = csv.reader(text)
        try:
            yield next(lines, []), (row for row in lines if row)
        except (csv.Error, UnicodeDecodeError) as error:
            reason = f"The file cannot be read as CSV near line {max(lines.line_num, 1)}: {error}"
            raise InputRejectedError(reason) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputRejectedError(f"The gzip stream is damaged or incomplete: {error}") from error


def _opened(path: Path, gzipped: bool) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb")) if gzipped else path.open("rb")


def places_of(header: list[str], wanted: tuple[str, ...]) -> list[int]:
    """Where the wanted columns stand.

    Names must be written exactly as documented. A column that stands there twice is refused: which one was
    meant cannot be known.

    Raises:
        InputRejectedError: Columns are missing or stand there twice.
    """
    missing = [name for name in wanted if name not in header]
    if missing:
        raise InputRejectedError(f"Missing required columns: {', '.join(missing)}")
    twice = [name for name in wanted if header.count(name) > 1]
    if twice:
        raise InputRejectedError(f"Columns appear more than once: {', '.join(twice)}")
    return [header.index(name) for name in wanted]
