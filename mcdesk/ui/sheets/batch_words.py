"""What the foot of the new-batch sheet says: when the batch starts, and what is in its way. Pure, no Qt."""

from __future__ import annotations

from mcdesk.model import words
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import Report
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.sheets.values import BatchDraft


def start_words(draft: BatchDraft) -> str:
    """When it starts."""
    name = OPERATIONS[draft.operation].name
    if draft.lane_running and draft.lane_waiting:
        return f"Starts by itself after {short_name(draft.lane_running)} and {draft.lane_waiting:,} waiting."
    if draft.lane_running:
        return f"Starts by itself after {short_name(draft.lane_running)}."
    if draft.lane_waiting:
        return f"Starts by itself after {draft.lane_waiting:,} waiting."
    return f"{name} lane is free: starts at once."


def submit_words(draft: BatchDraft, *, is_trial: bool = False) -> str:
    """Submit where the lane is free, "Queue after may-auction" where it is busy."""
    is_busy = bool(draft.lane_running or draft.lane_waiting)
    if is_trial:
        return "Queue trial" if is_busy else "Submit trial"
    if draft.lane_running:
        return f"Queue after {short_name(draft.lane_running, 24)}"
    return "Queue" if is_busy else "Submit"


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
