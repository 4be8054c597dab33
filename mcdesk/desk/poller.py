"""Watches an account: looks, tells, pauses, until it is cancelled. It never changes what a job is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from mcdesk.desk.hub import Hub
from mcdesk.desk.world import World
from mcdesk.model.errors import DeskError
from mcdesk.model.events import PollStatus
from mcdesk.model.pauses import pause_after

log = logging.getLogger(__name__)

_CHECK_NOW_GAP = 10.0


class Poller:
    """One for the account. Known trouble slows it and is told; unknown trouble ends it loudly.

    Args:
        look: Asks the service once and takes over what it says.
        every: Seconds between looks while all is well.
        hub: Told a `PollStatus` at every change.
        world: Clock, sleep and dice.
    """

    def __init__(self, look: Callable[[], Awaitable[None]], every: float, hub: Hub, world: World) -> None:
        self._look = look
        self._every = every
        self._hub = hub
        self._world = world
        self._now_asked = asyncio.Event()
        self._asked_to_wait_until = 0.0
        self.status = PollStatus()

    async def run(self) -> None:
        """Looks and pauses for ever."""
        failures = 0
        try:
            while True:
                self._tell(replace(self.status, is_checking=True, has_stopped=False))
                failures = 0 if await self._look_once() else failures + 1
                trouble = self.status.trouble
                pause = pause_after(
                    failures,
                    base=self._every,
                    retry_after=trouble.retry_after if trouble else None,
                    dice=self._world.dice(),
                )
                now = self._world.now()
                if trouble is not None and trouble.retry_after is not None:
                    self._asked_to_wait_until = now + trouble.retry_after
                self._tell(replace(self.status, next_at=now + pause))
                await self._pause(pause)
        finally:
            self._tell(replace(self.status, is_checking=False, next_at=None, has_stopped=True))

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

    async def _look_once(self) -> bool:
        try:
            await self._look()
        except DeskError as trouble:
            log.info("check failed: %s (%s)", trouble.title, trouble.code or "no code")
            self._tell(replace(self.status, is_checking=False, trouble=trouble))
            return False
        self._tell(PollStatus(is_checking=False, checked_at=self._world.now()))
        return True

    async def _pause(self, seconds: float) -> None:
        self._now_asked.clear()
        sleep = asyncio.ensure_future(self._world.sleep(seconds))
        asked = asyncio.ensure_future(self._now_asked.wait())
        try:
            await asyncio.wait({sleep, asked}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleep.cancel()
            asked.cancel()

    def _tell(self, status: PollStatus) -> None:
        self.status = status
        self._hub.tell(status)
