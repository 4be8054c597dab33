"""The watch over an account: its pace, what slows it, what ends it, when it may be hurried."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.desk.hub import Hub
from mcdesk.desk.poller import LONGEST_LOOK
from mcdesk.model.errors import (
    AnswerLostError,
    DeskError,
    QuotaExhaustedError,
    RateLimitedError,
    UnreachableError,
)
from mcdesk.model.events import DeskEvent, PollStatus
from mcdesk.model.watching import silence
from tests.desk.bench import breathe, of_kind
from tests.desk.watch import EVERY, Watch, watching

GONE = UnreachableError("The service can't be reached.")


@pytest.fixture
async def watch(tmp_path: Path, hub: Hub) -> AsyncIterator[Watch]:
    async with watching(tmp_path, hub) as made:
        yield made


async def test_it_looks_at_once_and_then_at_its_pace(watch: Watch) -> None:
    await watch.begin()
    assert len(watch.looks) == 1
    for _ in range(3):
        await watch.go_on(EVERY - 1)
        seen = len(watch.looks)
        await watch.go_on(1)
        assert len(watch.looks) == seen + 1
    assert watch.gaps == [EVERY] * 3


async def test_it_tells_when_it_checks_has_checked_and_will_check(
    watch: Watch, events: list[DeskEvent]
) -> None:
    await watch.begin()
    now = watch.clock.now
    told = of_kind(events, PollStatus)
    assert told[0] == PollStatus(is_checking=True, next_at=now)
    assert told[-1] == PollStatus(checked_at=now, next_at=now + EVERY)
    assert watch.poller.status == told[-1]


async def test_trouble_doubles_the_pause_and_luck_brings_the_pace_back(watch: Watch) -> None:
    await watch.begin(GONE, GONE, GONE, GONE)
    pauses = [watch.pause]
    for _ in range(5):
        await watch.go_on(watch.pause)
        pauses.append(watch.pause)
    assert pauses == [120, 240, 300, 300, 60, 60]
    assert watch.gaps == pauses[:-1]


async def test_trouble_is_told_and_the_last_good_look_is_kept(watch: Watch) -> None:
    await watch.begin()
    seen = watch.poller.status.checked_at
    watch.script.append(GONE)
    await watch.go_on(EVERY)
    status = watch.poller.status
    assert (status.trouble, status.checked_at, status.is_checking) == (GONE, seen, False)
    assert not status.has_stopped
    await watch.go_on(watch.pause)
    assert watch.poller.status.trouble is None


@pytest.mark.parametrize(
    ("trouble", "pause"),
    [
        (RateLimitedError("Slow", retry_after=7), 120),
        (RateLimitedError("Slow", retry_after=400), 400),
        (QuotaExhaustedError("Used up", retry_after=4_500), 4_500),
    ],
)
async def test_what_the_service_asked_for_is_waited(watch: Watch, trouble: DeskError, pause: float) -> None:
    await watch.begin(trouble)
    assert watch.pause == pause
    await watch.go_on(pause - 1)
    assert len(watch.looks) == 1
    await watch.go_on(1)
    assert watch.gaps == [pause]


async def test_check_now_cuts_the_pause_short(watch: Watch) -> None:
    await watch.begin()
    await watch.go_on(30)
    assert watch.poller.check_now()
    await breathe()
    assert watch.gaps == [30]
    await watch.go_on(EVERY)
    assert watch.gaps == [30, EVERY]


async def test_check_now_is_refused_right_after_a_look(watch: Watch) -> None:
    await watch.begin()
    await watch.go_on(9)
    assert not watch.poller.check_now()
    await breathe()
    assert len(watch.looks) == 1
    await watch.go_on(1)
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


async def test_check_now_respects_what_the_service_asked_for(watch: Watch) -> None:
    await watch.begin(RateLimitedError("Slow", retry_after=50))
    await watch.go_on(49)
    assert not watch.poller.check_now()
    await watch.go_on(1)
    assert watch.poller.check_now()


async def test_an_unknown_error_ends_it_loudly(watch: Watch, events: list[DeskEvent]) -> None:
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


async def test_cancelling_ends_it_also_in_a_pause(watch: Watch) -> None:
    await watch.begin()
    assert watch.task is not None
    watch.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watch.task
    await breathe()
    assert watch.poller.status.has_stopped
    assert watch.clock.sleepers == 0


async def test_a_look_that_hangs_is_broken_off_and_told_as_trouble(watch: Watch) -> None:
    await watch.begin(asyncio.Event())
    await watch.go_on(LONGEST_LOOK)
    assert watch.poller.status.is_checking
    await watch.go_on(5)
    status = watch.poller.status
    assert (watch.broken_off, status.is_checking, status.has_stopped) == (1, False, False)
    assert isinstance(status.trouble, AnswerLostError)
    assert watch.pause == 2 * EVERY
    await watch.go_on(watch.pause)
    assert watch.poller.status.trouble is None
    assert len(watch.looks) == 2


async def test_a_long_look_that_gets_answers_goes_on(watch: Watch) -> None:
    busy = asyncio.Event()
    await watch.begin(busy)
    for _ in range(6):
        await watch.go_on(LONGEST_LOOK - 5)
        watch.poller.heard()
        assert silence(watch.poller.status, watch.clock.now) is None
    busy.set()
    await breathe()
    assert (len(watch.looks), watch.broken_off) == (1, 0)
    assert watch.poller.status.checked_at == watch.clock.now


async def test_a_look_that_cannot_even_be_broken_off_is_never_doubled_and_shows(watch: Watch) -> None:
    stubborn = asyncio.Event()
    looks = 0

    async def look() -> None:
        nonlocal looks
        looks += 1
        while not stubborn.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await stubborn.wait()

    watch.poller = watch.poller_of(look)
    await watch.begin()
    await watch.go_on(400)
    assert looks == 1
    assert silence(watch.poller.status, watch.clock.now) == 400
    stubborn.set()
    await breathe()
    await watch.go_on(2 * EVERY)
    assert looks == 2


async def test_a_bug_that_shows_when_a_look_is_broken_off_is_loud(watch: Watch) -> None:
    async def look() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise RuntimeError("a bug")

    watch.poller = watch.poller_of(look)
    await watch.begin()
    await watch.go_on(LONGEST_LOOK + 5)
    assert watch.task is not None
    with pytest.raises(RuntimeError, match="a bug"):
        await watch.task
    assert watch.poller.status.has_stopped


async def test_what_is_heard_outside_a_look_changes_nothing(watch: Watch) -> None:
    await watch.begin()
    told = watch.poller.status
    watch.poller.heard()
    assert watch.poller.status == told
