"""The box in the inspector's middle: saved copy, last answer, or what went wrong and what to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model import words
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.events import PollStatus
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import JobRow, RowState
from mcdesk.ui.inspector.timeline_facts import best_download
from mcdesk.ui.status.words import checked_tooltip, checked_words

OWN_COPY = "Opening and exporting use this copy. They never spend a download."
_USED = "Its slot counts as used from the moment it was asked for."
_BURSTS = "Progress moves in bursts. A pause is not a failure."
_KEPT = "Nothing is running. The file and its check are kept."
_FAILURES = {"processing_failed": "The service could not process the file"}
"""Documented failures in plain words. Others are told in the service's own."""


@dataclass(frozen=True, slots=True)
class Box:
    """A title, a headline with icon and colour, and lines below. `sha256` is shown short, copied whole."""

    title: str
    icon: str
    tone: str
    """A state colour: ok, run, warn, bad or idle."""
    headline: str
    lines: tuple[str, ...] = ()
    sha256: str = ""
    code: str = ""
    """The service's own word, shown small."""
    tooltip: str = ""


def slots_of(details: JobDetails) -> DownloadSlots | None:
    """Download slots, corrected by what the newest download's own headers said."""
    slots = details.job.slots if details.job is not None and details.job.slots else details.row.slots
    told = [each.remaining for each in details.downloads if each.remaining is not None]
    if slots is None or not told:
        return slots
    return DownloadSlots(min(slots.left, told[-1]), slots.total)


def box_of(details: JobDetails, poll: PollStatus, now: float) -> Box:
    """What matters most about the job just now."""
    row = details.row
    if row.state is RowState.COMPLETED:
        return _copy_box(details)
    if row.state is RowState.FAILED:
        return _failed_box(details)
    if row.state is RowState.HELD:
        return _held_box(details)
    if row.state is RowState.UNSURE:
        return _unsure_box()
    if row.state is RowState.PROCESSING:
        return _answer_box(poll, now)
    return _sending_box(row) if row.state is RowState.UPLOADING else _queue_box(row)


def remaining_words(slots: DownloadSlots | None) -> str:
    """2 of 3 downloads remain."""
    if slots is None:
        return "The service has not told how many downloads remain."
    if slots.left == 0:
        return f"No downloads remain: all {slots.total} are used."
    return f"{slots.words} downloads {'remains' if slots.left == 1 else 'remain'}."


def _copy_box(details: JobDetails) -> Box:
    best = best_download(details)
    slots = slots_of(details)
    if best is None:
        return _no_copy_box(details, slots)
    if best.state is DownloadState.VERIFIED:
        return _verified_box(best)
    if best.state is DownloadState.STARTED:
        return Box("Saved copy", "ph.download-simple", "run", "Downloading", (_USED, remaining_words(slots)))
    if best.state is DownloadState.MISMATCH:
        return Box(
            "Saved copy",
            "ph.warning-octagon-fill",
            "bad",
            "Checksum does not match",
            (
                "The bytes that arrived are not what the service sent. They are kept aside, never opened.",
                remaining_words(slots),
            ),
        )
    if best.state is DownloadState.UNSPENT:
        kept = ("The service was not reached, so no slot is spent.", remaining_words(slots))
        return Box("Saved copy", "ph.warning-fill", "warn", "The download did not begin", kept)
    gone = "Nothing was kept. Its slot is most likely spent."
    return Box(
        "Saved copy", "ph.warning-fill", "warn", "The download broke off", (gone, remaining_words(slots))
    )


def _verified_box(download: Download) -> Box:
    if download.expected_sha256:
        return Box(
            "Saved copy",
            "ph.shield-check-fill",
            "ok",
            "Checksum verified",
            (OWN_COPY,),
            download.sha256 or "",
        )
    lines = (OWN_COPY, "The service sent no checksum to compare with.")
    return Box("Saved copy", "ph.shield-check-fill", "ok", "Saved whole", lines, download.sha256 or "")


def _no_copy_box(details: JobDetails, slots: DownloadSlots | None) -> Box:
    headline = "Not on this computer yet"
    if details.job is not None and details.job.download_available is False and (not slots or slots.left):
        line = "The service no longer offers this result. Send the file again to get a new one."
        return Box("Saved copy", "ph.warning-fill", "warn", "Result no longer offered", (line,))
    if slots is not None and slots.left == 0:
        lines = (
            remaining_words(slots),
            "A copy on another computer can still be opened there.",
        )
        return Box("Saved copy", "ph.warning-fill", "warn", headline, lines)
    lines = (
        remaining_words(slots),
        "One is enough: the saved copy can be opened any number of times.",
    )
    return Box("Saved copy", "ph.download-simple", "idle", headline, lines)


def _failed_box(details: JobDetails) -> Box:
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
    lines = tuple(line for line in (said, advice, "The source file is untouched.") if line)
    return Box("What happened", "ph.warning-octagon-fill", "bad", headline, lines, code=code)


def _held_box(details: JobDetails) -> Box:
    refusal = details.submission.refusal if details.submission is not None else None
    if refusal is None:
        headline = details.row.refusal_title or "The file was not taken"
        return Box("Why it is on hold", "ph.pause-circle-fill", "warn", headline, (_KEPT,))
    lines = (refusal.advice, _KEPT) if refusal.advice else (_KEPT,)
    return Box("Why it is on hold", "ph.pause-circle-fill", "warn", refusal.title, lines, code=refusal.code)


def _unsure_box() -> Box:
    lines = (
        "It may have arrived. mcdesk asks again with the same submit key: no second job can start.",
        "It settles by itself as soon as the service answers.",
    )
    return Box("What happened", "ph.question-fill", "warn", "No answer came to the upload", lines)


def _answer_box(poll: PollStatus, now: float) -> Box:
    if poll.trouble is not None:
        lines = (checked_words(poll, now), "The job runs on at the service: this says nothing about it.")
        title = poll.trouble.title.rstrip(".")
        return Box("Last answer", "ph.warning-fill", "warn", title, lines, tooltip=poll.trouble.advice)
    tip = checked_tooltip(poll)
    headline, _, upcoming = checked_words(poll, now).partition(" · ")
    calm = (upcoming.capitalize(), _BURSTS) if upcoming else (_BURSTS,)
    return Box("Last answer", "ph.clock-fill", "run", headline, calm, tooltip=tip)


def _sending_box(row: JobRow) -> Box:
    lines = ("If the connection breaks, the same submit key is used again: no second job.",)
    return Box("On its way", "ph.arrow-circle-up-fill", "run", f"Sending file · {row.progress} %", lines)


def _queue_box(row: JobRow) -> Box:
    name = OPERATIONS[row.operation].name if row.operation in OPERATIONS else row.operation
    if row.lane_place == 1:
        headline = f"Next in the {name} lane"
    elif row.lane_place:
        headline = f"{words.ordinal(row.lane_place)} in the {name} lane"
    else:
        headline = f"Waiting for the {name} lane"
    lines = ("It starts by itself while mcdesk is open.", "Nothing has left this computer yet.")
    return Box("In the queue", "ph.clock", "idle", headline, lines)
