"""What the new-batch sheet says, worked out from a draft and a check. Pure, no Qt."""

from __future__ import annotations

from mcdesk.model import words
from mcdesk.model.operations import OPERATIONS, packing_words
from mcdesk.ui.inspector.count_facts import counted
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.sheets.values import BatchDraft, CheckSummary


def forecast_parts(draft: BatchDraft, summary: CheckSummary) -> tuple[tuple[str, str], ...]:
    """Strong and plain halves: 12,000 rows · 11,640 unique VINs · about 310 KB after compression."""
    operation = OPERATIONS[draft.operation]
    noun = counted(operation)
    how = "after compression" if operation.packing.suffix.endswith(".gz") else "to upload"
    return (
        (f"{summary.rows:,}", "row" if summary.rows == 1 else "rows"),
        (f"{summary.unique_values:,}", f"unique {noun}" + ("" if summary.unique_values == 1 else "s")),
        (f"about {words.size(summary.packed_size)}", how),
        (f"expect successful_count ≈ {summary.unique_values:,}", ""),
    )


def checked_words(summary: CheckSummary) -> str:
    """0 problems in 12,000 rows."""
    return f"0 problems in {words.rows(summary.rows)}"


def repeat_words(draft: BatchDraft, summary: CheckSummary) -> str:
    """Why fewer values are counted than rows go out, or "" when none repeat."""
    if not summary.repeated:
        return ""
    noun = counted(OPERATIONS[draft.operation])
    verb = "repeats" if summary.repeated == 1 else "repeat"
    sent = "it is sent all the same" if summary.repeated == 1 else "all are sent"
    return f"{words.rows(summary.repeated)} {verb} a {noun}: {sent}; the service counts each {noun} once."


def plan_lines(draft: BatchDraft, *, can_be_sent: bool = True) -> tuple[tuple[str, str], ...]:
    """What will happen, as icon and sentence: to the bytes, what is needed, when it starts.

    Of a file that can't be sent only what is needed holds.
    """
    operation = OPERATIONS[draft.operation]
    needs = ("ph.columns", f"{operation.needs}.")
    if not can_be_sent:
        return (needs,)
    return (
        ("ph.file-text", f"{packing_words(operation, draft.path.name)}. The source file stays untouched."),
        needs,
        ("ph.clock", start_words(draft)),
    )


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


def submit_words(draft: BatchDraft) -> str:
    """Submit where the lane is free, "Queue after may-auction" where it is busy."""
    if draft.lane_running:
        return f"Queue after {short_name(draft.lane_running, 24)}"
    return "Queue" if draft.lane_waiting else "Submit"
