"""Runs blocking work that must not hold up the end of the program: whoever waits for it may give up."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable


def begun(work: Callable[[], None], *, name: str) -> asyncio.Event:
    """Begins `work` in a daemon thread of that name; gives the event that is set on the loop at its end.

    A thread of the loop's own pool would be waited for, and so would one that is no daemon.
    """
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def run() -> None:
        try:
            work()
        finally:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=run, name=name, daemon=True).start()
    return ended
