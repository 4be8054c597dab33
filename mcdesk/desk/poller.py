"""Watches an account: looks, tells, pauses, until it is cancelled. It never changes what a job is.

It outlasts sleep: the wall clock tells that the computer slept, then the network is waited for and the
service is asked once. A look that hangs is broken off.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from enum import Enum, auto
from typing import Any

from mcdesk.desk.hub import Hub
from mcdesk.desk.waking import SLICE, Lap
from mcdesk.desk.world import World
from mcdesk.model.errors import AnswerLostError, DeskError, UnreachableError
from mcdesk.model.events import PollStatus
from mcdesk.model.pauses import pause_after

log = logging.getLogger(__name__)

_CHECK_NOW_GAP = 10.0
LONGEST_LOOK = 90.0
"""Seconds of a look in which nothing is heard: twice what the slowest call may take."""
_BETWEEN_PROBES = (1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0)
"""Seconds. After the last the service is asked all the same: the look will say what is wrong."""
_SPREAD = 5.0
"""Seconds over which the first looks after a sleep are spread: a floor of laptops is opened at nine."""


class _Ending(Enum):
    """How a look ended."""

    GOOD = auto()
    TROUBLE = auto()
    SLEPT = auto()
    """The computer slept meanwhile, and that the look came to nothing says nothing about the service."""


async def _always_there() -> bool:
    return True


class Poller:
    """One for the account. Known trouble slows it and is told; unknown trouble ends it loudly.

    Args:
        look: Asks the service once and takes over what it says. Cancelled when it hangs, or slept through.
        every: Seconds between looks while all is well.
        hub: Told a `PollStatus` at every change.
        world: Clock, sleep and dice.
        is_reachable: Whether the service's host takes connections, at no cost; asked after a sleep.
    """

    def __init__(
        self,
        look: Callable[[], Awaitable[None]],
        every: float,
        hub: Hub,
        world: World,
        *,
        is_reachable: Callable[[], Awaitable[bool]] = _always_there,
    ) -> None:
        self._look = look
        self._every = every
        self._hub = hub
        self._world = world
        self._is_reachable = is_reachable
        self._now_asked = asyncio.Event()
        self._was_heard = False
        self._asked_to_wait_until = 0.0
        self.status = PollStatus()

    async def run(self) -> None:
        """Looks and pauses for ever."""
        failures = 0
        try:
            while True:
                ending = await self._look_once()
                failures = failures + 1 if ending is _Ending.TROUBLE else 0
                if ending is _Ending.SLEPT or await self._pause(failures):
                    failures = 0
                    await self._wake()
        finally:
            ended = replace(self.status, is_checking=False, is_waking=False, has_stopped=True)
            self._tell(replace(ended, next_at=None))

    def check_now(self) -> bool:
        """Cuts the pause short, unless the last look is too recent or the service asked to be left alone."""
        now = self._world.now()
        gap = min(_CHECK_NOW_GAP, self._every)
        too_soon = self.status.checked_at is not None and now - self.status.checked_at < gap
        if self.status.is_checking or now < self._asked_to_wait_until:
            return False
        if too_soon and self.status.trouble is None:
            return False
        self._now_asked.set()
        return True

    def heard(self) -> None:
        """Says that the look under way gets answers: one of many pages is slow, but does not hang."""
        self._was_heard = True
        if self.status.is_checking:
            self._tell(replace(self.status, next_at=self._world.now()))

    async def _look_once(self) -> _Ending:
        begun = replace(self.status, is_checking=True, is_waking=False, has_stopped=False)
        self._tell(replace(begun, next_at=self._world.now()))
        look = asyncio.ensure_future(self._look())
        has_slept = False
        try:
            has_slept = await self._slept_in(look)
            if not look.done():
                return _Ending.SLEPT
            look.result()
        except DeskError as trouble:
            if has_slept and isinstance(trouble, UnreachableError | AnswerLostError):
                return _Ending.SLEPT
            log.info("check failed: %s (%s)", trouble.title, trouble.code or "no code")
            self._tell(replace(self.status, is_checking=False, trouble=trouble))
            return _Ending.TROUBLE
        finally:
            await _broken_off(look)
        self._tell(PollStatus(checked_at=self._world.now()))
        return _Ending.GOOD

    async def _slept_in(self, look: asyncio.Future[None]) -> bool:
        """Waits for a look's end, or for a sleep; tells whether there was one.

        Raises:
            AnswerLostError: If nothing was heard for too long.
        """
        silent = 0.0
        while not look.done():
            self._was_heard = False
            lap = await self._lap(SLICE, look)
            if lap.has_slept:
                return True
            silent = 0.0 if self._was_heard else silent + max(0.0, lap.passed)
            if silent > LONGEST_LOOK and not look.done():
                raise AnswerLostError(
                    "The check got no answer for too long.", "It was broken off; mcdesk asks again by itself."
                )
        return False

    async def _pause(self, failures: int) -> bool:
        """Tells when the next look is due and waits for it; tells whether the computer slept past it."""
        trouble = self.status.trouble
        asked = trouble.retry_after if trouble else None
        seconds = pause_after(failures, base=self._every, retry_after=asked, dice=self._world.dice())
        now = self._world.now()
        if asked is not None:
            self._asked_to_wait_until = now + asked
        self._now_asked.clear()
        self._tell(replace(self.status, next_at=now + seconds))
        while await self._rest(seconds):
            now = self._world.now()
            if (seconds := self._asked_to_wait_until - now) <= 0:
                return True
            self._tell(replace(self.status, next_at=now + seconds))
        return False

    async def _wake(self) -> None:
        """Waits for the network, then a little, by chance. One look follows, not those that were missed."""
        self._now_asked.clear()
        woken = replace(self.status, is_checking=False, is_waking=True)
        self._tell(replace(woken, next_at=self._world.now()))
        for seconds in _BETWEEN_PROBES:
            if self._now_asked.is_set() or await self._is_reachable():
                break
            await self._rest(seconds)
        await self._rest(_SPREAD * self._world.dice())

    async def _rest(self, seconds: float) -> bool:
        """Waits in slices, until it is asked to look now or the computer slept; tells whether it slept."""
        asked = asyncio.ensure_future(self._now_asked.wait())
        try:
            while seconds > 0 and not self._now_asked.is_set():
                lap = await self._lap(min(seconds, SLICE), asked)
                if lap.has_slept:
                    return True
                seconds -= lap.spent
        finally:
            asked.cancel()
        return False

    async def _lap(self, seconds: float, end: asyncio.Future[Any]) -> Lap:
        """One slice of waiting for `end`, measured. Where the wall clock was set back, all moments follow."""
        before = self._world.now()
        sleep = asyncio.ensure_future(self._world.sleep(seconds))
        try:
            await asyncio.wait({sleep, end}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleep.cancel()
        lap = Lap(seconds, self._world.now() - before)
        if lap.set_back:
            self._put_back(lap.set_back)
        return lap

    def _put_back(self, seconds: float) -> None:
        """What was told as hours from now, because the clock was wrong, is told as it is."""
        self._asked_to_wait_until -= seconds
        status = self.status
        if status.checked_at is not None:
            status = replace(status, checked_at=status.checked_at - seconds)
        if status.next_at is not None:
            status = replace(status, next_at=status.next_at - seconds)
        self._tell(status)

    def _tell(self, status: PollStatus) -> None:
        self.status = status
        self._hub.tell(status)


async def _broken_off(look: asyncio.Future[None]) -> None:
    """Ends a look that has not ended; a bug that shows only then is as loud as any other."""
    if not look.done():
        look.cancel()
        await asyncio.wait({look})
    if not look.cancelled() and (error := look.exception()) is not None and not isinstance(error, DeskError):
        raise error
