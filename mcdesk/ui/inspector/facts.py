"""Everything the inspector shows of a job, computed in one place from model values. Pure, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model import words
from mcdesk.model.details import JobDetails
from mcdesk.model.events import PollStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.submissions import FileFacts
from mcdesk.ui.inspector.acts import Offer
from mcdesk.ui.inspector.box import Box
from mcdesk.ui.inspector.box_facts import box_of
from mcdesk.ui.inspector.count_facts import Counts, counts_of
from mcdesk.ui.inspector.history_facts import stall_of
from mcdesk.ui.inspector.offers import hint_of, offers_of
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from mcdesk.ui.inspector.timeline_facts import Step, best_download, steps_of
from mcdesk.ui.jobs.looks import StateLook, state_look


@dataclass(frozen=True, slots=True)
class SupportLine:
    """An id to quote: what it is called, how it is shown, and the whole of it for the clipboard."""

    label: str
    shown: str
    value: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that belongs to the job. `path` is "" when it can't be shown in a folder."""

    label: str
    name: str
    volume: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The inspector's whole content."""

    key: str
    title: str
    part: str
    """1 of 3, shown behind the title; "" for a file that went in one piece."""
    look: StateLook
    subtitle: str
    subtitle_tooltip: str
    steps: tuple[Step, ...]
    counts: Counts
    box: Box
    files: tuple[FileLine, ...]
    support: tuple[SupportLine, ...]
    offers: tuple[Offer, ...]
    hint: str


def facts_of(details: JobDetails, poll: PollStatus, now: float, place: QueuePlace = NO_PLACE) -> Facts:
    """Works out what to show of `details`."""
    row, sent = details.row, details.submission
    operation = OPERATIONS[row.operation].name if row.operation in OPERATIONS else row.operation
    where = sent.source.path.name if sent is not None else "sent from elsewhere"
    return Facts(
        key=row.key,
        title=row.reference,
        part=row.part_words,
        look=state_look(row),
        subtitle=f"{operation} · {where}",
        subtitle_tooltip=str(sent.source.path) if sent is not None else "mcdesk did not send this job.",
        steps=steps_of(details, now, place, stalled=stall_of(details, poll)),
        counts=counts_of(details),
        box=box_of(details, poll, now, place),
        files=files_of(details),
        support=support_of(details),
        offers=offers_of(details, place),
        hint=hint_of(details),
    )


def support_of(details: JobDetails) -> tuple[SupportLine, ...]:
    """The ids that the service's support asks for. The key is never among them."""
    row, sent = details.row, details.submission
    request = ""
    if sent is not None:
        request = sent.request_id or (sent.refusal.instance if sent.refusal is not None else "")
    named = (
        ("Request id", request),
        ("Job id", row.job_id or ""),
        ("Submit key", sent.idempotency_key if sent is not None else ""),
    )
    return tuple(SupportLine(label, words.short_id(value), value) for label, value in named if value)


def files_of(details: JobDetails) -> tuple[FileLine, ...]:
    """Source, uploaded and result, as far as they exist."""
    lines = []
    if details.submission is not None:
        lines.append(_line("Source", details.submission.source))
        was_sent = details.submission.accepted_at is not None
        lines.append(_line("Uploaded" if was_sent else "To upload", details.submission.packed))
    best = best_download(details)
    if best is not None and best.path is not None:
        path = best.path
        lines.append(FileLine("Result", path.name, words.size(best.size), best.sha256 or "", str(path)))
    return tuple(lines)


def _line(label: str, file: FileFacts) -> FileLine:
    return FileLine(label, file.path.name, words.size(file.size), file.sha256, str(file.path))
