"""Opens the ledger file, whatever state it is in: new, old, half rescued or damaged. It reads no rows.

One process at a time; the others wait, then open what it left.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from mcdesk.ledger import claims, rescue, schema, troubles
from mcdesk.ledger.copies import copies_of
from mcdesk.ledger.engine import open_engine, open_to_look
from mcdesk.ledger.upgrade import bring_up_to_date, stored_version
from mcdesk.ledger.version import NEWEST, SMALLEST
from mcdesk.model.damage import Rescue

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A ledger file of today's schema that is whole, in use until `close`."""

    engine: Engine
    marker: claims.Marker
    rescue: Rescue | None
    """What came back, if it was damaged when it was opened."""

    def close(self) -> None:
        """Lets go of the file. Calling it again does nothing."""
        self.engine.dispose()
        self.marker.remove()


def open_file(path: Path, now: Callable[[], float]) -> OpenFile:
    """Opens the ledger at `path`; creates what is missing, upgrades what is old, rescues what is damaged.

    Args:
        path: The file; its folder is made if need be.
        now: Seconds since 1970.

    Raises:
        LedgerError: A newer mcdesk wrote it, another holds it, or today's schema can't take it.
        sqlite3.Error, sqlalchemy.exc.DBAPIError, OSError: Files can't be used.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with claims.arranging(path):
        is_in_use = claims.is_open(path)
        saved = None if is_in_use else rescue.finish(path)
        try:
            engine = _whole(path, is_in_use=is_in_use)
        except troubles.NoLedgerError as exc:
            if is_in_use:
                raise troubles.damaged_and_in_use(path) from exc
            _log.warning("the ledger is damaged; what can be read is saved")
            saved = rescue.rescue(path, now())
            engine = _whole(path, is_in_use=False)
        try:
            return OpenFile(engine, claims.Marker(path), saved)
        except BaseException:
            engine.dispose()
            raise


def _whole(path: Path, *, is_in_use: bool) -> Engine:
    """The file, looked through and of today's schema.

    Args:
        path: The file.
        is_in_use: Whether anybody has it open, this process too: then it must not be touched beside SQLite,
            whose locks that would undo on some systems.

    Raises:
        NoLedgerError: It is damaged, or no ledger.
    """
    if _was_emptied(path):
        raise troubles.NoLedgerError
    # Born private, also in a folder that others may look into; SQLite gives its log the same mode.
    path.touch(mode=0o600)
    if not is_in_use and not _may_be_written(path):
        raise troubles.NoLedgerError
    _look_through(path)
    engine = open_engine(path)
    try:
        bring_up_to_date(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _was_emptied(path: Path) -> bool:
    """Whether there was a ledger and nothing of it is in the file any more, which SQLite takes for a new one.

    It would also throw the log away, which may hold everything.
    """
    if path.exists() and path.stat().st_size >= SMALLEST:
        return False
    log = path.with_name(f"{path.name}-wal")
    return (log.exists() and log.stat().st_size > 0) or bool(copies_of(path))


def _may_be_written(path: Path) -> bool:
    """Whether the file's header lets SQLite write. If not, it would blame the system when it is too late."""
    with path.open("rb") as file:
        header = file.read(20)
    return not header.startswith(b"SQLite format 3") or set(header[18:20]) <= {1, 2}


def _look_through(path: Path) -> None:
    engine = open_to_look(path)
    try:
        with engine.begin() as connection:
            version = stored_version(connection, path)
            # Some 90 ms for 100,000 jobs: it looks into every row, and whether the indexes know it.
            if connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
                raise troubles.NoLedgerError
            if version == NEWEST and not _has_all_columns(connection):
                raise troubles.NoLedgerError
    except (sqlite3.Error, DBAPIError, UnicodeDecodeError) as exc:
        if troubles.is_damage(exc):
            raise troubles.NoLedgerError from exc
        raise
    finally:
        engine.dispose()


def _has_all_columns(connection: Connection) -> bool:
    """Whether the tables are called what they must be: a look into their pages does not tell."""
    return all(
        [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")] == table.columns.keys()
        for name, table in schema.metadata.tables.items()
    )
