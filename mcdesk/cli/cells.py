"""Judges what options and rows say, for people who can't mend a cell in place. It reads and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mcdesk.intake.forms.cell_check import CellCheck, check_cell
from mcdesk.intake.forms.vin_facts import vin_facts
from mcdesk.model.errors import UsageError
from mcdesk.model.fields import VIN
from mcdesk.model.lookups import Cells, Column, Side
from mcdesk.model.rules import Level, Rule

_OPTIONS: Mapping[str, str] = MappingProxyType({"mc_location_id": "--location"})
"""Where an option is not called as its column is."""


def option_of(column: str) -> str:
    """The option that gives a column's cell."""
    return _OPTIONS.get(column, f"--{column}")


def checked_option_cells(side: Side, cells: Cells) -> Cells:
    """What the options say of a vehicle or dealer, as it goes out.

    Raises:
        UsageError: If one of them can't be sent.
    """
    return tuple(
        checked_option(column, text, option_of(column.name))
        for column, text in zip(side.columns, cells, strict=True)
    )


def checked_option(column: Column, text: str, option: str) -> str:
    """What one option says, as it goes out.

    Raises:
        UsageError: If it can't be sent; where it could be mended, with the value to give.
    """
    check = check_cell(column, text)
    if check.is_bad:
        rule = worst(check)
        # The rest of the advice is about a row in a table.
        advice = rule.advice.partition(". ")[0].removesuffix(".")
        mended = _mended(column, text, check)
        give = f": give {option} {mended}" if mended else ""
        raise UsageError(f"{option} “{text}”: {rule.title}.", f"{advice}{give}.")
    return check.sends


def why_bad(column: Column, text: str, check: CellCheck) -> str:
    """Why a cell can't be sent, with what could be in its place where that can be told."""
    mended = _mended(column, text, check)
    return f"{worst(check).title}: write {mended}" if mended else worst(check).title


def doubt_about(column: Column, sent: str) -> str:
    """What is strange about a cell that goes all the same; "" for nothing."""
    rule = next((rule for rule in check_cell(column, sent).left if rule.level is Level.WARNING), None)
    if rule is None:
        return ""
    expected = vin_facts(sent).expected if column.name == VIN.name else ""
    return f"{rule.title}: the other characters demand {expected}" if expected else rule.title


def worst(check: CellCheck) -> Rule:
    """The rule for which a cell can't be sent: the first error that no safe fix has mended."""
    return next(rule for rule in check.left if rule.level is Level.ERROR)


def _mended(column: Column, text: str, check: CellCheck) -> str:
    """The cell with all fixes that need somebody's word; "" where that is not enough."""
    wished = check_cell(column, text, frozenset(rule.id for rule in check.open_fixes))
    return "" if wished.is_bad else wished.sends
