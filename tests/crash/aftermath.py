"""What ledger, disk and service say after a crash and what followed. It changes nothing of mcdesk's."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from mcdesk.ledger.version import FILE_NAME
from tests.sandbox_fixtures import Sandbox


class Aftermath:
    """The state of things in one home and in its account of the sandbox.

    Args:
        home: MCDESK_HOME, with no mcdesk running in it.
        sandbox: The service.
        data: The folder that keeps its jobs.
        key: Of the account.
    """

    def __init__(self, home: Path, sandbox: Sandbox, data: Path, key: str) -> None:
        self._home, self._data = home, data
        self.jobs: list[dict[str, Any]] = sandbox.jobs(key)

    @property
    def slots_spent(self) -> int:
        """Download slots that are gone, as the service counts them."""
        return sum(job["download_count"] for job in self.jobs)

    def require_one_job_each(self, parts: int) -> None:
        """No part of the file was paid for twice, and each job is on record as a submission's."""
        assert len(self.jobs) == parts, self.jobs
        made = self._asked("SELECT job_id FROM submissions WHERE job_id IS NOT NULL")
        assert sorted(made) == sorted((job["job_id"],) for job in self.jobs)

    def require_slots_on_record(self, most: int) -> None:
        """No slot is gone that the ledger does not know of, and no more than `most`."""
        on_record = self._asked("SELECT state FROM downloads WHERE state != 'unspent'")
        assert self.slots_spent <= len(on_record), f"{self.slots_spent} slots spent, on record: {on_record}"
        assert self.slots_spent <= most, on_record

    def require_nothing_left_open(self) -> None:
        """The ledger is sound, and nothing in it still waits for a process that is dead."""
        assert self._asked("PRAGMA integrity_check") == [("ok",)]
        assert set(self._asked("SELECT state FROM submissions")) == {("accepted",)}
        assert self._asked("SELECT * FROM downloads WHERE state = 'started'") == []

    def require_no_halves(self, *folders: Path) -> None:
        """Nothing that was only half written lies about."""
        assert [path for folder in folders for path in folder.rglob("*.part")] == []

    def require_true_result(self, job_id: str, path: Path, sha256: str) -> None:
        """The file is, byte for byte, what the service serves."""
        served = (self._data / "results" / job_id).read_bytes()
        assert path.read_bytes() == served
        assert sha256 == hashlib.sha256(served).hexdigest()

    def _asked(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._home / FILE_NAME)) as ledger:
            return ledger.execute(query).fetchall()
