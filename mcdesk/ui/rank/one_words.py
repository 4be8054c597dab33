"""What is said below the fields of the one vehicle or dealer, as they are typed. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mcdesk.intake.forms.cell_check import CellCheck
from mcdesk.intake.forms.vin_facts import vin_facts
from mcdesk.model.fields import Shape
from mcdesk.model.landing import Landed
from mcdesk.model.lookups import Cells, Side
from mcdesk.model.rules import Level, Rule
from mcdesk.ui.pages.vin_words import LENGTH, vin_line


@dataclass(frozen=True, slots=True)
class Words:
    """One line: `token` is its colour, `rule` a fix that is offered for the cell at `place`."""

    text: str
    token: str = "text2"
    icon: str = ""
    place: int = 0
    rule: Rule | None = None


def words_of(side: Side, cells: Cells, checks: Sequence[CellCheck], trouble: Landed | None) -> Words:
    """The most pressing thing to say: the service's own trouble, then cells, then what is still missing."""
    if trouble is not None:
        return Words(trouble.words, "warn.text", "ph.warning-fill")
    for place, check in enumerate(checks):
        if check.is_bad and cells[place].strip() and not _is_being_typed(side, place, cells[place]):
            return _fault(place, check)
    vin = next((at for at, each in enumerate(side.columns) if each.field.shape is Shape.VIN), None)
    if vin is not None and cells[vin].strip():
        line = vin_line(vin_facts(cells[vin]), checks[vin], was_asked=False)
        return Words(line.words, line.token, line.icon)
    return Words(_missing(side, cells))


def _is_being_typed(side: Side, place: int, text: str) -> bool:
    """A VIN that is still too short is no fault yet."""
    return side.columns[place].field.shape is Shape.VIN and len(text.strip()) < LENGTH


def _fault(place: int, check: CellCheck) -> Words:
    fix = next(iter(check.open_fixes), None)
    if fix is not None:
        return Words(f"{fix.title}. {fix.advice}", "warn.text", "ph.wrench-fill", place, fix)
    fault = next(rule for rule in check.rules if rule.level is Level.ERROR and not rule.is_safe)
    return Words(f"{fault.title}. {fault.advice}", "bad.text", "ph.warning-octagon-fill")


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
