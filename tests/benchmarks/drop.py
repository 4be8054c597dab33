"""A drop of a very large file on the real window: when problems are seen, and how the window feels.

Run as a process of its own: `python -m tests.benchmarks.drop HOME FILE` prints JSON, in seconds: `first` from
the drop to the first problem on screen, `longest` the longest moment in which the window stood still
meanwhile, `cancel` from Esc to the moment when the sheet is gone and nobody reads the file any more.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from mcdesk.ui.theme.theme import Theme
from tests.benchmarks.freeze import Pulse
from tests.e2e.house import House

_PROBLEM = "ZIP lost its leading zero"
_READ_ON = 1.0
_LOOK_MS, _PATIENCE = 5, 30.0


async def _measure(house: House, path: Path) -> dict[str, float]:
    await house.open()
    house.press("Practise in the sandbox")
    await house.checked()
    await asyncio.sleep(1.5)  # what follows the first picture is not what is measured
    pulse = Pulse()
    pulse.begin()
    began = time.perf_counter()
    await house.drop(path)
    await _when(lambda: any(_is_seen(sheet, _PROBLEM) for sheet in house.sheets()))
    first = time.perf_counter() - began
    await asyncio.sleep(_READ_ON)
    ended = time.perf_counter()
    QTest.keyClick(house.top, Qt.Key.Key_Escape)
    await _when(lambda: not house.sheets() and not any("prepare" in t.name for t in threading.enumerate()))
    cancel = time.perf_counter() - ended
    longest = pulse.longest
    await house.close()
    return {"first": first, "longest": longest, "cancel": cancel}


def _is_seen(sheet: QWidget, words: str) -> bool:
    return any(words in part.accessibleName() and part.isVisible() for part in sheet.findChildren(QWidget))


async def _when(holds: Callable[[], bool]) -> None:
    """Looks twice as often as the figures need, up to a patience that a lost drop does not outlast."""
    async with asyncio.timeout(_PATIENCE):
        seen = asyncio.Event()
        timer = QTimer()
        timer.timeout.connect(lambda: seen.set() if holds() else None)
        timer.start(_LOOK_MS)
        await seen.wait()
        timer.stop()


def main() -> None:
    """Prints the figures."""
    home, path = (Path(argument) for argument in sys.argv[1:])
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        print(json.dumps(runner.run(_measure(House(home, Theme(app)), path))))


if __name__ == "__main__":
    main()
