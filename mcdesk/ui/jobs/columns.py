"""The job table's columns as data: title, words, sort value and width of each. No painting, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from mcdesk.model.rows import CopyState, JobRow, RowState
from mcdesk.model.words import ago, count, exact
from mcdesk.ui.jobs.looks import STATE_LOOKS, operation_name, progress_look

SortValue = Callable[[JobRow], int | float | str]

_STATE_PLACES = {state: place for place, state in enumerate(RowState)}
_COPY_WORDS = {
    CopyState.NONE: "",
    CopyState.FETCHING: "Being downloaded now",
    CopyState.VERIFIED: "A verified copy is on this computer: opening it is free",
    CopyState.DAMAGED: "The downloaded copy did not match its checksum",
    CopyState.BROKEN: "The download broke off: no copy is on this computer",
}
# Far below any time: it puts what is running, and then what waits, in front of everything that has ended.
_RUNNING, _WAITING = -1e12, -1e11


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `shown` picks what its cell depends on, so that a change announces only its own cells."""

    id: str
    title: str
    width: int
    words: Callable[[JobRow, float], str]
    sort_value: SortValue
    shown: Callable[[JobRow], object]
    is_figure: bool = False
    tells_time: bool = False
    tooltip: Callable[[JobRow], str] = lambda _: ""


def natural_value(row: JobRow) -> float:
    """The order before the user chooses one: running, then waiting by place, then the newest first."""
    if row.state in (RowState.WAITING, RowState.HELD):
        return _WAITING + (row.lane_place or 0)
    return _RUNNING + row.submitted_at if row.state.is_active else -row.submitted_at


def is_unsent(row: JobRow) -> bool:
    """Whether nothing of it has left this computer. Of an upload without an answer nobody can say that."""
    return not row.is_submitted and row.state in (RowState.WAITING, RowState.HELD)


def submitted_words(row: JobRow, now: float) -> str:
    """When it was sent, seen from now."""
    return "not sent yet" if is_unsent(row) else ago(row.submitted_at, now)


def _name_value(row: JobRow) -> str:
    """By name, the parts of one file in their order. NUL comes before all that a longer name goes on with.

    One text, not a pair of values: a hundred thousand pairs take twice as long to sort.
    """
    name = row.reference.casefold()
    return f"{name}\0{row.part:09}" if row.parts > 1 else name


def _finished(row: JobRow, now: float) -> str:
    return "–" if row.finished_at is None else ago(row.finished_at, now)


def _slots(row: JobRow) -> str:
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


def _reason(row: JobRow) -> str:
    return row.refusal_title or row.error_code or ""


COLUMNS: tuple[Column, ...] = (
    Column(
        "reference",
        "Reference",
        184,
        lambda row, _: row.title,
        _name_value,
        attrgetter("reference", "is_elsewhere", "part", "parts"),
        tooltip=lambda row: row.title,
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
        lambda row, _: STATE_LOOKS[row.state].word,
        lambda row: _STATE_PLACES[row.state],
        attrgetter("state"),
        tooltip=_reason,
    ),
    Column(
        "progress",
        "Progress",
        208,
        lambda row, _: progress_look(row).sentence,
        attrgetter("progress"),
        progress_look,
        tooltip=_reason,
    ),
    _figure("items", "Items", 86),
    _figure("succeeded", "Succeeded", 84),
    _figure("failed", "Failed", 56),
    Column(
        "submitted_at",
        "Submitted",
        102,
        submitted_words,
        attrgetter("submitted_at"),
        lambda row: (row.submitted_at, is_unsent(row)),
        tells_time=True,
        tooltip=lambda row: "" if is_unsent(row) else exact(row.submitted_at),
    ),
    Column(
        "finished_at",
        "Finished",
        102,
        _finished,
        _number("finished_at"),
        attrgetter("finished_at"),
        tells_time=True,
        tooltip=lambda row: "" if row.finished_at is None else exact(row.finished_at),
    ),
    Column(
        "slots",
        "Downloads left",
        130,
        lambda row, _: _slots(row),
        lambda row: -1 if row.slots is None else row.slots.left,
        attrgetter("slots", "copy"),
        tooltip=lambda row: _COPY_WORDS[row.copy],
    ),
)
COLUMN_OF = {column.id: place for place, column in enumerate(COLUMNS)}
TIME_COLUMNS = tuple(place for place, column in enumerate(COLUMNS) if column.tells_time)
