"""Hears Ctrl+C and the system's wish to end while Qt's loop runs. It ends nothing itself.

Python looks at signals between two of its own steps only, and Qt may not take one for long: so the signal's
number is also written to a socket, which wakes Qt.
"""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

from PySide6.QtCore import QSocketNotifier


class SignalWatch:
    """While it is entered, SIGINT and SIGTERM call what `call_on_signal` named last."""

    def __init__(self) -> None:
        self.was_interrupted = False
        self._is_asked = False
        self._act: Callable[[], object] | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._drain)
        self._woken_before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken_before)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def call_on_signal(self, act: Callable[[], object]) -> None:
        """Names what a signal is to do; at once where one has come already."""
        self._act = act
        if self._is_asked:
            act()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.was_interrupted = self.was_interrupted or number == signal.SIGINT
        self._is_asked = True
        if self._act is not None:
            self._act()

    def _drain(self) -> None:
        with contextlib.suppress(OSError):
            self._reader.recv(4096)
