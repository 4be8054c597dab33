"""A poller whose looks follow a script, and a clock for computers that sleep."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from mcdesk.desk.hub import Hub
from mcdesk.desk.poller import Poller
from tests.desk.bench import Clock, breathe, world_of

EVERY = 60.0
HOUR = 3600.0
DAY = 24 * HOUR


class WallClock(Clock):
    """Can go ahead of the timers, as it does while a computer sleeps, or be set back."""

    def jump(self, seconds: float) -> None:
        """Timers do not notice: they have as long to go as before."""
        self.now += seconds
        self._sleepers = [(due + seconds, woken) for due, woken in self._sleepers]


class Watch:
    """A poller over a script: each look does the next thing; after the last all is well."""

    def __init__(self, folder: Path, clock: WallClock, hub: Hub) -> None:
        self.clock = clock
        self.looks: list[float] = []
        self.broken_off = 0
        self.script: list[Exception | asyncio.Event] = []
        self.probes: list[float] = []
        self.is_network_there: Callable[[], bool] = lambda: True
        self._hub = hub
        self._world = world_of(folder, clock, clock.sleep)
        self.poller = self.poller_of(self._look)
        self.task: asyncio.Task[None] | None = None

    def poller_of(self, look: Callable[[], Awaitable[None]]) -> Poller:
        return Poller(look, EVERY, self._hub, self._world, is_reachable=self._probe)

    async def _look(self) -> None:
        self.looks.append(self.clock.now)
        step = self.script.pop(0) if self.script else None
        if isinstance(step, asyncio.Event):
            try:
                await step.wait()
            except asyncio.CancelledError:
                self.broken_off += 1
                raise
        elif step is not None:
            raise step

    async def _probe(self) -> bool:
        self.probes.append(self.clock.now)
        return self.is_network_there()

    async def begin(self, *script: Exception | asyncio.Event) -> None:
        self.script += script
        self.task = asyncio.ensure_future(self.poller.run())
        await breathe()

    async def go_on(self, seconds: float, *, step: float = 5.0) -> None:
        """Lets time pass as it does while the computer is awake: timers and wall clock together."""
        while seconds > 0:
            await self.clock.go_on(min(seconds, step))
            seconds -= step

    async def sleep_and_wake(self, seconds: float) -> None:
        """The computer sleeps; a few seconds after waking the poller has looked at the clock."""
        self.clock.jump(seconds)
        await self.clock.go_on(5)

    @property
    def pause(self) -> float:
        """Seconds until the next look, as it is told."""
        assert self.poller.status.next_at is not None
        return self.poller.status.next_at - self.clock.now

    @property
    def gaps(self) -> list[float]:
        return [later - sooner for sooner, later in zip(self.looks, self.looks[1:], strict=False)]


@asynccontextmanager
async def watching(folder: Path, hub: Hub) -> AsyncIterator[Watch]:
    made = Watch(folder, WallClock(), hub)
    yield made
    if made.task is not None and not made.task.done():
        made.task.cancel()
        await asyncio.gather(made.task, return_exceptions=True)
