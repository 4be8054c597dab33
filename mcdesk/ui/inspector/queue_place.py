"""What a file's lane adds to what is known of the file itself. Plain data, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mcdesk.model.errors import DeskError
from mcdesk.model.events import LaneStatus
from mcdesk.model.rows import JobRow, RowState

_IN_LANE = (RowState.WAITING, RowState.UNSURE, RowState.HELD)


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """`trouble` is what has stopped the lane, None while it goes."""

    trouble: DeskError | None = None
    is_free: bool = False
    """Nothing runs in the lane and nothing waits for it."""
    has_next: bool = False
    """A file stands behind this one."""

    @property
    def is_stopped(self) -> bool:
        """Whether nothing goes until the user lets the lane go on."""
        return self.trouble is not None


NO_PLACE = QueuePlace()
"""Of a job that was sent, and of a file in a lane of which nothing is known."""


def place_of(row: JobRow, lanes: Sequence[LaneStatus], has_at: Callable[[str, int], bool]) -> QueuePlace:
    """Works it out for a row.

    Args:
        row: Of any state.
        lanes: As they stand.
        has_at: Whether a file stands at a place of an operation's lane.
    """
    lane = next((each for each in lanes if each.operation == row.operation), None)
    if lane is None or row.state not in _IN_LANE:
        return NO_PLACE
    has_next = row.lane_place is not None and has_at(row.operation, row.lane_place + 1)
    return QueuePlace(lane.trouble, lane.running is None and not lane.waiting, has_next)
