"""Turns what SQLite and the disk say into words for the user, once. It decides nothing and logs nothing."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from mcdesk.model.errors import DeskError, LedgerError, StorageError

_DISK_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NOT_WRITABLE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises LedgerError or StorageError in place of the foreign errors of the ledger file at `path`."""
    try:
        yield
    except DBAPIError as exc:
        raise _of_sqlite(exc.orig, path) from exc
    except sqlite3.Error as exc:
        raise _of_sqlite(exc, path) from exc
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
        "Move this file to another place and start mcdesk again. It begins a new ledger: add your account, "
        "and the jobs come back from the service. Result files are not touched.",
    )


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
