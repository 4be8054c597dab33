"""How a row's state looks and what its progress says, in words and tokens. Plain data: no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mcdesk.model.jobs import stage_words
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import JobRow, RowState
from mcdesk.model.words import due, duration, ordinal, until

GONE = "The service no longer lists this job"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a row's words depend on besides the row.

    `now` is the present moment (seconds since 1970), `stopped` what has stopped a lane, by its operation:
    lanes that go are not in it.
    """

    now: float
    stopped: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StateLook:
    """A pill: word, tone, icon, and whether its ground is solid."""

    word: str
    tone: str
    icon: str
    is_solid: bool = False


@dataclass(frozen=True, slots=True)
class ProgressLook:
    """What the progress cell says. `fraction` is None where there is no bar, `why` is left to the tooltip."""

    words: str
    figure: str = ""
    token: str = "text2"
    fraction: float | None = None
    is_frozen: bool = False
    why: str = ""

    @property
    def sentence(self) -> str:
        """As it is read aloud: "Ranking records, 55 percent"; "Next try in 40 s: No connection."."""
        said = f"{self.words}, {self.figure.replace(' %', ' percent')}" if self.figure else self.words
        return f"{said}: {self.why}" if self.why else said


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


def state_look(row: JobRow) -> StateLook:
    """The pill of a row. Of a job that the service forgot while it ran, nobody knows how it ended."""
    is_lost = row.state is RowState.PROCESSING and row.gone_at is not None
    return STATE_LOOKS[RowState.UNSURE if is_lost else row.state]


def progress_look(row: JobRow, scene: Scene) -> ProgressLook:
    """What the progress cell of a row says."""
    match row.state:
        case RowState.PROCESSING:
            return _running(row)
        case RowState.UPLOADING:
            return ProgressLook("Sending file", f"{row.progress} %", fraction=row.progress / 100)
        case RowState.WAITING | RowState.UNSURE:
            return _to_send(row, scene)
        case RowState.HELD:
            return ProgressLook(row.refusal_title or "On hold: you decide when it goes")
        case RowState.FAILED:
            words = f"Stopped at {row.progress} %"
            return ProgressLook(words, token="bad.text", fraction=row.progress / 100, is_frozen=True)
        case RowState.COMPLETED:
            if row.finished_at is None:
                return ProgressLook("Done")
            return ProgressLook(f"Took {duration(row.finished_at - row.submitted_at)}")


def sentence(row: JobRow, scene: Scene) -> str:
    """A row as a screen reader says it: name, part, operation, state, progress, items."""
    parts = [row.reference]
    if row.part_words:
        parts.append(f"part {row.part_words}")
    parts += [operation_name(row), state_look(row).word, progress_look(row, scene).sentence]
    if row.items is not None:
        parts.append(f"{row.items:,} items")
    if row.failed:
        parts.append(f"{row.failed:,} failed")
    if row.slots is not None:
        parts.append(f"{row.slots.words} downloads left")
    if row.is_elsewhere:
        parts.append("sent elsewhere")
    return ", ".join(part.replace("  ·  ", ", ") for part in parts)


def _running(row: JobRow) -> ProgressLook:
    if row.gone_at is not None:
        return ProgressLook(GONE)
    operation = OPERATIONS.get(row.operation)
    words = stage_words(row.progress, operation.working if operation else "Working")
    return ProgressLook(words, f"{row.progress} %", fraction=row.progress / 100)


def _to_send(row: JobRow, scene: Scene) -> ProgressLook:
    """What keeps a file from going, the strongest reason first: what is stopped does not try again."""
    if row.operation in scene.stopped:
        return ProgressLook(f"The {operation_name(row)} lane is stopped", why=scene.stopped[row.operation])
    if row.next_try_at is not None:
        return ProgressLook(f"Next try {until(row.next_try_at, scene.now)}", why=row.trouble or "")
    if row.state is RowState.UNSURE:
        return ProgressLook("Checking whether this arrived")
    if row.not_before is not None and row.not_before > scene.now:
        return ProgressLook(f"Starts after {due(row.not_before, scene.now)}")
    place = f"  ·  {ordinal(row.lane_place)}" if row.lane_place else ""
    return ProgressLook(f"Waiting for the {operation_name(row)} lane{place}")
