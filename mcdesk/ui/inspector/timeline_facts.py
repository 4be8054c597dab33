"""The five steps of a job, from check to verified copy, worked out from what is known. Pure, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model import words
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import stage_words
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import JobRow, RowState
from mcdesk.ui.inspector.moments import moment, span
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from mcdesk.ui.jobs.looks import Scene, progress_look


class StepState(StrEnum):
    """How a step stands; each has a shape of its own besides its colour."""

    DONE = "done"
    ACTIVE = "active"
    AHEAD = "ahead"
    WAITING = "waiting"
    HELD = "held"
    UNSURE = "unsure"
    FAILED = "failed"

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has happened there yet."""
        return self is StepState.AHEAD

    @property
    def words_token(self) -> str:
        """The colour of the words below its title."""
        tokens = {
            StepState.AHEAD: "text3",
            StepState.FAILED: "bad.text",
            StepState.UNSURE: "warn.text",
            StepState.HELD: "warn.text",
        }
        return tokens.get(self, "text2")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `share` (0..1) is how much of the way to the next step has been gone."""

    title: str
    words: str
    state: StepState
    share: float = 0.0
    tooltip: str = ""

    @property
    def sentence(self) -> str:
        """For a screen reader: "Uploaded, done, 10:00 · 31 KB"."""
        return ", ".join(part for part in (self.title, self.state.value, self.words) if part)


_NOT_STARTED = Step("Processing", "not started", StepState.AHEAD)


def steps_of(
    details: JobDetails, now: float, place: QueuePlace = NO_PLACE, *, stalled: str = ""
) -> tuple[Step, ...]:
    """Checked, Uploaded, Processing, Completed, Downloaded & verified.

    Args:
        details: Of the job.
        now: Seconds since 1970.
        place: Where it stands in its lane, while it does.
        stalled: What there is to say of a progress that stands still, "" while it moves.
    """
    return (
        _checked(details, now),
        _uploaded(details, now, place),
        _processing(details, now, stalled),
        _completed(details, now),
        _downloaded(details, now),
    )


def best_download(details: JobDetails) -> Download | None:
    """The attempt worth showing: the newest verified one, else the newest."""
    verified = [each for each in details.downloads if each.state is DownloadState.VERIFIED]
    attempts = verified or list(details.downloads)
    return attempts[-1] if attempts else None


def _checked(details: JobDetails, now: float) -> Step:
    sent = details.submission
    if sent is None:
        return Step("Checked", "sent from elsewhere", StepState.DONE, 1.0, "mcdesk has not seen this file.")
    says = f"{moment(sent.created_at, now)} · {words.rows(sent.rows)}"
    share = 1.0 if sent.accepted_at is not None or details.job is not None else 0.0
    if details.row.state is RowState.UPLOADING:
        share = details.row.progress / 100
    return Step("Checked", says, StepState.DONE, share, words.exact(sent.created_at))


def _uploaded(details: JobDetails, now: float, place: QueuePlace) -> Step:
    row, sent = details.row, details.submission
    if row.state in (RowState.WAITING, RowState.UNSURE):
        state = StepState.WAITING if row.state is RowState.WAITING else StepState.UNSURE
        return Step("Upload", _what_it_waits_for(row, now, place), state)
    if row.state is RowState.HELD:
        return Step("Upload", "on hold", StepState.HELD)
    if row.state is RowState.UPLOADING:
        return Step("Uploading", f"Sending file · {row.progress} %", StepState.ACTIVE)
    at = sent.accepted_at if sent is not None and sent.accepted_at is not None else row.submitted_at
    volume = f" · {words.size(sent.packed.size)}" if sent is not None else ""
    share = 0.0 if row.state is RowState.PROCESSING and row.progress == 0 else 1.0
    return Step("Uploaded", moment(at, now) + volume, StepState.DONE, share, words.exact(at))


def _what_it_waits_for(row: JobRow, now: float, place: QueuePlace) -> str:
    """As the table says it, in the middle of a sentence."""
    stopped = {row.operation: place.trouble.title} if place.trouble is not None else {}
    says = progress_look(row, Scene(now, stopped)).words.replace("  ·  ", " · ")
    return says[0].lower() + says[1:]


def _processing(details: JobDetails, now: float, stalled: str) -> Step:
    row = details.row
    if row.state is RowState.COMPLETED:
        end = row.finished_at
        says = span(row.submitted_at, end, now) if end is not None else moment(row.submitted_at, now)
        tip = words.exact(row.submitted_at) + (f" – {words.exact(end)}" if end is not None else "")
        return Step("Processing", says, StepState.DONE, 1.0, tip)
    if row.state is RowState.FAILED:
        share = row.progress / 100
        return Step("Processing", f"Stopped at {row.progress} %", StepState.FAILED, share)
    return _running(row, now, stalled) if row.state is RowState.PROCESSING else _NOT_STARTED


def _running(row: JobRow, now: float, stalled: str) -> Step:
    share = row.progress / 100
    if row.gone_at is not None:
        says = f"not listed since {moment(row.gone_at, now)}"
        return Step("Processing", says, StepState.UNSURE, share, words.exact(row.gone_at))
    working = OPERATIONS[row.operation].working if row.operation in OPERATIONS else "Working"
    stage = stalled.partition(";")[0] or stage_words(row.progress, working)
    return Step("Processing", f"{stage} · {row.progress} %", StepState.ACTIVE, share, stalled)


def _completed(details: JobDetails, now: float) -> Step:
    row = details.row
    if row.state is RowState.FAILED:
        return Step("Completed", "no result", StepState.AHEAD)
    if row.state is not RowState.COMPLETED:
        return Step("Completed", "", StepState.AHEAD)
    best = best_download(details)
    share = 1.0 if best is not None and best.state is DownloadState.VERIFIED else 0.0
    if row.finished_at is None:
        return Step("Completed", "", StepState.DONE, share)
    took = words.duration(row.finished_at - row.submitted_at)
    says = f"{moment(row.finished_at, now)} · took {took}"
    return Step("Completed", says, StepState.DONE, share, words.exact(row.finished_at))


def _downloaded(details: JobDetails, now: float) -> Step:
    title, best = "Downloaded & verified", best_download(details)
    if details.row.state is not RowState.COMPLETED and best is None:
        return Step(title, "", StepState.AHEAD)
    if best is None:
        return Step(title, "not downloaded yet", StepState.AHEAD)
    at = best.finished_at if best.finished_at is not None else best.started_at
    if best.state is DownloadState.VERIFIED:
        volume = f" · {words.size(best.size)}" if best.size is not None else ""
        return Step(title, moment(at, now) + volume, StepState.DONE, 0.0, words.exact(at))
    if best.state is DownloadState.LOST:
        return Step("Downloaded, copy lost", "gone or changed since", StepState.FAILED, 0.0, words.exact(at))
    if best.state is DownloadState.STARTED:
        return Step(title, f"downloading since {moment(at, now)}", StepState.ACTIVE, 0.0, words.exact(at))
    if best.state is DownloadState.MISMATCH:
        says = f"{moment(at, now)} · checksum differs"
        return Step("Downloaded, not verified", says, StepState.FAILED, 0.0, words.exact(at))
    if best.state is DownloadState.UNSPENT:
        return Step("Download", f"{moment(at, now)} · did not begin", StepState.UNSURE, 0.0, words.exact(at))
    return Step("Download", f"{moment(at, now)} · broke off", StepState.FAILED, 0.0, words.exact(at))
