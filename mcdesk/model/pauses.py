"""How long to wait before asking again. Pure arithmetic: who waits brings the clock and the dice."""

from __future__ import annotations

LONGEST_PAUSE = 300.0


def pause_after(failures: int, *, base: float, retry_after: float | None = None, dice: float = 0.5) -> float:
    """Seconds until the next try: `base` while all is well, doubled for each failure in a row, capped.

    `retry_after` is what the service asked for and is always honoured, however long. `dice` in 0..1 spreads
    repeated tries by a tenth up or down, so that many desks do not knock at the same moment.
    """
    if failures <= 0:
        pause = base
    else:
        pause = min(max(base, LONGEST_PAUSE), base * 2.0 ** min(failures, 16)) * (0.9 + 0.2 * dice)
    return pause if retry_after is None else max(pause, retry_after)
