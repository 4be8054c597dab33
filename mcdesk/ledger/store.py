"""The one thread that touches the ledger file. It knows transactions and errors, but no table.

A row that can't be read stops nothing: it is set aside, and what was asked for is asked again.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from mcdesk.ledger import rows, set_aside
from mcdesk.ledger.engine import reading, writing
from mcdesk.ledger.kept_copy import KeptCopy
from mcdesk.ledger.opening import OpenFile, open_file
from mcdesk.ledger.row_rules import RowError
from mcdesk.ledger.troubles import translated
from mcdesk.model.damage import Rescue, SetAside
from mcdesk.model.errors import DeskError, LedgerError

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)


class Store:
    """An open ledger file. Work handed to it runs in turn, each piece in a transaction of its own."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        self._path = path
        self._now = now
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mcdesk-ledger")
        self._file: OpenFile | None = None
        self._copy = KeptCopy(path)
        self._found: deque[SetAside] = deque()
        self._is_closed = False

    @classmethod
    async def open(cls, path: Path, now: Callable[[], float] = time.time) -> Store:
        """Opens the file, creates it if need be, and brings it up to date.

        Args:
            path: The file.
            now: Seconds since 1970.
        """
        store = cls(path, now)
        try:
            await asyncio.wrap_future(store._thread.submit(store._prepare))
        except BaseException:
            # Behind whatever the thread may still be doing for a caller that gave up.
            store._thread.submit(store._dispose)
            store._thread.shutdown(wait=False)
            raise
        return store

    @property
    def rescue(self) -> Rescue | None:
        """What came back, if the file was damaged when it was opened."""
        return self._opened().rescue

    def take_set_aside(self) -> tuple[SetAside, ...]:
        """The rows that were set aside since this was last asked."""
        taken = []
        while self._found:
            taken.append(self._found.popleft())
        return tuple(taken)

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs `work` on a view of one moment."""
        return await asyncio.wrap_future(self._submit(lambda: self._seen(work, *args, **kwargs)))

    def write_now(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs `work` in a transaction and waits for its end. Blocks: not for the loop's thread."""
        return self._submit(lambda: self._written(work, *args, **kwargs)).result()

    async def write(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs `work` in a transaction. It is carried out even if the caller is cancelled while it waits."""
        return await _to_its_end(self._submit(lambda: self._written(work, *args, **kwargs)))

    async def keep_copy(self, now: float) -> bool:
        """Makes the kept copy if it is due, in a thread of its own; answers whether it made one."""
        if self._is_closed:
            raise _closed()
        return await _to_its_end(self._copy.begin(now))

    async def aclose(self) -> None:
        """Finishes what was handed in, then closes the file."""
        if self._is_closed:
            return
        self._is_closed = True
        self._copy.stop()
        closing = asyncio.wrap_future(self._thread.submit(self._dispose))
        self._thread.shutdown(wait=False)
        await asyncio.shield(closing)

    def _seen(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with translated(self._path):
            engine = self._opened().engine
            try:
                with reading(engine) as connection:
                    value = work(connection, *args, **kwargs)
                    if not rows.has_left_out(connection):
                        return value
            except (RowError, DBAPIError, sqlite3.Error) as exc:
                if not _is_of_a_row(exc):
                    raise
            try:
                self._sift()
            except DeskError as exc:
                _log.info("rows that can't be read stay where they are: %s", exc.title)
            with reading(engine) as connection, rows.any_text(connection):
                return work(connection, *args, **kwargs)

    def _written(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with translated(self._path):
            engine = self._opened().engine
            try:
                with writing(engine) as connection:
                    value = work(connection, *args, **kwargs)
                    if rows.has_left_out(connection):
                        raise RowError  # nothing may be decided without them, so this is undone
                    return value
            except (RowError, DBAPIError, sqlite3.Error) as exc:
                if not _is_of_a_row(exc):
                    raise
            self._sift()
            with writing(engine) as connection:
                return work(connection, *args, **kwargs)

    def _sift(self) -> None:
        with translated(self._path), writing(self._opened().engine) as connection:
            found = set_aside.sift(connection, self._now())
        self._found.extend(found)
        if found:
            first = found[0]
            _log.warning("rows set aside: %d; the first, of %s: %s", len(found), first.table, first.reason)

    def _submit(self, run: Callable[[], T]) -> Future[T]:
        if self._is_closed:
            raise _closed()
        return self._thread.submit(run)

    def _prepare(self) -> None:
        with translated(self._path):
            self._file = open_file(self._path, self._now)

    def _dispose(self) -> None:
        concurrent.futures.wait(self._copy.under_way)
        if self._file is not None:
            self._file.close()

    def _opened(self) -> OpenFile:
        if self._file is None:
            raise RuntimeError("work was handed to a ledger that is not open")
        return self._file


async def _to_its_end(running: Future[T]) -> T:
    """Waits for what goes on even if nobody waits any more."""
    outcome = asyncio.wrap_future(running)
    # Looked at, so that nobody calls it forgotten: whoever gave up looks at the file before the next step.
    outcome.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    return await asyncio.shield(outcome)


def _closed() -> LedgerError:
    return LedgerError("The ledger is closed: mcdesk is about to end.", "Start mcdesk again.")


def _is_of_a_row(error: BaseException) -> bool:
    return isinstance(error, RowError) or rows.is_about_text(error)
