"""Whole copies of the ledger's file: one before each upgrade, one kept up to date. The file is only read.

A copy is written beside its name, looked through, and takes its name only if it is sound: a copy of a damaged
file must never replace a good one.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from mcdesk.ledger import troubles

_PAGES_AT_ONCE = 256
"""One megabyte a step, so a few milliseconds, after each of which it can be told to stop."""
_LOGS = ("-wal", "-shm", "-journal")


class StoppedError(Exception):
    """Somebody wished the copying to end. Never leaves the ledger."""


def kept_copy_of(path: Path) -> Path:
    """Where the regular copy of the ledger at `path` is."""
    return path.with_name(f"{path.stem}.copy{path.suffix}")


def copies_of(path: Path) -> list[Path]:
    """All copies that were kept of the ledger at `path`, newest first."""
    kept = [kept_copy_of(path), *path.parent.glob(f"{path.stem}.before-upgrade-from-*{path.suffix}")]
    return sorted((copy for copy in kept if copy.is_file()), key=lambda copy: -copy.stat().st_mtime)


def is_due(path: Path, now: float, every: float) -> bool:
    """Whether the kept copy is missing, older than `every` seconds, or from the future."""
    try:
        age = now - kept_copy_of(path).stat().st_mtime
    except FileNotFoundError:
        return True
    return not 0 <= age < every


def copy_whole(
    path: Path, target: Path, go_on: Callable[[], bool] = lambda: True, *, pages: int = _PAGES_AT_ONCE
) -> None:
    """Copies the ledger at `path`, log and all, as it is at one moment. Writers are not held up.

    Args:
        path: The ledger.
        target: Is replaced, at once and as a whole.
        go_on: Asked after each step; copying ends if it says no.
        pages: How many make a step.

    Raises:
        StoppedError: If `go_on` said no.
        NoLedgerError: If the copy, so the ledger, is damaged. `target` is as it was.
        sqlite3.Error, OSError: If files can't be read or written.
    """
    part = target.with_name(f"{target.name}.part")
    forget(part)
    try:
        part.touch(mode=0o600)  # born private, as the ledger is
        _write(path, part, go_on, pages)
        if not _is_sound(part):
            raise troubles.NoLedgerError
        part.replace(target)
        sync_folder(target.parent)
    finally:
        forget(part)


def _write(path: Path, part: Path, go_on: Callable[[], bool], pages: int) -> None:
    def look(_status: int, _remaining: int, _total: int) -> None:
        if not go_on():
            raise StoppedError

    with (
        closing(sqlite3.connect(path, isolation_level=None)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        # A view of one moment: without it every change by another process would make it begin anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=pages, progress=look)


def _is_sound(part: Path) -> bool:
    try:
        with closing(sqlite3.connect(part)) as copy:
            return bool(copy.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except (sqlite3.Error, UnicodeDecodeError) as exc:
        if troubles.is_damage(exc):
            return False
        raise


def forget(path: Path) -> None:
    """Removes a file that is no longer needed, and its logs, which the next one would take for its own."""
    for ending in ("", *_LOGS):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()


def sync_file(path: Path) -> None:
    """Lets a file's content reach the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Lets a change of names reach the disk. Not every system can or has to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
