"""The file that the user gave: hashed beside the reading, watched for changes meanwhile, never written."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from mcdesk.intake.opening import CHUNK, opened
from mcdesk.model.errors import InputFileError
from mcdesk.model.submissions import FileFacts


class WatchedSource:
    """Hashes the file in a thread of its own from when the context opens; leaving it stops the hashing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = (0, 0)
        self._digest = hashlib.sha256()
        self._size = 0
        self._error: InputFileError | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._hash, name=f"hash {path.name}", daemon=True)

    def __enter__(self) -> Self:
        with opened(self._path):
            self._before = self._now()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def facts(self) -> FileFacts:
        """What was read: waits for the hash.

        Raises:
            InputFileError: If the file changed meanwhile, or could not be read to its end.
        """
        self._thread.join()
        if self._error is not None:
            raise self._error
        if self._now() != self._before:
            raise InputFileError(
                f"{self._path.name} changed while it was read.", "Wait until it is saved, then try again."
            )
        return FileFacts(self._path.absolute(), self._size, self._digest.hexdigest())

    def _now(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError:
            return (-1, -1)
        return (found.st_size, found.st_mtime_ns)

    def _hash(self) -> None:
        try:
            with opened(self._path) as file:
                while not self._stop.is_set() and (chunk := file.read(CHUNK)):
                    self._digest.update(chunk)
                    self._size += len(chunk)
        except InputFileError as error:
            self._error = error
        except OSError:
            self._error = InputFileError(
                f"{self._path.name} can't be read to its end.",
                "Check the disk or the network drive it lies on.",
            )
