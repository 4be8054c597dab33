"""The job table's columns as data: title, words, sort value and width of each. No painting, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from mcdesk.model.rows import CopyState, JobRow, RowState
from mcdesk.model.words import ago, count, exact
from mcdesk.ui.jobs.looks import GONE, Scene, operation_name, progress_look, state_look

SortValue = Callable[[JobRow], int | float | str]

_STATE_PLACES = {state: place for place, state in enumerate(RowState)}
_COPY_WORDS = {
    CopyState.NONE: "",
    CopyState.FETCHING: "Being downloaded now",
    CopyState.VERIFIED: "A verified copy is on this computer: opening it is free",
    CopyState.DAMAGED: "The downloaded copy did not match its checksum",
    CopyState.BROKEN: "The download broke off: no copy is on this computer",
    CopyState.LOST: "Saved copy gone or changed",
}
# Far below any time: it puts what is running, what waits by place, what starts at a time of its own, and what
# is on hold in front of everything that has ended.
_RUNNING, _WAITING, _PUT_OFF, _HELD = -1e12, -1e11, -9e10, -8e10


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `shown` picks what its cell depends on, so that a change announces only its own cells."""

    id: str
    title: str
    width: int
    words: Callable[[JobRow, Scene], str]
    sort_value: SortValue
    shown: Callable[[JobRow], object]
    is_figure: bool = False
    tells_time: bool = False
    tooltip: Callable[[JobRow, Scene], str] = lambda *_: ""


def natural_value(row: JobRow) -> float:
    """The order before the user chooses one: running, then waiting by place, then the newest first."""
    if row.gone_at is not None:
        return -row.submitted_at  # nothing comes of it any more: it stays where it belongs in time
    if row.state is RowState.HELD:
        return _HELD
    if row.state is RowState.WAITING:
        return _WAITING + (row.lane_place or 0) if row.not_before is None else _PUT_OFF + row.not_before
    return _RUNNING + row.submitted_at if row.state.is_active else -row.submitted_at


def is_unsent(row: JobRow) -> bool:
    """Whether nothing of it has left this computer. Of an upload without an answer nobody can say that."""
    is_here = row.state in (RowState.WAITING, RowState.HELD)
    return is_here and not row.is_submitted and not row.may_have_arrived


def submitted_words(row: JobRow, now: float) -> str:
    """When it was sent, seen from now."""
    return "not sent yet" if is_unsent(row) else ago(row.submitted_at, now)


def _name_value(row: JobRow) -> str:
    """By name, the parts of one file in their order. NUL comes before all that a longer name goes on with.

    One text, not a pair of values: a hundred thousand pairs take twice as long to sort.
    """
    name = row.reference.casefold()
    return f"{name}\0{row.part:09}" if row.parts > 1 else name


def _submitted(row: JobRow, scene: Scene) -> str:
    return submitted_words(row, scene.now)


def _finished(row: JobRow, scene: Scene) -> str:
    return "–" if row.finished_at is None else ago(row.finished_at, scene.now)


def _slots(row: JobRow, _: Scene) -> str:
    return row.slots.words if row.slots else "–"


def _number(name: str) -> SortValue:
    pick = attrgetter(name)

    def value(row: JobRow) -> int | float:
        number: int | float | None = pick(row)
        return -1 if number is None else number

    return value


def _figure(ident: str, title: str, width: int) -> Column:
    pick = attrgetter(ident)
    return Column(ident, title, width, lambda row, _: count(pick(row)), _number(ident), pick, is_figure=True)


def _reason(row: JobRow, scene: Scene) -> str:
    """What is behind a state, with the exact moments that the cells leave out."""
    if row.gone_at is not None:
        return f"{GONE}\nSince {exact(row.gone_at)}"
    if row.state is RowState.PROCESSING and row.moved_at is not None:
        return f"At {row.progress} % since {exact(row.moved_at)}"
    if row.state in (RowState.WAITING, RowState.UNSURE):
        return _what_it_waits_for(row, scene)
    return row.refusal_title or row.error_code or ""


def _what_it_waits_for(row: JobRow, scene: Scene) -> str:
    lines = [progress_look(row, scene).why]
    if row.operation in scene.stopped:
        return lines[0]
    if row.next_try_at is not None:
        lines.append(f"Next try {exact(row.next_try_at)}")
    if row.not_before is not None and row.not_before > scene.now:
        lines.append(f"Others go first until {exact(row.not_before)}")
    return "\n".join(line for line in lines if line)


_SAID_OF_PROGRESS = (
    *("state", "operation", "progress", "lane_place", "submitted_at", "finished_at", "refusal_title"),
    *("not_before", "next_try_at", "trouble", "gone_at"),
)

COLUMNS: tuple[Column, ...] = (
    Column(
        "reference",
        "Reference",
        184,
        lambda row, _: row.title,
        _name_value,
        attrgetter("reference", "is_elsewhere", "part", "parts"),
        tooltip=lambda row, _: row.title,
    ),
    Column(
        "operation",
        "Operation",
        96,
        lambda row, _: operation_name(row),
        attrgetter("operation"),
        attrgetter("operation"),
    ),
    Column(
        "state",
        "State",
        124,
        lambda row, _: state_look(row).word,
        lambda row: _STATE_PLACES[row.state],
        attrgetter("state", "gone_at"),
        tooltip=_reason,
    ),
    Column(
        "progress",
        "Progress",
        208,
        lambda row, scene: progress_look(row, scene).sentence,
        attrgetter("progress"),
        attrgetter(*_SAID_OF_PROGRESS),
        tells_time=True,
        tooltip=_reason,
    ),
    _figure("items", "Items", 86),
    _figure("succeeded", "Succeeded", 84),
    _figure("failed", "Failed", 56),
    Column(
        "submitted_at",
        "Submitted",
        102,
        _submitted,
        attrgetter("submitted_at"),
        lambda row: (row.submitted_at, is_unsent(row)),
        tells_time=True,
        tooltip=lambda row, _: "" if is_unsent(row) else exact(row.submitted_at),
    ),
    Column(
        "finished_at",
        "Finished",
        102,
        _finished,
        _number("finished_at"),
        attrgetter("finished_at"),
        tells_time=True,
        tooltip=lambda row, _: "" if row.finished_at is None else exact(row.finished_at),
    ),
    Column(
        "slots",
        "Downloads left",
        130,
        _slots,
        lambda row: -1 if row.slots is None else row.slots.left,
        attrgetter("slots", "copy"),
        tooltip=lambda row, _: _COPY_WORDS[row.copy],
    ),
)
COLUMN_OF = {column.id: place for place, column in enumerate(COLUMNS)}
TIME_COLUMNS = tuple(place for place, column in enumerate(COLUMNS) if column.tells_time)
