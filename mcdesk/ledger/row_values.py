"""Rows of the accounts, jobs and downloads tables as values. No queries here, and nothing heavy to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from mcdesk.ledger import paths
from mcdesk.ledger.row_rules import END_OF_TIME, RowError, check
from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.operations import OPERATIONS

T = TypeVar("T")

_status_of = {status.value: status for status in JobStatus}
_operation_of = {name: name for name in OPERATIONS}
"""One text for all jobs of an operation, instead of one each."""


def account_of(row: Sequence[Any]) -> Account:
    """Reads a row that holds all columns of the table, in the table's order. RowError if it can't be read."""
    check("accounts", row)
    id_, name, kind, base_url, fingerprint = row
    return Account(id_, name, AccountKind(kind), base_url, fingerprint)


def job_of(row: Sequence[Any]) -> Job:
    """Reads a row that holds all columns of the table but the account, in the table's order.

    It judges as `row_rules` does, but in one go: somebody waits while 100,000 jobs are read.

    Raises:
        RowError: If the row can't be read.
    """
    (id_, operation, status, percent, created, reference, items, good, bad, ended,
     available, left, total, code, message, moved_at, gone_at) = row  # fmt: skip
    if not (
        type(id_) is str
        and (type(percent) is int and 0 <= percent <= 100)
        and (type(created) is float and 0 <= created < END_OF_TIME)
        and (reference is None or type(reference) is str)
        and (items is None or type(items) is int)
        and (good is None or type(good) is int)
        and (bad is None or type(bad) is int)
        and (ended is None or (type(ended) is float and 0 <= ended < END_OF_TIME))
        and (available is None or (type(available) is int and 0 <= available <= 1))
        and (code is None or type(code) is str)
        and (message is None or type(message) is str)
        and (moved_at is None or (type(moved_at) is float and 0 <= moved_at < END_OF_TIME))
        and (gone_at is None or (type(gone_at) is float and 0 <= gone_at < END_OF_TIME))
    ):
        raise RowError
    try:
        return Job(
            id_, _operation_of[operation], _status_of[status], percent, created, reference, items, good, bad,
            ended, None if available is None else available == 1,
            None if left is None and total is None else _slots(left, total), code, message, moved_at, gone_at,
        )  # fmt: skip
    except KeyError:
        raise RowError from None


def download_of(row: Sequence[Any]) -> Download:
    """Reads a row that holds all columns of the table, in the table's order. RowError if it can't be read."""
    check("downloads", row)
    id_, account_id, job_id, state, started_at, path, *rest = row
    where = None if path is None else paths.restored(path)
    return Download(id_, account_id, job_id, DownloadState(state), started_at, where, *rest)


@lru_cache(typed=True)
def _slots(left: Any, total: Any) -> DownloadSlots:
    """One value for all jobs that have as many: there are only a few different ones."""
    if type(left) is not int or type(total) is not int:
        raise RowError
    return DownloadSlots(left, total)


def good_rows(make: Callable[[Any], T], rows: Iterable[Any], on_bad: Callable[[], None]) -> list[T]:
    """The values of those rows that can be read; `on_bad` is called if there are others."""
    rows = list(rows)
    try:
        return [make(row) for row in rows]
    except RowError:
        on_bad()
    return [value for row in rows if (value := _value_or_none(make, row)) is not None]


def _value_or_none(make: Callable[[Any], T], row: Any) -> T | None:
    try:
        return make(row)
    except RowError:
        return None


def text_or_bytes(content: bytes) -> str | bytes:
    """A text as SQLite keeps it; as it is if it is none."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content
