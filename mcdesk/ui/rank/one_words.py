"""What is said below the fields of the one vehicle or dealer, as they are typed. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mcdesk.intake.forms.cell_check import CellCheck
from mcdesk.intake.forms.vin_facts import vin_facts
from mcdesk.model.fields import Shape
from mcdesk.model.landing import Landed
from mcdesk.model.lookups import Cells, Side
from mcdesk.model.rules import Level, Rule
from mcdesk.ui.pages.vin_words import LENGTH, vin_line


class OneState(StrEnum):
    """How far the one thing is."""

    READY = "ready"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Words:
    """One line: `token` is its colour, `rule` a fix that is offered for the cell at `place`."""

    text: str
    token: str = "text2"
    icon: str = ""
    place: int = 0
    rule: Rule | None = None


def state_of(side: Side, cells: Cells, checks: Sequence[CellCheck], at: int = -1) -> OneState:
    """Whether it can go, or what keeps it; `at` is the place of the field with the cursor, -1 for none."""
    if not any(check.is_bad for check in checks):
        return OneState.READY
    has_faults = any(is_fault(side, cells, check, place, at) for place, check in enumerate(checks))
    return OneState.WRONG if has_faults else OneState.INCOMPLETE


def is_fault(side: Side, cells: Cells, check: CellCheck, place: int, at: int = -1) -> bool:
    """Whether a cell has something to mend: what is empty, or a VIN still being typed, has not."""
    text = cells[place].strip()
    is_short = side.columns[place].field.shape is Shape.VIN and len(text) < LENGTH
    return check.is_bad and bool(text) and not (is_short and place == at)


def explained(check: CellCheck) -> str:
    """Everything that is left to say of a cell."""
    return " ".join(map(_told, check.left))


def words_of(
    side: Side, cells: Cells, checks: Sequence[CellCheck], trouble: Landed | None, at: int = -1
) -> Words:
    """The most pressing thing to say: the service's own trouble, then cells, then what is still missing."""
    if trouble is not None:
        return Words(trouble.words, "warn.text", "ph.warning-fill")
    for place, check in enumerate(checks):
        if is_fault(side, cells, check, place, at):
            return _fault(place, check)
    vin = next((at for at, each in enumerate(side.columns) if each.field.shape is Shape.VIN), None)
    if vin is not None and cells[vin].strip():
        line = vin_line(vin_facts(cells[vin]), checks[vin], was_asked=False)
        return Words(line.words, line.token, line.icon)
    return Words(_missing(side, cells))


def first_of(side: Side, rows: int) -> str:
    """What is said where several rows were pasted into the place of one."""
    return f"Only the first of {rows:,} rows was taken: this is about one {side.noun}"


def _fault(place: int, check: CellCheck) -> Words:
    fix = next(iter(check.open_fixes), None)
    if fix is not None:
        return Words(_told(fix), "warn.text", "ph.wrench-fill", place, fix)
    fault = next(rule for rule in check.left if rule.level is Level.ERROR)
    return Words(_told(fault), "bad.text", "ph.warning-octagon-fill")


def _told(rule: Rule) -> str:
    """A rule in words. There is no row here that could be left out."""
    return f"{rule.title}. {rule.advice.replace(', or leave the row out', '')}"


def _missing(side: Side, cells: Cells) -> str:
    needed = [
        column.field.title if column.field.shape in (Shape.VIN,) else column.field.title.lower()
        for column, cell in zip(side.columns, cells, strict=True)
        if column.is_needed and not cell.strip()
    ]
    if needed:
        return f"Needs {' and '.join(filter(None, (', '.join(needed[:-1]), needed[-1])))}"
    optional = [column for column in side.columns if not column.is_needed]
    if optional and not any(side.value(cells, column.name).strip() for column in optional):
        return "A dealer with several locations also needs a ZIP or a location id"
    return f"This {side.noun} can be ranked"
