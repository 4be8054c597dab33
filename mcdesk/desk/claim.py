"""Keeps two processes from doing one thing at once. The system drops a claim when its process dies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_LOOK_EVERY = 0.5


@asynccontextmanager
async def claimed(
    path: Path, *, sleep: Callable[[float], Awaitable[None]], on_wait: Callable[[], None]
) -> AsyncIterator[None]:
    """Holds the claim that `path` stands for; waits for it as long as another process has it.

    Args:
        path: An empty file; it is made if need be, and stays.
        sleep: Waits that many seconds.
        on_wait: Told once that there is something to wait for.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    has_told = False
    while True:
        try:
            lock.acquire(blocking=False)
            break
        except Timeout:
            if not has_told:
                on_wait()
                has_told = True
            await sleep(_LOOK_EVERY)
    try:
        yield
    finally:
        lock.release()
