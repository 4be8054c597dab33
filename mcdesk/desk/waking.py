"""How sleep is noticed: timers stand still while a computer sleeps, the wall clock does not.

It measures and waits; what to do after a sleep is for others to decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.desk.world import World

SLICE = 5.0
"""Seconds after which a long pause looks at the wall clock again."""
_BEYOND = 15.0
"""So much further than the timer the wall clock goes only in a sleep, or when somebody sets it."""


@dataclass(frozen=True, slots=True)
class Lap:
    """One wait for a timer, in seconds: how long it was `meant` to be, and how far the wall clock went."""

    meant: float
    passed: float

    @property
    def has_slept(self) -> bool:
        """Whether the computer slept. A clock that was set forward looks the same, and does no harm."""
        return self.passed > self.meant + _BEYOND

    @property
    def set_back(self) -> float:
        """Seconds by which the wall clock was set back meanwhile; 0 as long as it goes forward."""
        return self.meant - self.passed if self.passed < 0 else 0.0

    @property
    def spent(self) -> float:
        """What a pause has less to go by now: the timer's word, so that no clock can prolong it."""
        return max(self.meant, self.passed)


async def pause(world: World, seconds: float) -> bool:
    """Waits that long, sleep of the computer included; tells whether it slept.

    It ends at most a `SLICE` after waking when the time has passed in sleep, and never later than asked for,
    wherever the wall clock is set to.
    """
    has_slept = False
    while seconds > 0:
        meant, before = min(seconds, SLICE), world.now()
        await world.sleep(meant)
        lap = Lap(meant, world.now() - before)
        has_slept = has_slept or lap.has_slept
        seconds -= lap.spent
    return has_slept
