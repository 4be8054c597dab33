"""Judges a form's cell by the rules of preflight, as often as a key is pressed. It changes no typed text.

What goes out is told beside what was typed; the decision about fixes that change a meaning stays the user's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from mcdesk.intake.cells.grammar import LONGEST, is_empty
from mcdesk.intake.cells.judge import judge_for
from mcdesk.model.lookups import Column
from mcdesk.model.rules import Level, Rule

_REMEMBERED = 16_384
"""Cells a column that are kept judged: more than the largest forms have rows, so that none drives out all."""
_NOTHING_WISHED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CellCheck:
    """What is to be said of one cell.

    Attributes:
        rules: Everything that the cell breaks, in the order of the field's rules; () where it is clean. An
            empty cell breaks none, unless its column is needed.
        sends: The text that goes out: after all safe fixes, and those that are wished; "" for an empty cell.
        left: Those of the rules that `sends` still breaks.
    """

    rules: tuple[Rule, ...]
    sends: str
    left: tuple[Rule, ...] = ()

    @property
    def is_bad(self) -> bool:
        """Whether the row can't be sent because of it."""
        return any(rule.level is Level.ERROR for rule in self.left)

    @property
    def is_mended(self) -> bool:
        """Whether something else goes out than what was typed, and that is in order."""
        return len(self.left) < len(self.rules) and not self.is_bad

    @property
    def open_fixes(self) -> tuple[Rule, ...]:
        """What could be mended if the user wishes it: cents, kilometres, mail addresses."""
        return tuple(rule for rule in self.left if rule.can_mend)


def check_cell(column: Column, text: str, on: frozenset[str] = _NOTHING_WISHED) -> CellCheck:
    """Judges one cell. Never raises, and costs next to nothing for a cell that was seen before.

    Args:
        column: Of which side's form it is a cell.
        text: As it was typed or pasted.
        on: The ids of the rules whose fixes the user wishes for this cell, beyond the safe ones.
    """
    return checker_of(column)(text, on)


class CellChecker:
    """Judges the cells of one column, and remembers the last few thousand."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._judge = judge_for(column.field)
        missing = (column.field.missing,) if column.is_needed else ()
        self._empty = CellCheck(missing, "", missing)
        self._safe = frozenset(rule.id for rule in column.field.rules if rule.is_safe)
        self._known: Callable[[str, frozenset[str]], CellCheck] = lru_cache(_REMEMBERED)(self._checked)

    def __call__(self, text: str, on: frozenset[str] = _NOTHING_WISHED) -> CellCheck:
        """What `check_cell` says."""
        # A whole document that was pasted into a cell must not stay in memory.
        return self._known(text, on) if len(text) <= LONGEST else self._checked(text, on)

    def _checked(self, text: str, on: frozenset[str]) -> CellCheck:
        if is_empty(text):
            return self._empty
        rules = self._judge.rules_of(text)
        if not rules:
            return CellCheck((), text)
        mended_by = self._safe | on
        left = tuple(rule for rule in rules if not (rule.can_mend and rule.id in mended_by))
        return CellCheck(rules, self._judge.mended(text, mended_by), left)


_checkers: dict[tuple[str, bool], CellChecker] = {}


def checker_of(column: Column) -> CellChecker:
    """The one that judges a column's cells. Whoever judges many of them asks for it once."""
    # By name, as the hash of a whole column takes longer than judging most cells.
    known = _checkers.get((column.name, column.is_needed))
    if known is None or (known.column is not column and known.column != column):
        known = _checkers[column.name, column.is_needed] = CellChecker(column)
    return known
