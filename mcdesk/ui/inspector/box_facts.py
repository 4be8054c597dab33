"""The box in the inspector's middle: saved copy, last answer, or what went wrong and what to do. Pure."""

from __future__ import annotations

from mcdesk.model.details import JobDetails
from mcdesk.model.events import PollStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import RowState
from mcdesk.ui.inspector.box import Box
from mcdesk.ui.inspector.copy_boxes import copy_box
from mcdesk.ui.inspector.history_facts import history_lines, sentence, stall_of
from mcdesk.ui.inspector.moments import gone_words
from mcdesk.ui.inspector.queue_boxes import held_box, queue_box, sending_box
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from mcdesk.ui.jobs.looks import GONE
from mcdesk.ui.status.words import checked_tooltip, checked_words

_BURSTS = "Progress moves in bursts. A pause is not a failure."
_FAILURES = {"processing_failed": "The service could not process the file"}
"""Documented failures in plain words. Others are told in the service's own."""


def box_of(details: JobDetails, poll: PollStatus, now: float, place: QueuePlace = NO_PLACE) -> Box:
    """What matters most about the job just now."""
    match details.row.state:
        case RowState.COMPLETED:
            return copy_box(details, now)
        case RowState.FAILED:
            return _failed_box(details, now)
        case RowState.HELD:
            return held_box(details, place)
        case RowState.UPLOADING:
            return sending_box(details.row)
        case RowState.PROCESSING:
            return _answer_box(details, poll, now)
        case RowState.WAITING | RowState.UNSURE:
            return queue_box(details, now, place)


def _failed_box(details: JobDetails, now: float) -> Box:
    row, job = details.row, details.job
    code = row.error_code or (job.error_code if job is not None else None) or ""
    message = (job.error_message if job is not None else None) or ""
    headline = _FAILURES.get(code) or "The service gave up on this job"
    needs = OPERATIONS[row.operation].needs if row.operation in OPERATIONS else ""
    advice = (
        f"Usual cause: a column or its values. {needs}. Mend the file, then send it again."
        if needs
        else "Mend the file, then send it again."
    )
    said = f"The service says: {message}" if message else ""
    gone = gone_words(row.gone_at, now) if row.gone_at is not None else ""
    lines = tuple(line for line in (said, advice, "The source file is untouched.", gone) if line)
    return Box("What happened", "ph.warning-octagon-fill", "bad", headline, lines, code=code)


def _answer_box(details: JobDetails, poll: PollStatus, now: float) -> Box:
    if details.row.gone_at is not None:
        return _gone_box(details.row.gone_at, now)
    if poll.trouble is not None:
        safe = "The job runs on at the service: this says nothing about it."
        title, tip = poll.trouble.title.rstrip("."), poll.trouble.advice
        return Box(
            "Last answer", "ph.warning-fill", "warn", title, (checked_words(poll, now), safe), tooltip=tip
        )
    checked, tip, history = checked_words(poll, now), checked_tooltip(poll), history_lines(details, now)
    if stalled := stall_of(details, poll):
        lines = (checked, *history[-1:], _BURSTS)
        return Box("Last answer", "ph.clock-fill", "warn", sentence(stalled)[:-1], lines, tooltip=tip)
    headline, _, upcoming = checked.partition(" · ")
    calm = tuple(line for line in (upcoming.capitalize(), *(history or (_BURSTS,))) if line)
    return Box("Last answer", "ph.clock-fill", "run", headline, calm, tooltip=tip)


def _gone_box(gone_at: float, now: float) -> Box:
    lines = (
        gone_words(gone_at, now),
        "Its lane is free again. Ask MarketCheck about it before you send the file as a new job.",
    )
    return Box("What happened", "ph.question-fill", "warn", GONE, lines)
