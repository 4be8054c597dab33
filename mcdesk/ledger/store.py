"""The one thread that touches the ledger file. It knows transactions and errors, but no table."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from mcdesk.ledger.engine import open_engine, reading, writing
from mcdesk.ledger.troubles import translated
from mcdesk.ledger.upgrade import bring_up_to_date
from mcdesk.model.errors import LedgerError

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """An open ledger file. Work handed to it runs in turn, each piece in a transaction of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mcdesk-ledger")
        self._engine: Engine | None = None
        self._is_closed = False

    @classmethod
    async def open(cls, path: Path) -> Store:
        """Opens the file, creates it if need be, and brings it up to date."""
        store = cls(path)
        try:
            await asyncio.wrap_future(store._thread.submit(store._prepare))
        except BaseException:
            # Behind whatever the thread may still be doing for a caller that gave up.
            store._thread.submit(store._dispose)
            store._thread.shutdown(wait=False)
            raise
        return store

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs `work` on a view of one moment."""

        def run() -> T:
            with translated(self._path), reading(self._opened()) as connection:
                return work(connection, *args, **kwargs)

        return await asyncio.wrap_future(self._submit(run))

    async def write(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs `work` in a transaction. It is carried out even if the caller is cancelled while it waits."""

        def run() -> T:
            with translated(self._path), writing(self._opened()) as connection:
                return work(connection, *args, **kwargs)

        return await asyncio.shield(asyncio.wrap_future(self._submit(run)))

    async def aclose(self) -> None:
        """Finishes what was handed in, then closes the file."""
        if self._is_closed:
            return
        self._is_closed = True
        closing = asyncio.wrap_future(self._thread.submit(self._dispose))
        self._thread.shutdown(wait=False)
        await asyncio.shield(closing)

    def _submit(self, run: Callable[[], T]) -> Future[T]:
        if self._is_closed:
            raise LedgerError("The ledger is closed: mcdesk is about to end.", "Start mcdesk again.")
        return self._thread.submit(run)

    def _prepare(self) -> None:
        with translated(self._path):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Born private, also in a folder that others may look into; SQLite gives its log the same mode.
            self._path.touch(mode=0o600)
            self._engine = open_engine(self._path)
            bring_up_to_date(self._engine, self._path)

    def _dispose(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    def _opened(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("work was handed to a ledger that is not open")
        return self._engine
