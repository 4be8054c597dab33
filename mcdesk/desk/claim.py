"""Keeps two processes from doing one thing at once. The system drops a claim when its process dies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from mcdesk.model.errors import BusyElsewhereError, StorageError

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
    has_told = False
    while True:
        try:
            lock = _locked(path)
            break
        except BusyElsewhereError:
            if not has_told:
                on_wait()
                has_told = True
            await sleep(_LOOK_EVERY)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def claimed_now(path: Path) -> Iterator[None]:
    """Holds the claim that `path` stands for.

    Raises:
        BusyElsewhereError: If another process has it.
        StorageError: If claims can't be made here.
    """
    lock = _locked(path)
    try:
        yield
    finally:
        lock.release()


def _locked(path: Path) -> BaseFileLock:
    lock = FileLock(path, thread_local=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout as exc:
        raise BusyElsewhereError(
            "Another mcdesk is at work on this.", "Wait until it has ended; its result will be used."
        ) from exc
    except OSError as exc:
        raise StorageError(
            f"{path.parent} can't be written.", "Make it writable, or set MCDESK_HOME to another folder."
        ) from exc
    return lock
