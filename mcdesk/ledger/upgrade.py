"""Brings a ledger file to today's schema; a copy is put aside first. Alembic is imported only for work."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from sqlalchemy import Connection, Engine

from mcdesk.ledger import troubles
from mcdesk.ledger.copies import copy_whole
from mcdesk.ledger.engine import open_engine, reading, writing
from mcdesk.ledger.version import NEWEST
from mcdesk.model.errors import LedgerError

MIGRATIONS = Path(__file__).parent / "migrations"

_NUMBER = re.compile(r"\d{4}", re.ASCII)
_log = logging.getLogger(__name__)


def bring_up_to_date(
    engine: Engine, path: Path, *, newest: str = NEWEST, migrations: Path = MIGRATIONS
) -> None:
    """Upgrades the ledger at `path`, to which `engine` leads, unless it is at `newest` already.

    Raises:
        LedgerError: A newer mcdesk wrote it, or it has rows that today's schema can't take.
        NoLedgerError: It is no ledger, or damaged.
    """
    with reading(engine) as connection:
        if stored_version(connection, path, newest) == newest:
            return
    # Links are not enforced meanwhile: SQLite changes a table by replacing it, and dropping the old one
    # would take along all that hangs on it. SQLite can't change this within a transaction.
    upgrading = open_engine(path, enforce_links=False)
    try:
        with writing(upgrading) as connection:
            version = stored_version(connection, path, newest)
            if version == newest:  # another process was quicker
                return
            if version is not None:
                copy = _put_copy_aside(path, version)
                _log.info("upgrading the ledger from %s to %s, copy in %s", version, newest, copy)
            _run_migrations(connection, migrations)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise troubles.broken_links(path)
    finally:
        upgrading.dispose()


def stored_version(connection: Connection, path: Path, newest: str = NEWEST) -> str | None:
    """The number of the last migration that the file has seen; None for a file without any table.

    Raises:
        LedgerError: A newer mcdesk wrote it.
        NoLedgerError: It is no ledger, or does not tell.
    """
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise troubles.NoLedgerError
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if not isinstance(version, str) or not _NUMBER.fullmatch(version):
        raise troubles.NoLedgerError
    if version > newest:
        raise LedgerError(
            f"The ledger {path} was written by a newer mcdesk.",
            "Nothing was changed. Install the newest mcdesk, or choose another folder with MCDESK_HOME.",
        )
    return version


def _put_copy_aside(path: Path, version: str) -> Path:
    """Copies the ledger as it is, log and all, and answers where to."""
    copy = path.with_name(f"{path.stem}.before-upgrade-from-{version}{path.suffix}")
    copy_whole(path, copy)
    return copy


def _run_migrations(connection: Connection, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    command.upgrade(config, "head")
