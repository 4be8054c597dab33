"""Attempts to fetch results, on a connection that is handed in. No files are touched here."""

from __future__ import annotations

from sqlalchemy import Connection, insert, literal_column, select, update

from mcdesk.ledger import paths, rows, schema
from mcdesk.ledger.row_values import download_of
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import LedgerError

_table = schema.downloads.c


def add(connection: Connection, download: Download) -> None:
    """Writes an attempt down, before it is made."""
    connection.execute(insert(schema.downloads), _values(download))


def change(connection: Connection, download: Download) -> None:
    """Writes down what became of an attempt."""
    statement = update(schema.downloads).where(_table.id == download.id).values(_values(download))
    if connection.execute(statement).rowcount == 0:
        raise _unknown()


def note_headers(connection: Connection, download: Download) -> None:
    """Writes down what the headers of an attempt said, and only that; nothing once the attempt has ended.

    They may come after it was stopped, and must not make it look as if it still went on.
    """
    is_it = _table.id == download.id
    told = {
        "remaining": download.remaining,
        "expected_sha256": download.expected_sha256,
        "expected_size": download.expected_size,
    }
    is_under_way = _table.state == DownloadState.STARTED.value
    statement = update(schema.downloads).where(is_it, is_under_way).values(told)
    if (
        connection.execute(statement).rowcount == 0
        and connection.scalar(select(_table.id).where(is_it)) is None
    ):
        raise _unknown()


def load(connection: Connection, account_id: str, job_id: str | None) -> tuple[Download, ...]:
    """All attempts of an account, or of one of its jobs, oldest first."""
    query = select(*schema.downloads.columns).where(_table.account_id == account_id)
    if job_id is not None:
        query = query.where(_table.job_id == job_id)
    # Attempts of one moment stay in the order in which they were written down.
    query = query.order_by(_table.started_at, literal_column("rowid"))
    return tuple(rows.values(connection, query, download_of))


def _unknown() -> LedgerError:
    return LedgerError(
        "This download is not in the ledger, or no longer.",
        "Nothing was written. If another mcdesk removed the account, add it again and download anew.",
    )


def _values(download: Download) -> dict[str, object]:
    return {
        "id": download.id,
        "account_id": download.account_id,
        "job_id": download.job_id,
        "state": download.state.value,
        "started_at": download.started_at,
        "path": None if download.path is None else paths.kept(download.path),
        "size": download.size,
        "sha256": download.sha256,
        "expected_sha256": download.expected_sha256,
        "remaining": download.remaining,
        "finished_at": download.finished_at,
        "expected_size": download.expected_size,
    }
