"""Jobs, on a connection that is handed in. Made for 100,000 of them: columns become fields by position."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, select, tuple_
from sqlalchemy.dialects.sqlite import insert

from mcdesk.ledger import rows, schema
from mcdesk.ledger.row_values import job_of
from mcdesk.model.jobs import Job

_table = schema.jobs.c
_columns = [column for column in schema.jobs.columns if column.name != "account_id"]
_insert = insert(schema.jobs)
_save = _insert.on_conflict_do_update(
    index_elements=["account_id", "job_id"],
    set_={column.name: _insert.excluded[column.name] for column in _columns if column.name != "job_id"},
)


def save(connection: Connection, account_id: str, jobs: Sequence[Job]) -> None:
    """Inserts or updates by account and job id."""
    if jobs:
        connection.execute(_save, [_values(account_id, job) for job in jobs])


def load(
    connection: Connection, account_id: str, *, limit: int | None, before: tuple[float, str] | None
) -> tuple[Job, ...]:
    """Newest first. `before` is the `(created_at, job_id)` of the last job of the page before."""
    query = select(*_columns).where(_table.account_id == account_id)
    if before is not None:
        query = query.where(tuple_(_table.created_at, _table.job_id) < before)
    query = query.order_by(_table.created_at.desc(), _table.job_id.desc()).limit(limit)
    with _no_collecting():
        return tuple(rows.values(connection, query, job_of))


def find(connection: Connection, account_id: str, job_id: str) -> Job | None:
    """One job, None if the ledger has not heard of it."""
    query = select(*_columns).where(_table.account_id == account_id, _table.job_id == job_id)
    return rows.first(connection, query, job_of)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keeps the garbage collector from searching, again and again, through values of which none is garbage.

    It would stop the window's thread too: its search holds up the whole process.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _values(account_id: str, job: Job) -> dict[str, object]:
    return {
        "account_id": account_id,
        "job_id": job.job_id,
        "operation": job.operation,
        "status": job.status.value,
        "progress_percent": job.progress_percent,
        "created_at": job.created_at,
        "reference": job.reference,
        "item_count": job.item_count,
        "successful_count": job.successful_count,
        "failed_count": job.failed_count,
        "completed_at": job.completed_at,
        "download_available": job.download_available,
        "slots_left": job.slots.left if job.slots else None,
        "slots_total": job.slots.total if job.slots else None,
        "error_code": job.error_code,
        "error_message": job.error_message,
        "moved_at": job.moved_at,
        "gone_at": job.gone_at,
    }
