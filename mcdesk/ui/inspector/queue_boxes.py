"""The box of a file that has not become a job yet: where it stands and what is in its way. Pure."""

from __future__ import annotations

from mcdesk.model import words
from mcdesk.model.details import JobDetails
from mcdesk.model.errors import DeskError
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import JobRow, RowState
from mcdesk.model.submissions import ARRIVAL_UNKNOWN
from mcdesk.ui.inspector.box import Box
from mcdesk.ui.inspector.queue_offers import release_words
from mcdesk.ui.inspector.queue_place import QueuePlace

_KEPT = "Nothing is running. The file and its check are kept."
_KEPT_OPEN = "It may be running at the service already. The file and its check are kept."
_NOT_TAKEN = "The service has not taken it, so nothing runs there."
"""Also true of a file that was uploaded and got a no for an answer: nothing is kept of such a try."""
_NOT_SAID = "The service has not said whether it took the file"
_MAY_HAVE_ARRIVED = (
    "It may have arrived. mcdesk asks again with the same submit key: no second job can start."
)


def queue_box(details: JobDetails, now: float, place: QueuePlace) -> Box:
    """For a file that waits, or of which nobody knows whether it arrived."""
    row = details.row
    if place.trouble is not None:
        return _stopped_box(row, place.trouble)
    if row.state is RowState.UNSURE:
        return _unsure_box(row, now)
    if row.next_try_at is not None:
        return _retry_box(row, row.next_try_at, now)
    if row.not_before is not None and row.not_before > now:
        lines = (
            "Others in the lane go first until then. It starts by itself while mcdesk is open.",
            _NOT_TAKEN,
        )
        headline = f"Starts after {words.due(row.not_before, now)}"
        return Box("In the queue", "ph.clock", "idle", headline, lines, tooltip=words.exact(row.not_before))
    return _lane_box(row)


def held_box(details: JobDetails, place: QueuePlace) -> Box:
    """For a file that waits for the user: put on hold, or refused."""
    refusal = details.submission.refusal if details.submission is not None else None
    icon, title = "ph.pause-circle-fill", "Why it is on hold"
    kept = _KEPT_OPEN if details.row.may_have_arrived else _KEPT
    if refusal is not None:
        lines = (refusal.advice, kept) if refusal.advice else (kept,)
        code = "" if refusal.code == ARRIVAL_UNKNOWN else refusal.code  # ours: no word of the service
        return Box(title, icon, "warn", refusal.title, lines, code=code)
    if details.row.refusal_title is not None:
        return Box(title, icon, "warn", details.row.refusal_title, (kept,))
    turn = "" if place.is_free else " when its turn comes"
    sends = f"“{release_words(details, place)}” sends it{turn}, with the submit key that it has."
    lines = (sends, _NOT_TAKEN)
    return Box(title, icon, "idle", "You decide when it goes", lines)


def sending_box(row: JobRow) -> Box:
    """For a file on its way."""
    lines = ("If the connection breaks, the same submit key is used again: no second job.",)
    return Box("On its way", "ph.arrow-circle-up-fill", "run", f"Sending file · {row.progress} %", lines)


def _stopped_box(row: JobRow, trouble: DeskError) -> Box:
    headline = f"The {_lane_of(row)} lane is stopped"
    is_unsure = row.state is RowState.UNSURE
    asked = "Whether this file arrived is asked when the lane goes on."
    kept = asked if is_unsure else _NOT_TAKEN
    lines = tuple(line for line in (trouble.title, trouble.advice, kept) if line)
    return Box("Why it waits", "ph.warning-octagon-fill", "bad", headline, lines, code=trouble.code)


def _unsure_box(row: JobRow, now: float) -> Box:
    if row.next_try_at is None:
        settles = "It settles by itself as soon as the service answers."
    else:
        why = f": {row.trouble}" if row.trouble else "."
        settles = f"Next try {words.until(row.next_try_at, now)}{why}"
    lines = (_MAY_HAVE_ARRIVED, settles)
    return Box("What happened", "ph.question-fill", "warn", _NOT_SAID, lines)


def _retry_box(row: JobRow, at: float, now: float) -> Box:
    headline = (row.trouble or "It could not be sent").rstrip(".")
    lines = (
        f"Next try {words.until(at, now)}, by itself while mcdesk is open.",
        _NOT_TAKEN,
    )
    return Box("Why it waits", "ph.warning-fill", "warn", headline, lines, tooltip=words.exact(at))


def _lane_box(row: JobRow) -> Box:
    name = _lane_of(row)
    if row.lane_place == 1:
        headline = f"Next in the {name} lane"
    elif row.lane_place:
        headline = f"{words.ordinal(row.lane_place)} in the {name} lane"
    else:
        headline = f"Waiting for the {name} lane"
    lines = ("It starts by itself while mcdesk is open.", _NOT_TAKEN)
    return Box("In the queue", "ph.clock", "idle", headline, lines)


def _lane_of(row: JobRow) -> str:
    known = OPERATIONS.get(row.operation)
    return known.name if known else row.operation
