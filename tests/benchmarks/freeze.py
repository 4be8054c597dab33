"""The longest moment in which the window stands still while a hundred megabytes go up and come down.

Run as a process of its own: `python -m tests.benchmarks.freeze HOME URL FILE SHA256` prints milliseconds.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mcdesk.desk.hub import Hub
from mcdesk.model.events import DeskEvent, TransfersChanged
from mcdesk.ui.theme.theme import Theme
from mcdesk.ui.window import MainWindow
from tests.benchmarks.filled_ledger import job
from tests.benchmarks.transfers import Rig

_TICK_MS = 5
_ROWS = 10_000


class Pulse(QObject):
    """A timer that notes the longest gap between two of its beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Starts to listen."""
        self._last = time.perf_counter()
        self._timer.start(_TICK_MS)

    def _beat(self) -> None:
        moment = time.perf_counter()
        self.longest = max(self.longest, moment - self._last - _TICK_MS / 1000)
        self._last = moment


def _window(theme: Theme) -> MainWindow:
    from mcdesk.model.rows import row_of

    window = MainWindow(theme, time.time, lambda _: (), samples=())
    window.model.replace_all([row_of(job(number), None) for number in range(_ROWS)])
    window.show()
    return window


async def _measure(window: MainWindow, rig: Rig, sha256: str) -> float:
    hub = Hub()

    def show(event: DeskEvent) -> None:
        if isinstance(event, TransfersChanged):
            window.shelf.show_transfer(event.transfer)

    hub.subscribe(show)
    async with rig.desk() as moving:
        await asyncio.sleep(0.5)  # the first picture is not what is measured
        pulse = Pulse()
        pulse.begin()
        await moving(hub, sha256)
        return pulse.longest


def main() -> None:
    """Prints the figure in milliseconds."""
    home, url, file, sha256 = sys.argv[1:]
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    window = _window(Theme(app))
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        longest = runner.run(_measure(window, Rig(Path(home), url, Path(file)), sha256))
    print(f"{longest * 1000:.1f}")


if __name__ == "__main__":
    main()
