"""How far a job has come, as a pure function of time. Knows no job, no file and no clock.

Because nothing but the accepted time and the planned duration enters, a job goes on while the sandbox is
switched off and is found finished when it is asked for after a restart.
"""

from bisect import bisect_right

SECONDS_PER_RECORD = 0.01
SHORTEST = 2.5
LONGEST = 60.0
BEGINS = 10
FULL = 100

_BURSTS = (
    (0.00, 0),
    (0.03, 4),
    (0.07, BEGINS),
    (0.14, 14),
    (0.20, 27),
    (0.31, 31),
    (0.36, 46),
    (0.45, 55),
    (0.58, 60),
    (0.66, 74),
    (0.79, 83),
    (0.88, 90),
    (0.93, 95),
    (0.97, 99),
)
_MOMENTS = [moment for moment, _ in _BURSTS]


def planned_seconds(records: int, speed: float, extra: float = 0.0) -> float:
    """How long a file of so many records takes: a thousand about ten seconds, at `speed` 1."""
    return min(max(records * SECONDS_PER_RECORD, SHORTEST), LONGEST) / speed + extra


def longest_seconds(speed: float, extra: float = 0.0) -> float:
    """What to reckon with while the records are not counted yet, so that progress never goes back."""
    return LONGEST / speed + extra


def progress(elapsed: float, seconds: float) -> int:
    """The percent reported after `elapsed` of `seconds`; it moves in bursts and stops at 99."""
    share = max(elapsed, 0.0) / seconds if seconds > 0 else 1.0
    return _BURSTS[bisect_right(_MOMENTS, share) - 1][1]


def moment_of(percent: int) -> float:
    """The share of the duration at which progress first reaches `percent`."""
    return next((moment for moment, reached in _BURSTS if reached >= percent), _MOMENTS[-1])
