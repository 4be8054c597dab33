"""Rows of the jobs and downloads tables as values. No queries here, and nothing heavy to import."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from mcdesk.ledger import paths
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus

_status_of = {status.value: status for status in JobStatus}


def job_of(row: Sequence[Any]) -> Job:
    """Reads a row that holds all columns of the table but the account, in the table's order."""
    id_, operation, status, percent, created, reference, items, good, bad, ended, *rest = row
    available, left, total, code, message = rest
    return Job(
        id_,
        operation,
        _status_of[status],
        percent,
        created,
        reference,
        items,
        good,
        bad,
        ended,
        None if available is None else available == 1,
        None if left is None else _slots(left, total),
        code,
        message,
    )


def download_of(row: Sequence[Any]) -> Download:
    """Reads a row that holds all columns of the table, in the table's order."""
    id_, account_id, job_id, state, started_at, path, *rest = row
    where = None if path is None else paths.restored(path)
    return Download(id_, account_id, job_id, DownloadState(state), started_at, where, *rest)


@lru_cache
def _slots(left: int, total: int) -> DownloadSlots:
    """One value for all jobs that have as many: there are only a few different ones."""
    return DownloadSlots(left, total)
