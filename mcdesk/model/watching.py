"""Whether a watch is as alive as it should be. Pure: it asks nobody and changes nothing."""

from __future__ import annotations

from mcdesk.model.events import PollStatus

LONGEST_SILENCE = 180.0
"""Seconds that a check may be overdue before it is worth saying."""


def silence(status: PollStatus, now: float) -> float | None:
    """Seconds since the last check was due, once that is so long that the watch must have stopped or hang.

    A pause that is still running is no silence, however long: the service, or trouble that is known, asked
    for it. What a status says of itself is not believed: a watch that hangs says that it is checking.

    Args:
        status: As the watch told it last. While it checks, `next_at` is since when it owes an answer.
        now: Seconds since 1970.
    """
    due = status.next_at if status.next_at is not None else status.checked_at
    if due is None or now - due <= LONGEST_SILENCE:
        return None
    return now - due
