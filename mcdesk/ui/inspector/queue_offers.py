"""What a user can do with a file that has not become a job yet. Pure, no Qt."""

from __future__ import annotations

from dataclasses import replace

from mcdesk.model.details import JobDetails
from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.inspector.acts import Act, Offer
from mcdesk.ui.inspector.queue_place import QueuePlace

_SAME_KEY = "Uses the same submit key: no second job can start"


def waiting_offers(details: JobDetails, place: QueuePlace) -> tuple[Offer, ...]:
    """For a file in its lane: what is in its way comes first, and its place goes into the menu."""
    row = details.row
    start = Offer(Act.START_AFTER, "Start after…", "ph.clock")
    hold = Offer(Act.HOLD, "Put on hold", "ph.pause-circle", tooltip="It is sent when you say so")
    remove = Offer(Act.REMOVE, "Remove from the queue", "ph.x", keys="Del")
    more = (*_moves(details, place), *_show_file(details))
    if place.is_stopped:
        return (remove, hold, _resume(details), replace(start, is_more=True), *more)
    if row.next_try_at is None:
        return (start, hold, remove, *more)
    now = Offer(Act.TRY_NOW, "Try now", "ph.upload-simple", is_primary=True, tooltip=_SAME_KEY)
    return (remove, _stop(), now, replace(start, is_more=True), *more)


def unsure_offers(details: JobDetails, place: QueuePlace) -> tuple[Offer, ...]:
    """For a file of which nobody knows whether it arrived: it can be asked about, never removed."""
    if place.is_stopped:
        return (_resume(details), *_show_file(details))
    ask = Offer(Act.TRY_NOW, "Ask again now", "ph.upload-simple", is_primary=True, tooltip=_SAME_KEY)
    is_trying = details.row.next_try_at is not None
    return (*((_stop(),) if is_trying else ()), ask, *_show_file(details))


def held_offers(details: JobDetails, place: QueuePlace) -> tuple[Offer, ...]:
    """For a file on hold: refused, or put aside by the user."""
    again = Offer(
        Act.RELEASE, release_words(details, place), "ph.upload-simple", is_primary=True, tooltip=_SAME_KEY
    )
    return (Offer(Act.REMOVE, "Remove…", "ph.x"), again, *_show_file(details))


def release_words(details: JobDetails, place: QueuePlace) -> str:
    """What the button says that ends a hold."""
    if details.row.refusal_title is not None:
        return "Try again now"
    return "Send now" if place.is_free else "Back into the queue"


def _moves(details: JobDetails, place: QueuePlace) -> tuple[Offer, ...]:
    here = details.row.lane_place
    up = Offer(Act.MOVE_UP, "Move up", "ph.arrow-up", is_more=True, keys="Alt+Up")
    down = Offer(Act.MOVE_DOWN, "Move down", "ph.arrow-down", is_more=True, keys="Alt+Down")
    can_rise, can_sink = here is not None and here > 1, here is not None and place.has_next
    return (*((up,) if can_rise else ()), *((down,) if can_sink else ()))


def _stop() -> Offer:
    tip = "Puts it on hold: it is not tried again until you say so"
    return Offer(Act.HOLD, "Stop", "ph.pause-circle", tooltip=tip)


def _resume(details: JobDetails) -> Offer:
    known = OPERATIONS.get(details.row.operation)
    words = f"Let the {known.name if known else details.row.operation} lane go on"
    return Offer(Act.RESUME_LANE, words, "ph.play", is_primary=True)


def _show_file(details: JobDetails) -> tuple[Offer, ...]:
    if details.submission is None:
        return ()
    path = str(details.submission.packed.path)
    return (Offer(Act.SHOW_SENT, "Show the file in its folder", "ph.folder-open", is_more=True, path=path),)
