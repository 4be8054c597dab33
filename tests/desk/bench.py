"""What the desk's tests work with: a clock that stands still, a way to wait, and the parts of a desk."""

import asyncio
import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from mcdesk.desk.world import World
from mcdesk.intake.preflight import preflight
from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.events import DeskEvent
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import PreflightWish
from mcdesk.model.submissions import Submission
from tests.ledger.samples import submission

KEY = "sandbox-desk-tests"
CSV = "vin,price,miles,source,zip\nWP1BE2AY5PDA28064,20000,3000,mbofaugusta.com,30907\n"
START = 1_780_000_000.0
"""When the clock stands still, and when the files were prepared."""
_E = TypeVar("_E")


class Clock:
    """Stands still until told to go on. Who sleeps is woken when his time has come."""

    def __init__(self) -> None:
        self.now = START
        self.slept: list[float] = []
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    @property
    def sleepers(self) -> int:
        return sum(not woken.done() for _, woken in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        self.slept.append(seconds)
        self._sleepers.append((self.now + seconds, woken))
        await woken

    async def go_on(self, seconds: float) -> None:
        self.now += seconds
        for due, woken in self._sleepers:
            if due <= self.now and not woken.done():
                woken.set_result(None)
        await breathe()


async def quick_sleep(seconds: float) -> None:
    """For a service whose time is compressed a hundred times."""
    await asyncio.sleep(min(seconds, 0.01))


async def breathe() -> None:
    """Lets everything that can go on go on."""
    for _ in range(30):
        await asyncio.sleep(0)


async def until(holds: Callable[[], object], *, seconds: float = 15) -> None:
    """Waits for something that threads and sockets have to do first."""
    async with asyncio.timeout(seconds):
        for _ in itertools.count():
            if holds():
                return
            await asyncio.sleep(0.005)
    pytest.fail("it never came true")


def world_of(
    home: Path, clock: Callable[[], float], sleep: Callable[[float], Any] = quick_sleep, prefix: str = "id"
) -> World:
    numbers = itertools.count(1)
    return World(clock, sleep, lambda: f"{prefix}-{next(numbers)}", lambda: 0.5, home)


def account(url: str, id_: str = "acc") -> Account:
    return Account(id_, f"Practice {id_}", AccountKind.SANDBOX, url)


def csv_file(folder: Path, name: str = "april.csv", text: str = CSV) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


def packed_submission(folder: Path, id_: str, **values: Any) -> Submission:
    """A submission whose packed file is really there."""
    operation = OPERATIONS[values.get("operation", "rank")]
    wish = PreflightWish(operation)
    source = csv_file(folder, f"{id_}.csv")
    prepared = preflight(source, wish, folder / "packed" / id_, lambda look: None, lambda: None)
    values = {"created_at": START, "reference": id_, "idempotency_key": f"mcd-{id_}"} | values
    sample = submission(id_, **values)
    packed = prepared.parts[0].packed
    return replace(sample, source=prepared.source, packed=packed, rows=1, unique_values=1)


def of_kind(events: Iterable[DeskEvent], kind: type[_E]) -> list[_E]:
    return [event for event in events if isinstance(event, kind)]
