"""What is said of a row that needs a look, under its cells. Pure: a row's judgement in, words out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mcdesk.intake.forms.cell_check import CellCheck
from mcdesk.intake.forms.row_check import RowCheck
from mcdesk.model.landing import Landed
from mcdesk.model.lookups import Side
from mcdesk.model.rules import Level, Rule
from mcdesk.model.words import count

_WARN, _IDLE = "warn", "idle"


@dataclass(frozen=True, slots=True)
class Message:
    """What is said of one row.

    Attributes:
        words: The sentence, without a full stop.
        tone: The state colour it is said in.
        icon: What stands in the place of the row's number.
        has_line: Whether the words have a line of their own; otherwise they are told on hover.
        can_wait: It only says that something is not typed yet: no news while the user is about to.
    """

    words: str
    tone: str = _WARN
    icon: str = "ph.warning-fill"
    has_line: bool = True
    can_wait: bool = False


def problem_of(cell: CellCheck) -> Rule | None:
    """What keeps a cell from being sent, None for a cell that can be."""
    return next((rule for rule in cell.left if rule.level is Level.ERROR), None)


def message_of(
    side: Side, check: RowCheck, trouble: Landed | None = None, first: RowCheck | None = None
) -> Message | None:
    """What is said of a row: the service's word before its cells, and these before that it repeats one.

    `first` is the row that it repeats. One that says something else of the same vehicle is not sent unheard.
    """
    if check.is_empty:
        return None
    if trouble is not None:
        return Message(trouble.words)
    problems = list(_problems(side, check))
    if problems:
        words = " · ".join(dict.fromkeys(words for words, _ in problems))
        return Message(words, can_wait=all(is_missing for _, is_missing in problems))
    if check.repeats is None:
        return None
    row = f"row {count(check.repeats + 1)}"
    if first is not None and first.sends != check.sends:
        return Message(f"Same {side.noun} as {row}, with other values: only {row} is sent")
    return Message(f"Same as {row}: sent once", _IDLE, "ph.copy-simple-fill")


@lru_cache(maxsize=8)
def beyond_message(most: int, *, is_first: bool) -> Message:
    """What is said of a row for which one request has no room. One object for all rows.

    Only the first of them says it aloud.
    """
    words = f"Beyond the {count(most)} of one request"
    return Message(words, _IDLE, "ph.prohibit-fill", has_line=is_first)


def _problems(side: Side, check: RowCheck) -> Iterator[tuple[str, bool]]:
    """Of each bad cell the words, and whether it is only empty."""
    for column, cell in zip(side.columns, check.cells, strict=True):
        rule = problem_of(cell)
        if rule is not None:
            fix = f": {rule.fix[:1].lower()}{rule.fix[1:]} from the menu" if rule.can_mend else ""
            yield rule.title + fix, rule.id == column.field.missing.id
