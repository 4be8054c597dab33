"""Runs blocking work on bytes away from the loop, with progress and a way to stop it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

Report = Callable[[int, int | None], None]
_T = TypeVar("_T")
_REPORT_EVERY = 0.05
_GRACE = 0.5


class StoppedError(Exception):
    """Raised inside the work when its awaiter was cancelled. Never leaves this module's awaiters."""


async def in_worker(work: Callable[[Report], _T], report: Report, *, name: str) -> _T:
    """Awaits blocking `work` in a thread of its own; `report` is called on the loop, some 20 times a second.

    The work calls the function that it is given with the bytes done and the bytes in all; when the awaiting
    task is cancelled, that call raises and so ends the work. Daemon threads: a connection that hangs must not
    keep the program from ending.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[_T] = loop.create_future()
    stop = threading.Event()
    relay = _Relay(loop, report, stop)
    thread = threading.Thread(target=_run, args=(work, relay, loop, outcome), name=name, daemon=True)
    thread.start()
    try:
        return await asyncio.shield(outcome)
    except asyncio.CancelledError:
        stop.set()
        # Looked at, so that nobody calls it forgotten, even if this wait is cancelled as well.
        outcome.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        await asyncio.wait({outcome}, timeout=_GRACE)
        outcome.cancel()
        raise


class _Relay:
    """Carries progress from the thread to the loop, throttled; the last figure always gets through."""

    def __init__(self, loop: asyncio.AbstractEventLoop, report: Report, stop: threading.Event) -> None:
        self._loop = loop
        self._report = report
        self._stop = stop
        self._next = 0.0
        self._held: tuple[int, int | None] | None = None

    def __call__(self, done: int, total: int | None) -> None:
        if self._stop.is_set():
            raise StoppedError
        moment = time.monotonic()
        if moment >= self._next or done == total:
            self._next = moment + _REPORT_EVERY
            self._held = None
            self._loop.call_soon_threadsafe(self._report, done, total)
        else:
            self._held = (done, total)

    def finish(self) -> None:
        """Tells the last figure, if it came too soon after the one before."""
        if self._held is not None and not self._stop.is_set():
            self._loop.call_soon_threadsafe(self._report, *self._held)


def _run(
    work: Callable[[Report], _T], relay: _Relay, loop: asyncio.AbstractEventLoop, outcome: asyncio.Future[_T]
) -> None:
    def settle(call: Callable[[Any], None], value: Any) -> None:
        if not outcome.done():
            call(value)

    try:
        result = work(relay)
    except BaseException as error:  # whatever it is belongs to the awaiter
        call, value = outcome.set_exception, error
    else:
        call, value = outcome.set_result, result  # type: ignore[assignment]
    try:
        relay.finish()
        loop.call_soon_threadsafe(settle, call, value)
    except RuntimeError:
        return  # the loop is closed: nobody waits any more
