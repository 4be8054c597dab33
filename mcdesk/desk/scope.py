"""Owns running coroutines, so that none is lost and all end with their owner. It starts nothing by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class TaskScope:
    """Named tasks with one owner. An error that no task handled goes to `on_error`, never into the void."""

    def __init__(self, on_error: Callable[[str, Exception], None]) -> None:
        self._on_error = on_error
        self._by_name: dict[str, asyncio.Task[None]] = {}
        self._all: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> bool:
        """Starts `work` and tells so, unless the scope is closed or a task of that name is running."""
        if self._is_closed or name in self._by_name:
            work.close()
            return False
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._by_name[name] = task
        self._all.add(task)
        task.add_done_callback(self._ended)
        return True

    def is_running(self, name: str) -> bool:
        """Whether a task of that name has not ended yet."""
        return name in self._by_name

    def cancel(self, name: str) -> None:
        """Asks the task of that name to end, if there is one."""
        if (task := self._by_name.get(name)) is not None:
            task.cancel()

    async def aclose(self) -> None:
        """Ends all tasks and waits for them. Nothing can be started afterwards."""
        self._is_closed = True
        tasks = tuple(self._all)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._all.discard(task)
        if self._by_name.get(task.get_name()) is task:
            del self._by_name[task.get_name()]
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._on_error(task.get_name(), error)
