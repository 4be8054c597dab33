"""How a run without a window waits for what passes by itself: longer each time, said aloud, not for ever."""

from __future__ import annotations

from collections.abc import Callable

from mcdesk.desk.plan import Step
from mcdesk.desk.waking import pause
from mcdesk.desk.world import World
from mcdesk.model import words
from mcdesk.model.errors import DeskError
from mcdesk.model.pauses import pause_after

PATIENCE = 12
"""Tries in a row that may fail before a run gives up; it can be resumed by running it again."""


class Patience:
    """Counts failures in a row of one kind of call.

    Args:
        base: Seconds of the first pause.
        world: Sleep and dice.
        tell: Told why nothing moves.
    """

    def __init__(self, base: float, world: World, tell: Callable[[Step], None]) -> None:
        self._base = base
        self._world = world
        self._tell = tell
        self._failures = 0

    def renew(self) -> None:
        """A call has succeeded."""
        self._failures = 0

    async def wait_after(self, error: DeskError) -> None:
        """Waits until it is time for the next try.

        Raises:
            DeskError: That very error, after too many in a row.
        """
        self._failures += 1
        if self._failures >= PATIENCE:
            raise error
        seconds = pause_after(
            self._failures, base=self._base, retry_after=error.retry_after, dice=self._world.dice()
        )
        self._tell(Step(f"{error.title} Next try in {words.duration(seconds)}.", is_trouble=True))
        await pause(self._world, seconds)
