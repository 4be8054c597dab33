"""Computers sleep, networks come back late, clocks are set: the watch goes on as if it had been told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.desk.hub import Hub
from mcdesk.desk.waking import pause
from mcdesk.model.errors import AnswerLostError, RateLimitedError, UnreachableError
from mcdesk.model.events import DeskEvent, PollStatus
from mcdesk.model.watching import silence
from tests.desk.bench import breathe, of_kind, world_of
from tests.desk.watch import DAY, EVERY, HOUR, WallClock, Watch, watching

GONE = UnreachableError("The service can't be reached.")
JITTER = 2.5
"""Five seconds by a dice that always shows a half."""


@pytest.fixture
async def watch(tmp_path: Path, hub: Hub) -> AsyncIterator[Watch]:
    async with watching(tmp_path, hub) as made:
        yield made


async def test_a_night_in_mid_pause_ends_with_one_look_and_the_normal_pace(watch: Watch) -> None:
    await watch.begin()
    await watch.go_on(30)
    await watch.sleep_and_wake(8 * HOUR)
    assert watch.poller.status.is_waking
    assert not watch.poller.status.is_checking
    await watch.go_on(JITTER)
    assert watch.gaps == [30 + 8 * HOUR + 5 + JITTER]
    assert watch.poller.status == PollStatus(checked_at=watch.clock.now, next_at=watch.clock.now + EVERY)
    await watch.go_on(EVERY)
    assert watch.gaps[1:] == [EVERY]


async def _asleep_without_network(watch: Watch, *script: Exception | asyncio.Event) -> float:
    """Gives the moment at which the poller noticed that it woke."""
    await watch.begin(*script)
    watch.is_network_there = lambda: False
    await watch.sleep_and_wake(8 * HOUR)
    return watch.clock.now


async def test_a_network_that_comes_after_half_a_minute_is_waited_for_without_trouble(
    watch: Watch, events: list[DeskEvent]
) -> None:
    woken = await _asleep_without_network(watch)
    watch.is_network_there = lambda: watch.clock.now >= woken + 30
    await watch.go_on(29, step=1)
    assert watch.poller.status.is_waking
    await watch.go_on(30, step=0.5)
    assert [look - woken for look in watch.looks[1:]] == [30 + JITTER]
    assert all(status.trouble is None for status in of_kind(events, PollStatus))


async def test_probes_come_with_growing_pauses(watch: Watch) -> None:
    woken = await _asleep_without_network(watch)
    await watch.go_on(30, step=1)
    assert [probe - woken for probe in watch.probes] == [0, 1, 3, 7, 15, 30]
    assert len(watch.looks) == 1


async def test_a_network_that_stays_away_is_told_after_a_minute(watch: Watch) -> None:
    woken = await _asleep_without_network(watch)
    watch.script.append(GONE)
    await watch.go_on(60, step=1)
    assert watch.poller.status.is_waking
    assert silence(watch.poller.status, watch.clock.now) is None
    await watch.go_on(JITTER)
    status = watch.poller.status
    assert (status.trouble, status.is_waking) == (GONE, False)
    assert [look - woken for look in watch.looks[1:]] == [60 + JITTER]
    assert watch.pause == 2 * EVERY


async def test_a_network_that_is_away_again_after_the_next_sleep_is_waited_for_again(watch: Watch) -> None:
    await _asleep_without_network(watch)
    await watch.go_on(20)
    await watch.sleep_and_wake(8 * HOUR)
    assert len(watch.looks) == 1
    watch.is_network_there = lambda: True
    await watch.go_on(20)
    assert len(watch.looks) == 2


async def test_who_asks_while_the_network_is_waited_for_is_served_at_once(watch: Watch) -> None:
    await _asleep_without_network(watch)
    assert watch.poller.check_now()
    await breathe()
    assert len(watch.looks) == 2
    assert not watch.poller.status.is_waking


async def test_a_night_in_mid_look_ends_that_look_and_begins_another(watch: Watch) -> None:
    await watch.begin(asyncio.Event())
    await watch.sleep_and_wake(8 * HOUR)
    assert watch.broken_off == 1
    assert watch.poller.status.is_waking
    await watch.go_on(JITTER)
    assert watch.gaps == [8 * HOUR + 5 + JITTER]
    assert watch.poller.status.checked_at == watch.clock.now
    await watch.go_on(EVERY)
    assert watch.gaps[1:] == [EVERY]


@pytest.mark.parametrize("trouble", [GONE, AnswerLostError("No answer.")])
async def test_a_connection_that_died_in_sleep_is_no_trouble(
    watch: Watch, events: list[DeskEvent], trouble: Exception
) -> None:
    await _slept_through(watch, trouble)
    assert watch.poller.status.is_waking
    await watch.go_on(JITTER)
    assert all(status.trouble is None for status in of_kind(events, PollStatus))
    assert watch.poller.status.checked_at == watch.clock.now


async def test_what_the_service_said_after_a_sleep_counts(watch: Watch) -> None:
    slow = RateLimitedError("Slow", retry_after=500)
    await _slept_through(watch, slow)
    assert watch.poller.status.trouble is slow
    assert watch.pause == 500


async def test_an_answer_that_came_in_spite_of_sleep_is_taken(watch: Watch) -> None:
    busy = asyncio.Event()
    await watch.begin(busy)
    watch.clock.jump(8 * HOUR)
    busy.set()
    await breathe()
    assert watch.poller.status.checked_at == watch.clock.now
    assert len(watch.looks) == 1
    assert watch.pause == EVERY


async def _slept_through(watch: Watch, trouble: Exception) -> None:
    """The computer sleeps in mid-look; at waking the look fails before any timer is due."""
    dead = asyncio.Event()
    looks = 0

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            await dead.wait()
            raise trouble

    watch.poller = watch.poller_of(look)
    await watch.begin()
    watch.clock.jump(8 * HOUR)
    dead.set()
    await breathe()


async def test_a_sleep_does_not_end_what_the_service_asked_for(watch: Watch) -> None:
    await watch.begin(RateLimitedError("Slow", retry_after=2 * HOUR))
    await watch.sleep_and_wake(HOUR)
    assert not watch.poller.status.is_waking
    assert watch.pause == HOUR - 5
    assert len(watch.looks) == 1
    await watch.sleep_and_wake(HOUR)
    await watch.go_on(JITTER)
    assert len(watch.looks) == 2


async def test_a_sleep_ends_the_slow_pace_that_trouble_brought(watch: Watch) -> None:
    await watch.begin(GONE, GONE, GONE, GONE)
    await watch.go_on(120)
    await watch.go_on(240)
    assert watch.pause == 300
    await watch.sleep_and_wake(HOUR)
    await watch.go_on(JITTER)
    assert watch.poller.status.trouble is GONE
    assert watch.pause == 120


async def test_a_clock_set_back_by_a_day_delays_nothing(watch: Watch) -> None:
    await watch.begin()
    await watch.go_on(30)
    watch.clock.jump(-DAY)
    await watch.go_on(5)
    status = watch.poller.status
    assert watch.pause == EVERY - 35
    assert status.checked_at == watch.clock.now - 35
    assert not status.is_waking
    await watch.go_on(watch.pause)
    assert watch.gaps == [EVERY - DAY]
    await watch.go_on(EVERY)
    assert watch.gaps[1:] == [EVERY]


async def test_a_clock_set_back_does_not_forbid_to_check_now(watch: Watch) -> None:
    await watch.begin(RateLimitedError("Slow", retry_after=50))
    watch.clock.jump(-DAY)
    await watch.go_on(45)
    assert not watch.poller.check_now()
    await watch.go_on(5)
    assert watch.poller.check_now()


async def test_a_clock_set_back_in_mid_look_breaks_nothing_off(watch: Watch) -> None:
    busy = asyncio.Event()
    await watch.begin(busy)
    watch.clock.jump(-DAY)
    await watch.go_on(20)
    busy.set()
    await breathe()
    assert (len(watch.looks), watch.broken_off) == (1, 0)
    assert watch.pause == EVERY


async def test_it_can_be_ended_while_it_waits_for_the_network(watch: Watch) -> None:
    await _asleep_without_network(watch)
    assert watch.task is not None
    watch.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watch.task
    await breathe()
    status = watch.poller.status
    assert (status.has_stopped, status.is_waking, watch.clock.sleepers) == (True, False, 0)


@pytest.mark.parametrize(
    ("jump", "awake", "slept"),
    [(0.0, 60.0, False), (8 * HOUR, 5.0, True), (20.0, 40.0, True), (-DAY, 60.0, False)],
    ids=["awake all the time", "a night", "a nap", "clock set back"],
)
async def test_a_pause_lasts_no_longer_than_asked_for(
    tmp_path: Path, jump: float, awake: float, slept: bool
) -> None:
    clock = WallClock()
    waiting = asyncio.ensure_future(pause(world_of(tmp_path, clock, clock.sleep), 60))
    await breathe()
    clock.jump(jump)
    passed = 0.0
    while not waiting.done():
        await clock.go_on(5)
        passed += 5
    assert passed == awake
    assert await waiting is slept


@given(st.floats(0, 1000), st.lists(st.floats(-1e6, 1e6)))
def test_a_pause_is_never_longer_by_the_timers_and_never_short_by_all_clocks(
    seconds: float, jumps: list[float]
) -> None:
    wall, timers = 0.0, 0.0
    steps = iter(jumps)

    async def sleep(slice_: float) -> None:
        nonlocal wall, timers
        timers += slice_
        wall += slice_ + next(steps, 0.0)

    asyncio.run(_paused(pause(world_of(Path(), lambda: wall, sleep), seconds)))
    assert timers <= seconds + 1e-6
    forward = sum(jump for jump in jumps if jump > 0)
    assert timers + forward >= seconds - 1e-6


async def _paused(waiting: object) -> None:
    assert asyncio.iscoroutine(waiting)
    await waiting
