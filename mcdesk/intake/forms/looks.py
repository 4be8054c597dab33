"""What a copied cell looks like, where no heading says what it is. Judges have the last word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mcdesk.intake.cells.quantities import DISTANCES, quantity_of
from mcdesk.intake.dialects import looks_like_vin
from mcdesk.intake.forms.cell_check import checker_of
from mcdesk.model.fields import Shape
from mcdesk.model.lookups import Column
from mcdesk.model.rules import Level, Rule

Look = Callable[[Column, str], bool]
"""Says of a cell whether it may be one of the column's."""

HALF = 0.5
NEARLY_ALL = 0.75

_NUMBER = re.compile(r"[-+($€£]{0,3}\s*\d[\d,.\s]*\)?")
_FIVE_DIGITS = re.compile(r"\d{5}(?!\d)", re.ASCII)
_LONG_ID = re.compile(r"\d{6,9}", re.ASCII)
"""Of ten digits are telephone numbers."""
_YEAR = re.compile(r"(?:19[89]\d|20[0-4]\d)", re.ASCII)
_DOLLARS = re.compile(r"\$|USD", re.IGNORECASE)


def share(look: Look, column: Column, cells: Sequence[str]) -> float:
    """How many of the cells look so, as a share; 0 where there are none."""
    return sum(look(column, cell) for cell in cells) / len(cells) if cells else 0.0


def surely(column: Column, cell: str) -> bool:
    """Whether the cell can hardly be of another column: VINs, sites, dollars, distances with a unit."""
    match column.field.shape:
        case Shape.VIN:
            return looks_like_vin(cell)
        case Shape.DOMAIN:
            return "." in cell and _is_right(_rules(column, cell))
        case Shape.MONEY:
            return _DOLLARS.search(cell) is not None and fits(column, cell)
        case Shape.DISTANCE:
            quantity = quantity_of(cell, DISTANCES)
            return quantity is not None and bool(quantity.unit)
        case Shape.ZIP | Shape.IDENT:
            return False


def likely(column: Column, cell: str) -> bool:
    """Whether the cell is what such a column mostly holds, though other columns may hold the like."""
    match column.field.shape:
        case Shape.ZIP:
            return _FIVE_DIGITS.match(cell) is not None and _is_right(_rules(column, cell))
        case Shape.IDENT:
            return _LONG_ID.fullmatch(cell) is not None
        case _:
            return surely(column, cell)


def fits(column: Column, cell: str) -> bool:
    """Whether the cell could be sent as the column's, after whatever fixes."""
    if column.field.shape in (Shape.VIN, Shape.DOMAIN):
        # What is damaged is the user's to see, so that only numbers are kept out.
        return any(map(str.isalpha, cell))
    if column.field.shape is Shape.IDENT:
        return any(map(str.isdigit, cell)) and _is_right(_rules(column, cell))
    return all(rule.can_mend or rule.level is Level.WARNING for rule in _rules(column, cell))


def is_year(_column: Column, cell: str) -> bool:
    """Whether the cell may be a model year."""
    return _YEAR.fullmatch(cell) is not None


def is_value(columns: Sequence[Column], cell: str) -> bool:
    """Whether the cell can't be a heading."""
    return _NUMBER.fullmatch(cell) is not None or any(surely(column, cell) for column in columns)


def _rules(column: Column, cell: str) -> tuple[Rule, ...]:
    return checker_of(column)(cell).rules


def _is_right(rules: tuple[Rule, ...]) -> bool:
    return all(rule.level is Level.WARNING or rule.is_safe for rule in rules)
