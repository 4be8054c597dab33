"""What the first picture needs, read with the standard library alone. It only reads, and only what it knows.

The ledger's own way of reading takes half a second to load; the window is on the screen before that. Whatever
is unusual (no ledger yet, an old or newer one, a damaged one) is left to the ledger itself. So is a row that
can't be read: it is left out here, and the ledger sets it aside.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from mcdesk.ledger.row_rules import ANCHOR, reason_against
from mcdesk.ledger.row_values import account_of, download_of, good_rows, job_of, text_or_bytes
from mcdesk.ledger.submission_rows import submission_of
from mcdesk.ledger.version import FILE_NAME, NEWEST, SMALLEST
from mcdesk.model.accounts import Account
from mcdesk.model.downloads import Download
from mcdesk.model.jobs import Job
from mcdesk.model.submissions import Submission

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Glance:
    """Accounts and settings, and of one account the newest jobs with all submissions and downloads."""

    settings: dict[str, str]
    accounts: tuple[Account, ...]
    account: Account | None
    jobs: tuple[Job, ...] = ()
    submissions: tuple[Submission, ...] = ()
    downloads: tuple[Download, ...] = ()


def glance(home: Path, account_setting: str, limit: int) -> Glance | None:
    """Looks into the ledger in `home`; None if there is none that can be read this way.

    Args:
        home: MCDESK_HOME.
        account_setting: The setting that names the account in use; the first account if it names none.
        limit: How many jobs to read, newest first.
    """
    path = home / FILE_NAME
    try:
        if path.stat().st_size < SMALLEST:  # SQLite would throw its log away
            return None
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA busy_timeout = 200")
            connection.text_factory = text_or_bytes
            return _read(connection, account_setting, limit)
    except (sqlite3.Error, OSError, ValueError):
        return None


def _read(connection: sqlite3.Connection, account_setting: str, limit: int) -> Glance | None:
    connection.execute("BEGIN")
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(NEWEST,)]:
        return None
    pairs = connection.execute("SELECT name, value FROM settings")
    settings = dict(pair for pair in pairs if reason_against("settings", pair) is None)
    in_order = "SELECT * FROM accounts WHERE kind <> ? ORDER BY rowid"
    accounts = _good(account_of, connection.execute(in_order, (ANCHOR,)))
    wanted = settings.get(account_setting)
    account = next((known for known in accounts if known.id == wanted), next(iter(accounts), None))
    if account is None:
        return Glance(settings, accounts, None)
    newest = "SELECT * FROM jobs WHERE account_id = ? ORDER BY created_at DESC, job_id DESC LIMIT ?"
    by_place = "SELECT * FROM submissions WHERE account_id = ? ORDER BY place"
    oldest_first = "SELECT * FROM downloads WHERE account_id = ? ORDER BY started_at, rowid"
    return Glance(
        settings,
        accounts,
        account,
        _good(job_of, (row[1:] for row in connection.execute(newest, (account.id, limit)))),
        _good(submission_of, connection.execute(by_place, (account.id,))),
        _good(download_of, connection.execute(oldest_first, (account.id,))),
    )


def _good(make: Callable[[Sequence[Any]], T], rows: Iterable[Sequence[Any]]) -> tuple[T, ...]:
    return tuple(good_rows(make, rows, lambda: None))
