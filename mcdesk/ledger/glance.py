"""What the first picture needs, read with the standard library alone. It only reads, and only what it knows.

The ledger's own way of reading takes half a second to load; the window is on the screen before that. Whatever
is unusual (no ledger yet, an old or newer one, a damaged one) is left to the ledger itself.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mcdesk.ledger.row_values import download_of, job_of
from mcdesk.ledger.submission_rows import submission_of
from mcdesk.ledger.version import FILE_NAME, NEWEST
from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.downloads import Download
from mcdesk.model.jobs import Job
from mcdesk.model.submissions import Submission


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
    try:
        with closing(sqlite3.connect(f"{(home / FILE_NAME).as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA busy_timeout = 200")
            return _read(connection, account_setting, limit)
    except (sqlite3.Error, ValueError, TypeError):
        return None


def _read(connection: sqlite3.Connection, account_setting: str, limit: int) -> Glance | None:
    connection.execute("BEGIN")
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(NEWEST,)]:
        return None
    settings = dict(connection.execute("SELECT name, value FROM settings"))
    accounts = tuple(
        Account(id_, name, AccountKind(kind), url, fingerprint)
        for id_, name, kind, url, fingerprint in connection.execute("SELECT * FROM accounts ORDER BY rowid")
    )
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
        tuple(job_of(row[1:]) for row in connection.execute(newest, (account.id, limit))),
        tuple(submission_of(row) for row in connection.execute(by_place, (account.id,))),
        tuple(download_of(row) for row in connection.execute(oldest_first, (account.id,))),
    )
