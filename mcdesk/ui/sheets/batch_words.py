"""What the foot of the new-batch sheet says: when the batch starts, and what is in its way. Pure, no Qt."""

from __future__ import annotations

from mcdesk.model import words
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import Report
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.sheets.start_times import after_words, starts_words
from mcdesk.ui.sheets.values import BatchDraft, StartWish

AT_ONCE = StartWish()
_HELD = "Stays on hold until you start it."


def start_words(draft: BatchDraft, start: StartWish, now: float) -> str:
    """When it starts. `now` in seconds since 1970 tells today from tomorrow."""
    name = OPERATIONS[draft.operation].name
    if start.is_held:
        return _HELD
    if draft.is_lane_stopped:
        return f"The {name} lane is stopped: it starts after you let the lane go on."
    if start.not_before is not None:
        return f"{starts_words(start.not_before, now)}, once the {name} lane is free."
    if draft.lane_running and draft.lane_waiting:
        return f"Starts by itself after {short_name(draft.lane_running)} and {draft.lane_waiting:,} waiting."
    if draft.lane_running:
        return f"Starts by itself after {short_name(draft.lane_running)}."
    if draft.lane_waiting:
        return f"Starts by itself after {draft.lane_waiting:,} waiting."
    return f"{name} lane is free: starts at once."


def lane_words(draft: BatchDraft, start: StartWish, now: float) -> str:
    """The same in few words, for the line beside the button; "may-auction is" goes on in a pill."""
    name = OPERATIONS[draft.operation].name
    if start.is_held:
        return "You start it"
    if draft.is_lane_stopped:
        return f"{name} lane is stopped"
    if start.not_before is not None:
        return starts_words(start.not_before, now)
    if draft.lane_running:
        return f"{short_name(draft.lane_running, 20)} is"
    return f"{draft.lane_waiting:,} waiting before it" if draft.lane_waiting else f"{name} lane is free"


def is_lane_shown(draft: BatchDraft, start: StartWish) -> bool:
    """Whether `lane_words` are about what runs in the lane."""
    return bool(draft.lane_running) and start == AT_ONCE and not draft.is_lane_stopped


def submit_words(draft: BatchDraft, start: StartWish, now: float, *, is_trial: bool = False) -> str:
    """Submit where the lane is free, "Queue after may-auction" where it is busy, or as was wished."""
    trial = "trial " if is_trial else ""
    if start.is_held:
        return f"Keep {trial}on hold"
    if start.not_before is not None:
        return f"Queue {trial}for {after_words(start.not_before, now)}"
    is_busy = goes_later(draft, start)
    if is_trial:
        return "Queue trial" if is_busy else "Submit trial"
    if draft.lane_running and not draft.is_lane_stopped:
        return f"Queue after {short_name(draft.lane_running, 24)}"
    return "Queue" if is_busy else "Submit"


def goes_later(draft: BatchDraft, start: StartWish) -> bool:
    """Whether it does not leave as soon as it is submitted."""
    is_busy = bool(draft.lane_running or draft.lane_waiting or draft.is_lane_stopped)
    return is_busy or start != AT_ONCE


def wish_words(start: StartWish, now: float) -> str:
    """The wish alone, for the button that changes it."""
    if start.is_held:
        return "On hold, you start it"
    if start.not_before is not None:
        return starts_words(start.not_before, now)
    return "As soon as the lane is free"


def blocked_words(report: Report | None, reference: str) -> str:
    """What is in the way of sending, as the next thing to do; "" where nothing is.

    While the file is read there is nothing to do but wait, which is said elsewhere: it is "" then too.
    """
    if report is None or report.forecast is None:
        return ""
    if report.missing:
        return f"Choose a column for {_listed(report.missing)}"
    if still_open := len(report.open_problems):
        return f"Decide on {words.rows(still_open, 'problem')} first"
    if not report.can_be_sent:
        return "Nothing to send"
    return "" if reference else "Enter a reference"


def _listed(names: tuple[str, ...]) -> str:
    """A zip alone; source and zip; vin and 4 more."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} more"
