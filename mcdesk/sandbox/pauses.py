"""Waiting that ends early when the sandbox closes. Knows no reason to wait."""

import asyncio
from collections.abc import Awaitable, Callable

Sleep = Callable[[float], Awaitable[object]]


class Pauses:
    """All the waiting that goes on in one sandbox."""

    def __init__(self, sleep: Sleep) -> None:
        self._sleep = sleep
        self._waiting: set[asyncio.Future[object]] = set()
        self._closed = False

    async def pause(self, seconds: float) -> None:
        """Waits; returns at once when the sandbox closes meanwhile."""
        if self._closed:
            return
        waiting = asyncio.ensure_future(self._sleep(seconds))
        self._waiting.add(waiting)
        try:
            await waiting
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
        finally:
            self._waiting.discard(waiting)

    def end(self) -> None:
        """Wakes all that wait."""
        self._closed = True
        for waiting in self._waiting:
            waiting.cancel()
