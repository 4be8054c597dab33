"""What went out and what came back, in words and as a two-part bar. Pure, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from mcdesk.model import words
from mcdesk.model.details import JobDetails
from mcdesk.model.operations import OPERATIONS, Operation
from mcdesk.model.rows import RowState
from mcdesk.model.submissions import Submission, part_words


class PartKind(StrEnum):
    """What a part of the bar stands for."""

    RETURNED = "returned"
    FORECAST = "forecast"
    FAILED = "failed"
    MISSING = "missing"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class BarPart:
    """So many rows of one kind."""

    kind: PartKind
    rows: int


@dataclass(frozen=True, slots=True)
class Counts:
    """`before` and `after` stand left and right of the arrow, each a strong and a plain half.

    `prepared` is what was done with the file before sending, "" where it goes as it is and whole.
    """

    before: tuple[str, str]
    after: tuple[str, str] | None
    parts: tuple[BarPart, ...]
    note: str
    is_warning: bool = False
    prepared: str = ""

    @property
    def sentence(self) -> str:
        """The line without its weights: "1,200 rows sent, 1,150 unique VINs returned"."""
        halves = (self.before, self.after) if self.after else (self.before,)
        return ", ".join(" ".join(part for part in half if part) for half in halves)


def counted(operation: Operation | None) -> str:
    """What `successful_count` counts, as people write it: VIN."""
    column = operation.counted_column if operation is not None else "value"
    return column.upper() if len(column) <= 4 else column.replace("_", " ")


def counts_of(details: JobDetails) -> Counts:
    """The counts of a job in whatever state it is."""
    prepared = _prepared(details.submission) if details.submission is not None else ""
    return replace(_counts_by_state(details), prepared=prepared)


def _counts_by_state(details: JobDetails) -> Counts:
    row = details.row
    noun = counted(OPERATIONS.get(row.operation))
    if row.state is RowState.COMPLETED:
        return _returned(details, noun)
    if row.state is RowState.FAILED:
        sent = _strong_rows(row.items, "sent")
        return Counts(sent, ("no result", ""), (), "Nothing was returned, and no download was spent.")
    return _forecast(details, noun)


def _returned(details: JobDetails, noun: str) -> Counts:
    row = details.row
    before = _strong_rows(row.items, "sent")
    if row.succeeded is None or row.items is None:
        return Counts(before, None, (), "The service has not told how many rows succeeded.")
    failed = row.failed or 0
    missing = _missing(details, row.succeeded + failed)
    repeated = max(0, row.items - row.succeeded - failed - missing)
    parts = _parts(
        (PartKind.RETURNED, row.succeeded),
        (PartKind.FAILED, failed),
        (PartKind.MISSING, missing),
        (PartKind.REPEATED, repeated),
    )
    after = (words.rows(row.succeeded, f"unique {noun}"), "returned")
    note = _note(details, noun, repeated, failed, missing)
    return Counts(before, after, parts, note, is_warning=bool(failed or missing))


def _missing(details: JobDetails, answered: int) -> int:
    """Unique values that were sent and are in neither count. Only a file that mcdesk read can tell."""
    if details.submission is None:
        return 0
    return max(0, details.submission.unique_values - answered)


def _note(details: JobDetails, noun: str, repeated: int, failed: int, missing: int) -> str:
    sentences = []
    if missing:
        verb = "is" if missing == 1 else "are"
        sentences.append(
            f"{words.rows(missing, noun)} {verb} in neither count: compare the result with the sent file."
        )
    if failed:
        they = "It is" if failed == 1 else "They are"
        sentences.append(
            f"{words.rows(failed)} could not be processed (failed_count). {they} in the result without "
            f"values; the usual cause is a {noun} or a dealer that the service does not know."
        )
    if repeated and details.submission is None:
        sentences.append(
            f"{words.rows(repeated)} without a result of {'its' if repeated == 1 else 'their'} own: "
            f"usual where rows repeat a {noun}. mcdesk has not seen the sent file."
        )
    elif repeated:
        verb = "repeats" if repeated == 1 else "repeat"
        due = f"{details.row.succeeded or 0:,} is expected: nothing is missing"
        sentences.append(
            f"{words.rows(repeated)} {verb} a {noun}. The service counts each {noun} once"
            + (f", so {due}." if not missing and not failed else ".")
        )
    return " ".join(sentences) or "Every row accounted for."


def _forecast(details: JobDetails, noun: str) -> Counts:
    row, submission = details.row, details.submission
    verb = "sent" if row.state is RowState.PROCESSING else "to send"
    before = _strong_rows(row.items, verb)
    if submission is None:
        note = "The service has not counted the rows yet." if row.items is None else "Sent from elsewhere."
        return Counts(before, None, _parts((PartKind.FORECAST, row.items or 0)), note)
    repeated = max(0, submission.rows - submission.unique_values)
    parts = _parts((PartKind.FORECAST, submission.unique_values), (PartKind.REPEATED, repeated))
    about = "about " if repeated else ""
    after = (f"{about}{submission.unique_values:,}", "expected")
    if not repeated:
        return Counts(before, after, parts, f"No row repeats a {noun}: every row counts.")
    verb = "repeats" if repeated == 1 else "repeat"
    note = (
        f"{words.rows(repeated)} {verb} a {noun}. All are sent; the service counts each {noun} once, "
        "so a lower successful_count is normal for this file."
    )
    return Counts(before, after, parts, note)


def _prepared(sent: Submission) -> str:
    """Which part it is, what was left out and what was mended. The last two are of the whole file."""
    acts = []
    if sent.left_out:
        acts.append(f"{words.rows(sent.left_out)} {_were(sent.left_out)} left out")
    if sent.changed_cells:
        cells = words.rows(sent.changed_cells, "cell")
        acts.append(f"{cells} mended" if acts else f"{cells} {_were(sent.changed_cells)} mended")
    told = f"{', '.join(acts)} before sending." if acts else ""
    if sent.parts == 1:
        return told
    part = f"Part {part_words(sent.part, sent.parts)} of {sent.source.path.name}."
    return f"{part} Of the whole file, {told}" if told else part


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _strong_rows(number: int | None, verb: str) -> tuple[str, str]:
    return (words.rows(number), verb) if number is not None else ("Rows", f"{verb}: not counted yet")


def _parts(*pairs: tuple[PartKind, int]) -> tuple[BarPart, ...]:
    return tuple(BarPart(kind, number) for kind, number in pairs if number > 0)
