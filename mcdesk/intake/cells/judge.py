"""Judges one cell of a field and mends it. Reads no file, and decides nothing in the user's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from mcdesk.intake.cells import domains, idents, numbers, vins, zips
from mcdesk.intake.cells.grammar import LONGEST, Grammar, is_empty
from mcdesk.model.fields import Field, Shape
from mcdesk.model.rules import Rule


class Judge(Protocol):
    """Says what is wrong with a cell and what mending makes of it. Never raises."""

    def rules_of(self, text: str) -> tuple[Rule, ...]:
        """Everything that the cell breaks, in the order of the field's rules; () where it is clean.

        Rules that can be mended are those whose fix has something to do; the others are judged on the text
        that all fixes together leave.
        """

    def mended(self, text: str, on: frozenset[str]) -> str:
        """The cell after the fixes of the rules whose ids are in `on`. An empty cell stays as it is."""

    def judged(self, text: str) -> tuple[tuple[Rule, ...], str]:
        """What `rules_of` says, and the cell after all fixes there are: both for the price of one."""


@dataclass(frozen=True, slots=True)
class _ChainJudge:
    """Applies a shape's fixes one after the other."""

    grammar: Grammar
    missing: tuple[Rule]
    places: Mapping[str, int]
    """Where a rule stands in the field's order, by id."""

    def rules_of(self, text: str) -> tuple[Rule, ...]:
        return self.judged(text)[0]

    def judged(self, text: str) -> tuple[tuple[Rule, ...], str]:
        if self.grammar.is_plain(text):
            return (), text
        if is_empty(text):
            return self.missing, text
        found: list[Rule] = []
        if len(text) <= LONGEST:
            for mend in self.grammar.mends:
                before, text = text, mend.step(text)
                if text != before:
                    found.append(mend.rule)
        found.extend(self.grammar.faults(text))
        if len(found) > 1:
            found.sort(key=lambda rule: self.places[rule.id])
        return tuple(found), text

    def mended(self, text: str, on: frozenset[str]) -> str:
        if len(text) > LONGEST or is_empty(text):
            return text
        for mend in self.grammar.mends:
            if mend.rule.id in on:
                text = mend.step(text)
        return text


def judge_for(field: Field, *, is_kilometres: bool = False) -> Judge:
    """The judge of a field's cells.

    Args:
        field: Decides by its shape how cells are read, and by `least` and `most` which numbers are believed.
        is_kilometres: The heading says that distances are in kilometres: a number without a unit is one. Such
            a judge must see a cell only once, as its own result would be taken for kilometres again.
    """
    places = {rule.id: place for place, rule in enumerate(field.rules)}
    return _ChainJudge(_grammar_of(field, is_kilometres), (field.missing,), places)


def _grammar_of(field: Field, is_kilometres: bool) -> Grammar:
    match field.shape:
        case Shape.VIN:
            return vins.GRAMMAR
        case Shape.MONEY:
            return numbers.money(field)
        case Shape.DISTANCE:
            return numbers.distance(field, is_kilometres)
        case Shape.DOMAIN:
            return domains.GRAMMAR
        case Shape.ZIP:
            return zips.GRAMMAR
        case Shape.IDENT:
            return idents.GRAMMAR
