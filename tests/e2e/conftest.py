"""Plays a story: one coroutine in Qt's own loop, on one running mcdesk, with nothing left at the end."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mcdesk.ui.theme.theme import Choice, Theme
from tests.e2e.house import House
from tests.ui.inspector.probes import theme

__all__ = ["theme"]

_CLOSED: list[QEventLoop] = []
"""Kept: its timers run out in their own time, and Qt falls over one that is collected in another thread."""

Story = Callable[[House], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture
def run_in_qt(qapp: QApplication):
    """Runs one coroutine to its end inside Qt's own loop."""
    ends_by_itself = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)  # as the program does: its own order ends it
    loop = QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    yield loop.run_until_complete
    loop.close()
    _CLOSED.append(loop)
    asyncio.set_event_loop(None)
    qapp.setQuitOnLastWindowClosed(ends_by_itself)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def play(run_in_qt: Any, home: Path, theme: Theme) -> Play:
    """Opens mcdesk, with an account at `url` if one is given, and closes it after the story."""

    def begin(story: Story, *, url: str = "", opened: bool = True, **options: Any) -> None:
        async def whole() -> None:
            house = House(home, theme, **options)
            try:
                if url:
                    await house.open_with_account(url)
                elif opened:
                    await house.open()
                await story(house)
            finally:
                theme.choose(Choice.LIGHT)
                await house.close()

        run_in_qt(whole())

    return begin


@pytest.fixture
def pairs(tmp_path: Path) -> Callable[..., Path]:
    """Makes files of vehicle and dealer pairs."""

    def make(name: str = "may-auction", rows: int = 6) -> Path:
        path = tmp_path / f"{name}.csv"
        vins = ["WAUACGFF7F1002327", "1N4AL3AP4FN313644", "WBSFV9C55ED593080", "YV4L12RL4R1757085"]
        price = 20000 + sum(name.encode())  # another name, another file: the same rows would be asked about
        lines = [f"{vins[n % 4]},{price + n},{1000 + n},mbofaugusta.com,30907" for n in range(rows)]
        path.write_text("\n".join(["vin,price,miles,source,zip", *lines]) + "\n")
        return path

    return make
