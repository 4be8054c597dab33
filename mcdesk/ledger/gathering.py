"""Collects for a new ledger what a damaged one, its log and the newest copy hold, in the order of trust.

What SQLite reads of the damaged file counts as it is. Only of tables of which it can't read everything, rows
are also taken from loose pages and from the copy, which may both be out of date. Scratch files apart, nothing
is written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from mcdesk.ledger import salvage
from mcdesk.ledger.carving import PAGE
from mcdesk.ledger.copies import copies_of, forget
from mcdesk.ledger.rebuilding import Rebuilding
from mcdesk.ledger.rescued_book import settle_dealers


def gathered(path: Path) -> tuple[Rebuilding, bool]:
    """All that can be read of the ledger at `path`, and whether no job can be missing among it."""
    rebuilding = Rebuilding()
    log = path.with_name(f"{path.name}-wal")
    finds = _read_a_copy(path, log)
    _take(rebuilding, ((table, row) for table, find in finds.items() for row in find.rows), is_old=False)
    lacking = {table for table in salvage.MAIN if not finds[table].is_whole}
    if lacking:
        wanted = lacking | {salvage.RECORDS}
        carved = salvage.carve(_bytes_of(path), _bytes_of(log))
        _take(rebuilding, ((table, row) for table, row in carved if table in wanted), is_old=True)
    lacking |= {table for table, _, _ in rebuilding.bad}
    if lacking:
        _take_from_newest_copy(rebuilding, path, lacking)
    rebuilding.settle_accounts(are_whole="accounts" not in lacking)
    settle_dealers(rebuilding, lacking)
    return rebuilding, "jobs" not in lacking


def _take(rebuilding: Rebuilding, rows: Iterable[tuple[str, salvage.Row]], *, is_old: bool) -> None:
    for table, row in rows:
        rebuilding.take(table, row, is_old=is_old)


def _take_from_newest_copy(rebuilding: Rebuilding, path: Path, lacking: set[str]) -> None:
    for copy in copies_of(path):
        finds = _read_a_copy(copy, None)
        if any(find.rows for find in finds.values()):
            rows = ((table, row) for table in salvage.MAIN if table in lacking for row in finds[table].rows)
            _take(rebuilding, rows, is_old=True)
            return


def _read_a_copy(file: Path, log: Path | None) -> dict[str, salvage.Find]:
    scratch = file.with_name(f"{file.stem}.scratch{file.suffix}")
    forget(scratch)
    try:
        for source, ending in ((file, ""), (log, "-wal")):
            if source is not None and source.exists():
                target = scratch.with_name(scratch.name + ending)
                target.touch(mode=0o600)
                shutil.copyfile(source, target)
        if scratch.exists():
            # SQLite would fill a page that is cut off with zeros, and rows with them.
            os.truncate(scratch, scratch.stat().st_size // PAGE * PAGE)
        return salvage.read(scratch)
    finally:
        forget(scratch)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
