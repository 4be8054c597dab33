"""Judges and mends prices and distances. Rounds and converts only what was read without doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mcdesk.intake.cells.grammar import Grammar, Mend
from mcdesk.intake.cells.quantities import DISTANCES, DOLLARS, Quantity, quantity_of
from mcdesk.model.fields import Field
from mcdesk.model.rules import (
    MILES_FORMAT,
    MILES_KILOMETRES,
    MILES_RANGE,
    MILES_TENTHS,
    MILES_UNREADABLE,
    PRICE_CENTS,
    PRICE_FORMAT,
    PRICE_RANGE,
    PRICE_UNREADABLE,
    Rule,
)

_CLEAN = re.compile(r"0|[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How a field's numbers are read, and which are believed.

    Attributes:
        notation: DOLLARS or DISTANCES.
        is_kilometres: A number without a unit is in kilometres.
        least: The lowest that is believed.
        most: The highest.
        unreadable: What is said of a cell that is no number.
        out_of_range: What is said of a number that is not believed.
    """

    notation: re.Pattern[str]
    is_kilometres: bool
    least: int
    most: int
    unreadable: Rule
    out_of_range: Rule

    def converted(self, text: str) -> str:
        """Kilometres as whole miles. Takes away unit and separators at once, as the number is new anyway."""
        if not self.is_kilometres and _CLEAN.fullmatch(text):
            return text
        quantity = quantity_of(text, self.notation)
        if quantity is None or quantity.is_negative or not self._is_in_kilometres(quantity):
            return text
        return quantity.as_miles

    def formatted(self, text: str) -> str:
        """Digits, with a point only where decimals say something."""
        quantity = self._mendable(text)
        return quantity.digits if quantity else text

    def rounded(self, text: str) -> str:
        """Without decimals. Takes only what is written in digits already: the rest is not its to change."""
        quantity = self._mendable(text)
        return quantity.rounded if quantity and quantity.digits == text else text

    def faults(self, text: str) -> tuple[Rule, ...]:
        """Whether it is a number at all, and one to be believed."""
        if _CLEAN.fullmatch(text):
            # By length first: Python refuses to read thousands of digits.
            is_believed = len(text) <= len(str(self.most)) and self.least <= int(text) <= self.most
            return () if is_believed else (self.out_of_range,)
        quantity = quantity_of(text, self.notation)
        return (self.out_of_range if quantity and quantity.is_negative else self.unreadable,)

    def _mendable(self, text: str) -> Quantity | None:
        """What `text` says if it is not clean, not below zero and not in kilometres."""
        if _CLEAN.fullmatch(text):
            return None
        quantity = quantity_of(text, self.notation)
        if quantity is None or quantity.is_negative or self._is_in_kilometres(quantity):
            return None
        return quantity

    def _is_in_kilometres(self, quantity: Quantity) -> bool:
        return quantity.unit.startswith("k") or (self.is_kilometres and not quantity.unit)


def money(field: Field) -> Grammar:
    """Whole dollars."""
    numbers = _Numbers(DOLLARS, False, field.least, field.most, PRICE_UNREADABLE, PRICE_RANGE)
    return Grammar(
        (Mend(PRICE_FORMAT, numbers.formatted), Mend(PRICE_CENTS, numbers.rounded)), numbers.faults
    )


def distance(field: Field, is_kilometres: bool) -> Grammar:
    """Whole miles. With `is_kilometres` a number without a unit is in kilometres."""
    numbers = _Numbers(DISTANCES, is_kilometres, field.least, field.most, MILES_UNREADABLE, MILES_RANGE)
    mends = (
        Mend(MILES_KILOMETRES, numbers.converted),
        Mend(MILES_FORMAT, numbers.formatted),
        Mend(MILES_TENTHS, numbers.rounded),
    )
    return Grammar(mends, numbers.faults)
