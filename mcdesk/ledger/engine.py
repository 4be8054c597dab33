"""How the ledger file is spoken to: write-ahead log, enforced links, open transactions. No tables."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event

BUSY_SECONDS = 5.0
CACHE_KIB = 1024
"""The system keeps the file's pages anyway: 100,000 jobs are read as fast as with 32 times as much."""
_LOOK_EVERY = 0.01
_READING = "mcdesk_reading"


def open_engine(path: Path, *, enforce_links: bool = True) -> Engine:
    """An engine with one connection to the file at `path`, made at first use."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        # The driver must not begin transactions by itself: it would begin them too late and too weak.
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        try:
            _write_ahead(connection)
            # FULL: a commit has reached the disk when it returns, so it survives the power going out.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute(f"PRAGMA foreign_keys = {int(enforce_links)}")
        except BaseException:
            connection.close()
            raise

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_reading = connection.get_execution_options().get(_READING, False)
        # IMMEDIATE takes its turn among the processes here, where waiting is safe, not in mid-transaction.
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")

    return engine


def open_to_look(path: Path) -> Engine:
    """An engine that can't change the file at `path` in any way, not even merge its log when it is closed."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        ),
        poolclass=NullPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A view of one moment. It holds nobody up."""
    with engine.execution_options(**{_READING: True}).begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that alone may write; whole at the end of the block, or as if it had never been."""
    with engine.begin() as connection:
        yield connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switches the file to the write-ahead log, for good, unless it has one.

    Of several that open a new file at once SQLite lets one switch and turns the others away on the spot: its
    patience (`timeout`) does not apply here. So those look again, as long as it would have waited.
    """
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as exc:
            is_busy = exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not is_busy or time.monotonic() > end:
                raise
            time.sleep(_LOOK_EVERY)
        else:
            return
