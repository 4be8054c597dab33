"""The watch over an account: its pace, what slows it, what ends it, when it may be hurried."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.desk.hub import Hub
from mcdesk.desk.poller import Poller
from mcdesk.model.errors import DeskError, QuotaExhaustedError, RateLimitedError, UnreachableError
from mcdesk.model.events import DeskEvent, PollStatus
from tests.desk.bench import Clock, breathe, of_kind, world_of

EVERY = 60.0
GONE = UnreachableError("The service can't be reached.")


class Watch:
    """A poller over a script: each look does the next thing; after the last all is well."""

    def __init__(self, folder: Path, clock: Clock, hub: Hub) -> None:
        self.clock = clock
        self.looks: list[float] = []
        self.script: list[Exception | asyncio.Event] = []
        self.poller = Poller(self._look, EVERY, hub, world_of(folder, clock, clock.sleep))
        self.task: asyncio.Task[None] | None = None

    async def _look(self) -> None:
        self.looks.append(self.clock.now)
        step = self.script.pop(0) if self.script else None
        if isinstance(step, asyncio.Event):
            await step.wait()
        elif step is not None:
            raise step

    async def begin(self, *script: Exception | asyncio.Event) -> None:
        self.script += script
        self.task = asyncio.ensure_future(self.poller.run())
        await breathe()

    @property
    def gaps(self) -> list[float]:
        return [later - sooner for sooner, later in zip(self.looks, self.looks[1:], strict=False)]


@pytest.fixture
async def watch(tmp_path: Path, clock: Clock, hub: Hub) -> AsyncIterator[Watch]:
    made = Watch(tmp_path, clock, hub)
    yield made
    if made.task is not None and not made.task.done():
        made.task.cancel()
        await asyncio.gather(made.task, return_exceptions=True)


async def test_it_looks_at_once_and_then_at_its_pace(watch: Watch, clock: Clock) -> None:
    await watch.begin()
    assert len(watch.looks) == 1
    for _ in range(3):
        await clock.go_on(EVERY - 1)
        seen = len(watch.looks)
        await clock.go_on(1)
        assert len(watch.looks) == seen + 1
    assert watch.gaps == [EVERY] * 3


async def test_it_tells_when_it_checks_has_checked_and_will_check(
    watch: Watch, clock: Clock, events: list[DeskEvent]
) -> None:
    await watch.begin()
    told = of_kind(events, PollStatus)
    assert told[0] == PollStatus(is_checking=True)
    assert told[-1] == PollStatus(checked_at=clock.now, next_at=clock.now + EVERY)
    assert watch.poller.status == told[-1]


async def test_trouble_doubles_the_pause_and_luck_brings_the_pace_back(watch: Watch, clock: Clock) -> None:
    await watch.begin(GONE, GONE, GONE, GONE)
    for _ in range(5):
        await clock.go_on(clock.slept[-1])
    assert clock.slept == [120, 240, 300, 300, 60, 60]


async def test_trouble_is_told_and_the_last_good_look_is_kept(watch: Watch, clock: Clock) -> None:
    await watch.begin()
    seen = watch.poller.status.checked_at
    watch.script.append(GONE)
    await clock.go_on(EVERY)
    status = watch.poller.status
    assert (status.trouble, status.checked_at, status.is_checking) == (GONE, seen, False)
    assert not status.has_stopped
    await clock.go_on(status.next_at - clock.now if status.next_at else 0)
    assert watch.poller.status.trouble is None


@pytest.mark.parametrize(
    ("trouble", "pause"),
    [
        (RateLimitedError("Slow", retry_after=7), 120),
        (RateLimitedError("Slow", retry_after=400), 400),
        (QuotaExhaustedError("Used up", retry_after=86_500), 86_500),
    ],
)
async def test_what_the_service_asked_for_is_waited(
    watch: Watch, clock: Clock, trouble: DeskError, pause: float
) -> None:
    await watch.begin(trouble)
    assert clock.slept == [pause]


async def test_check_now_cuts_the_pause_short(watch: Watch, clock: Clock) -> None:
    await watch.begin()
    await clock.go_on(30)
    assert watch.poller.check_now()
    await breathe()
    assert watch.gaps == [30]
    await clock.go_on(EVERY)
    assert watch.gaps == [30, EVERY]


async def test_check_now_is_refused_right_after_a_look(watch: Watch, clock: Clock) -> None:
    await watch.begin()
    await clock.go_on(9)
    assert not watch.poller.check_now()
    await breathe()
    assert len(watch.looks) == 1
    await clock.go_on(1)
    assert watch.poller.check_now()


async def test_check_now_is_refused_during_a_look(watch: Watch) -> None:
    busy = asyncio.Event()
    await watch.begin(busy)
    assert not watch.poller.check_now()
    busy.set()
    await breathe()
    assert len(watch.looks) == 1


async def test_check_now_tries_again_at_once_after_trouble(watch: Watch) -> None:
    await watch.begin(GONE)
    assert watch.poller.check_now()
    await breathe()
    assert watch.gaps == [0]
    assert watch.poller.status.trouble is None


async def test_check_now_respects_what_the_service_asked_for(watch: Watch, clock: Clock) -> None:
    await watch.begin(RateLimitedError("Slow", retry_after=50))
    await clock.go_on(49)
    assert not watch.poller.check_now()
    await clock.go_on(1)
    assert watch.poller.check_now()


async def test_an_unknown_error_ends_it_loudly(watch: Watch, clock: Clock, events: list[DeskEvent]) -> None:
    await watch.begin(RuntimeError("a bug"))
    assert watch.task is not None
    with pytest.raises(RuntimeError, match="a bug"):
        await watch.task
    status = of_kind(events, PollStatus)[-1]
    assert (status.has_stopped, status.is_checking, status.next_at) == (True, False, None)


async def test_it_can_be_started_again_after_it_stopped(watch: Watch) -> None:
    await watch.begin(RuntimeError("a bug"))
    assert watch.task is not None
    await asyncio.gather(watch.task, return_exceptions=True)
    await watch.begin()
    assert not watch.poller.status.has_stopped
    assert watch.poller.status.checked_at is not None


async def test_cancelling_ends_it_also_in_a_pause(watch: Watch, clock: Clock) -> None:
    await watch.begin()
    assert watch.task is not None
    watch.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watch.task
    await breathe()
    assert watch.poller.status.has_stopped
    assert clock.sleepers == 0
