"""How a row's state looks and what its progress says, in words and tokens. Plain data: no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model.jobs import stage_words
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import JobRow, RowState
from mcdesk.model.words import duration, ordinal


@dataclass(frozen=True, slots=True)
class StateLook:
    """A pill: word, tone, icon, and whether its ground is solid."""

    word: str
    tone: str
    icon: str
    is_solid: bool = False


@dataclass(frozen=True, slots=True)
class ProgressLook:
    """What the progress cell says. `fraction` is None where there is no bar."""

    words: str
    figure: str = ""
    token: str = "text2"
    fraction: float | None = None
    is_frozen: bool = False

    @property
    def sentence(self) -> str:
        """As it is read aloud: "Ranking records, 55 percent"."""
        return f"{self.words}, {self.figure.replace(' %', ' percent')}" if self.figure else self.words


STATE_LOOKS = {
    RowState.UPLOADING: StateLook("Uploading", "run", "ph.arrow-circle-up-fill"),
    RowState.UNSURE: StateLook("Unsure", "warn", "ph.question-fill"),
    RowState.PROCESSING: StateLook("Processing", "run", "ph.spinner-bold"),
    RowState.WAITING: StateLook("Waiting", "idle", "ph.clock"),
    RowState.HELD: StateLook("On hold", "idle", "ph.pause-circle-fill"),
    RowState.FAILED: StateLook("Failed", "bad", "ph.warning-octagon-fill", is_solid=True),
    RowState.COMPLETED: StateLook("Completed", "ok", "ph.check-circle-fill"),
}


def operation_name(row: JobRow) -> str:
    """Rank; the bare id of an operation that this version does not know."""
    operation = OPERATIONS.get(row.operation)
    return operation.name if operation else row.operation


def operation_icon(row: JobRow) -> str:
    """The operation's icon, or a question mark."""
    operation = OPERATIONS.get(row.operation)
    return operation.icon if operation else "ph.question"


def progress_look(row: JobRow) -> ProgressLook:
    """What the progress cell of a row says."""
    match row.state:
        case RowState.PROCESSING:
            operation = OPERATIONS.get(row.operation)
            words = stage_words(row.progress, operation.working if operation else "Working")
            return ProgressLook(words, f"{row.progress} %", fraction=row.progress / 100)
        case RowState.UPLOADING:
            return ProgressLook("Sending file", f"{row.progress} %", fraction=row.progress / 100)
        case RowState.WAITING:
            place = f"  ·  {ordinal(row.lane_place)}" if row.lane_place else ""
            return ProgressLook(f"Waiting for the {operation_name(row)} lane{place}")
        case RowState.UNSURE:
            return ProgressLook("Checking whether this arrived")
        case RowState.HELD:
            return ProgressLook(row.refusal_title or "Needs a decision")
        case RowState.FAILED:
            words = f"Stopped at {row.progress} %"
            return ProgressLook(words, token="bad.text", fraction=row.progress / 100, is_frozen=True)
        case RowState.COMPLETED:
            if row.finished_at is None:
                return ProgressLook("Done")
            return ProgressLook(f"Took {duration(row.finished_at - row.submitted_at)}")


def sentence(row: JobRow) -> str:
    """A row as a screen reader says it: name, part, operation, state, progress, items."""
    parts = [row.reference]
    if row.part_words:
        parts.append(f"part {row.part_words}")
    parts += [operation_name(row), STATE_LOOKS[row.state].word, progress_look(row).sentence]
    if row.items is not None:
        parts.append(f"{row.items:,} items")
    if row.failed:
        parts.append(f"{row.failed:,} failed")
    if row.slots is not None:
        parts.append(f"{row.slots.words} downloads left")
    if row.is_elsewhere:
        parts.append("sent elsewhere")
    return ", ".join(part.replace("  ·  ", ", ") for part in parts)
