"""The jobs on disk, in SQLite, so that they outlive a restart. Knows nothing of HTTP or of vehicles."""

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from mcdesk.sandbox.jobs import MAX_DOWNLOADS, Job

_NUMBERS = {
    "accepted_at": "REAL",
    "longest_seconds": "REAL",
    "extra_seconds": "REAL",
    "planned_seconds": "REAL",
    "ends_at": "REAL",
    "webhook_attempts": "INTEGER",
    "item_count": "INTEGER",
    "frozen_at": "INTEGER",
    "successful_count": "INTEGER",
    "failed_count": "INTEGER",
    "download_count": "INTEGER",
}
_COLUMNS = [field.name for field in fields(Job)]
_TABLE = ", ".join(f"{name} {_NUMBERS.get(name, 'TEXT')}" for name in _COLUMNS)
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM jobs"
_OWN = "account = :account AND operation = :operation"
_FILTERS = {
    "all": "1",
    "active": "(ends_at IS NULL OR ends_at > :now)",
    "completed": "(ends_at <= :now AND error_code IS NULL)",
    "failed": "(ends_at <= :now AND error_code IS NOT NULL)",
}
FILTERS = tuple(_FILTERS)


class ActiveJobError(Exception):
    """The account has an active job of this operation already."""


class Store:
    """All reading and writing of jobs; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(f"CREATE TABLE IF NOT EXISTS jobs (number INTEGER PRIMARY KEY, {_TABLE})")
        self._db.execute("CREATE UNIQUE INDEX IF NOT EXISTS by_id ON jobs (job_id)")
        self._db.execute("CREATE INDEX IF NOT EXISTS by_owner ON jobs (account, operation, number)")
        # An app that was only ever called in process has no shutdown of its own.
        self.close = weakref.finalize(self, self._db.close)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _jobs(self, where: str, values: dict[str, Any]) -> list[Job]:
        with self._lock:
            return [Job(*row) for row in self._db.execute(f"{_SELECT} WHERE {where}", values)]

    def admit(self, job: Job, now: float) -> Job:
        """Keeps a new job, or returns the one that its idempotency key already belongs to.

        The key is looked up before the rule of one active job, else a retry after a timeout would be refused
        on account of the very job it asks about.
        """
        values = asdict(job) | {"now": now}
        with self._transaction():
            if job.idempotency_key is not None:
                known = self._jobs(f"{_OWN} AND idempotency_key = :idempotency_key", values)
                if known:
                    return known[0]
            if self._jobs(f"{_OWN} AND {_FILTERS['active']}", values):
                raise ActiveJobError
            marks = ", ".join(f":{name}" for name in _COLUMNS)
            self._db.execute(f"INSERT INTO jobs ({', '.join(_COLUMNS)}) VALUES ({marks})", values)
        return job

    def find(self, account: str, operation: str, job_id: str) -> Job | None:
        """A job of this account and operation, if there is such a one."""
        values = {"account": account, "operation": operation, "job_id": job_id}
        return next(iter(self._jobs(f"{_OWN} AND job_id = :job_id", values)), None)

    def get(self, job_id: str) -> Job:
        """A job that is known to exist."""
        return self._jobs("job_id = :job_id", {"job_id": job_id})[0]

    def change(self, job_id: str, **values: Any) -> None:
        """Writes some fields of a job."""
        marks = ", ".join(f"{name} = :{name}" for name in values)
        with self._lock:
            self._db.execute(f"UPDATE jobs SET {marks} WHERE job_id = :job_id", values | {"job_id": job_id})

    def unfinished(self) -> list[Job]:
        """Jobs whose outcome is not on disk yet, oldest first."""
        return self._jobs("ends_at IS NULL ORDER BY number", {})

    def with_pending_webhooks(self) -> list[Job]:
        """Jobs whose receiver has not been told yet."""
        return self._jobs("webhook_state = 'pending' ORDER BY number", {})

    def page(
        self, account: str, operation: str, chosen: str, now: float, rows: int, after: str | None
    ) -> tuple[list[Job], int]:
        """Up to `rows` jobs, newest first, older than the job `after`; and how many match in all."""
        values: dict[str, Any] = {"account": account, "operation": operation, "now": now, "rows": rows}
        matching = f"{_OWN} AND {_FILTERS[chosen]}"
        older = ""
        if after is not None:
            values["after"] = after
            older = " AND number < (SELECT number FROM jobs WHERE job_id = :after)"
        with self._lock:
            (total,) = self._db.execute(f"SELECT count(*) FROM jobs WHERE {matching}", values).fetchone()
            found = self._jobs(f"{matching}{older} ORDER BY number DESC LIMIT :rows", values)
        return found, total

    def spend_slot(self, job_id: str) -> int | None:
        """Takes one download slot; the number of slots taken now, or None when none was left."""
        with self._transaction():
            taken = self._db.execute(
                "UPDATE jobs SET download_count = download_count + 1 WHERE job_id = ? AND download_count < ?",
                (job_id, MAX_DOWNLOADS),
            ).rowcount
            return self.get(job_id).download_count if taken else None
