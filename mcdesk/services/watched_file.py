"""A file that tells how far it has been read. It knows nothing of the network."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import IO


class WatchedFile:
    """Wraps a binary file for an upload: each read is reported, and the report may raise to stop it."""

    def __init__(self, file: IO[bytes], progress: Callable[[int, int | None], None]) -> None:
        self._file = file
        self._progress = progress
        self._size = os.fstat(file.fileno()).st_size
        self._done = 0

    def read(self, count: int = -1) -> bytes:
        """Reads like any file, and reports the bytes done and the bytes in all."""
        chunk = self._file.read(count)
        self._done += len(chunk)
        self._progress(self._done, self._size)
        return chunk

    def fileno(self) -> int:
        """Lets the HTTP library learn the length without reading."""
        return self._file.fileno()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Starts over, for a request that is sent again."""
        self._done = 0
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Where the next read begins."""
        return self._file.tell()
