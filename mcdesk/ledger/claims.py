"""Who has the ledger open, and who may rearrange its files. The system drops a claim when its process dies.

A claim is an empty file with a lock on it. SQLite's own locks can't tell: they need a file that can be read.
Neither the ledger's file nor its logs are touched here: on some systems that alone would undo SQLite's locks.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

PATIENCE = 60.0
"""Seconds. A rescue of 100,000 jobs takes some ten."""
_LOOK_EVERY = 0.02


class TakenError(Exception):
    """Somebody else has the claim. Never leaves the ledger."""


@contextmanager
def arranging(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Lets nobody else open, upgrade, copy or rescue the ledger at `path` meanwhile.

    Raises:
        TakenError: If another has it for more than `patience` seconds.
        OSError: If claims can't be made here.
    """
    lock = _lock(_folder(path) / "ledger")
    try:
        lock.acquire(timeout=patience, poll_interval=_LOOK_EVERY)
    except Timeout as exc:
        raise TakenError from exc
    try:
        yield
    finally:
        lock.release()


class Marker:
    """Says, as long as it stands, that somebody has the ledger at `path` open. To be set while arranging."""

    def __init__(self, path: Path) -> None:
        _clear_the_dead(path)
        for number in itertools.count():
            self._file = _folder(path) / f"ledger-open-{os.getpid()}-{number}"
            self._lock = _lock(self._file)
            with suppress(Timeout):
                self._lock.acquire(blocking=False)
                return

    def remove(self) -> None:
        """Takes it away. Calling it again does nothing."""
        if self._lock.is_locked:
            _release_and_remove(self._lock, self._file)


def is_open(path: Path) -> bool:
    """Whether anybody has the ledger at `path` open, this process too."""
    return _clear_the_dead(path) > 0


def _clear_the_dead(path: Path) -> int:
    """Removes the markers of processes that were killed, and counts those of the living."""
    living = 0
    for file in _folder(path).glob("ledger-open-*"):
        lock = _lock(file)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            living += 1
        else:
            _release_and_remove(lock, file)
    return living


def _folder(path: Path) -> Path:
    folder = path.parent / "claims"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _lock(file: Path) -> BaseFileLock:
    return FileLock(file, mode=0o600, thread_local=False)


def _release_and_remove(lock: BaseFileLock, file: Path) -> None:
    with suppress(OSError):  # Windows removes no file that is open
        file.unlink()
    lock.release()
    with suppress(OSError):
        file.unlink()
