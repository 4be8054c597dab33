"""Opens a file, plain or gzip, as bytes. It knows nothing of what the bytes mean."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from isal import igzip, igzip_threaded, isal_zlib

from mcdesk.model.errors import InputFileError

Progress = Callable[[int, int | None], None]
"""Told the bytes done and the bytes in all. May raise to stop the work."""

CHUNK = 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_READ_ERRORS = (errno.EIO, errno.ENXIO, errno.ESTALE, errno.EISDIR)
_INFLATE_ERROR: type[Exception] = isal_zlib.error  # type: ignore[assignment]


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
        raise InputFileError(f"{path.name} is not there.", "Look where it is now, then try again.") from exc
    except IsADirectoryError as exc:
        raise InputFileError(f"{path.name} is a folder.", "Choose a single file.") from exc
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
    """The bytes of the content itself: unpacked on the way if the file is gzip.

    Raises:
        InputFileError: If the file can't be opened, or is a damaged gzip (raised while reading).
    """
    if not is_gzip(path):
        with opened(path) as file:
            yield file
        return
    try:
        with (
            opened(path) as file,
            igzip_threaded.open(file, "rb", threads=1) as unpacked,  # type: ignore[no-untyped-call]
        ):
            yield cast("IO[bytes]", unpacked)
    except (igzip.BadGzipFile, EOFError, _INFLATE_ERROR) as exc:
        raise InputFileError(
            f"{path.name} is damaged: it can't be unpacked to its end.",
            "Make the .gz file anew, or take the file it was made from.",
        ) from exc
