"""Turns what SQLite and the disk say into words for the user, once. It decides nothing and logs nothing."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from mcdesk.ledger.claims import TakenError
from mcdesk.ledger.row_rules import RowError
from mcdesk.ledger.rows import is_about_text
from mcdesk.model.errors import DeskError, LedgerError, StorageError

_DISK_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NOT_WRITABLE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}
)
_OF_THE_FILE = frozenset(
    {
        *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR),
        *(sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_SCHEMA),
    }
)
"""What SQLite says of a file in which it does not find what a ledger has."""


class NoLedgerError(Exception):
    """The file is damaged, or no ledger at all: it is to be set aside. Never leaves the ledger."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises LedgerError or StorageError in place of the foreign errors of the ledger file at `path`."""
    try:
        yield
    except DBAPIError as exc:
        raise _of_sqlite(exc.orig, path) from exc
    except sqlite3.Error as exc:
        raise _of_sqlite(exc, path) from exc
    except TakenError as exc:
        raise _busy_opening() from exc
    except (NoLedgerError, RowError, UnicodeDecodeError) as exc:
        raise damaged(path) from exc
    except OSError as exc:
        raise _of_disk(exc, path) from exc
    except (UnicodeEncodeError, OverflowError) as exc:
        raise LedgerError(
            "The ledger can't keep one of the names or numbers that it was given.",
            "Nothing was written. Rename the file or shorten the reference, then try again.",
        ) from exc


def disk_full(path: Path) -> StorageError:
    """The words for a disk without room."""
    return StorageError(
        f"The disk that holds {path.parent} is full.",
        "Nothing was lost, but this step was not written down. Free some space, then try again.",
    )


def damaged(path: Path) -> LedgerError:
    """The words for a file that is no ledger, or no longer one."""
    return LedgerError(
        f"The ledger {path} is damaged or is not a ledger.",
        "Close every mcdesk and start it again: it sets this file aside and saves what can be read into a "
        "new ledger. What the service still knows is fetched again. Result files are not touched.",
    )


def damaged_and_in_use(path: Path) -> LedgerError:
    """The words for a damaged file that can't be set aside yet."""
    return LedgerError(
        f"The ledger {path} is damaged, and another mcdesk has it open.",
        "Close the other mcdesk, then start this one again: it sets the file aside and saves what can be "
        "read.",
    )


def broken_links(path: Path) -> LedgerError:
    """The words for a file that today's schema can't take."""
    return LedgerError(
        f"The ledger {path} is damaged: some of its rows belong to an account that is not in it.",
        "Nothing was changed. Go back to the mcdesk that you had before, or choose another folder with "
        "MCDESK_HOME.",
    )


def _busy_opening() -> LedgerError:
    """The words for somebody else who opens, upgrades or rescues the ledger and takes long."""
    return LedgerError(
        "Another mcdesk is just opening the ledger and has not come to an end.",
        "Nothing was changed. Wait a moment, then start mcdesk again.",
    )


def is_damage(error: BaseException) -> bool:
    """Whether what SQLite said when it looked through a file is the file's own fault."""
    if isinstance(error, NoLedgerError | UnicodeDecodeError) or is_about_text(error):
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    reason = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return reason in _OF_THE_FILE


def _of_disk(exc: OSError, path: Path) -> DeskError:
    if exc.errno in _DISK_FULL:
        return disk_full(path)
    return _not_writable(path)


def _of_sqlite(exc: BaseException | None, path: Path) -> DeskError:
    code = getattr(exc, "sqlite_errorcode", 0)
    reason = code & 0xFF  # the low byte is the family, the rest the finer distinction
    if reason == sqlite3.SQLITE_FULL:
        return disk_full(path)
    if reason in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path)
    if reason in _NOT_WRITABLE:
        return _not_writable(path)
    if reason in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerError(
            "Another mcdesk is using the ledger and does not let go of it.",
            "Nothing was written. Wait a moment and try again; if it stays so, close the other mcdesk.",
        )
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return LedgerError(
            "The account is not in the ledger, or no longer.",
            "Nothing was written. If another mcdesk removed it, add the account again.",
        )
    if reason == sqlite3.SQLITE_CONSTRAINT:
        return LedgerError(
            "This is in the ledger already.",
            "Nothing was written. Look for it in the table of jobs before you try again.",
        )
    return LedgerError(
        f"The ledger {path} could not be used ({getattr(exc, 'sqlite_errorname', 'unknown reason')}).",
        "Nothing was written. Close every mcdesk and start it again.",
    )


def _not_writable(path: Path) -> StorageError:
    return StorageError(
        f"The folder {path.parent} can't be used for the ledger.",
        "Make sure that it is a folder, that you may write to it and that its disk is connected; "
        "or choose another one with MCDESK_HOME.",
    )
