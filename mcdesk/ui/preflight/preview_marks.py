"""What becomes of a cell with a problem, and the words for it. Pure: values in, texts out, no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from mcdesk.model.preflight import Decision, PreviewRow, Problem
from mcdesk.model.rules import RULES, Level, Rule
from mcdesk.ui.preflight.change_marks import visible

_LONG = 28


class Mark(StrEnum):
    """The fate of a marked cell, as the word that is said of it."""

    FIXED = "fixed"
    OPEN = "to be decided"
    LEFT_OUT = "left out"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class CellLook:
    """Everything that a cell's painter needs to know.

    Attributes:
        text: What stands in it.
        mark: What becomes of it, None for a cell without a problem.
        is_struck: Its row is not sent.
        is_pending: The user wrote it, and no check has seen it yet.
        is_other: It is beside the point: a column that travels along, a constant, the line's number.
        is_whole_row: It stands for a row that does not fit the columns.
    """

    text: str
    mark: Mark | None = None
    is_struck: bool = False
    is_pending: bool = False
    is_other: bool = False
    is_whole_row: bool = False


class Marks:
    """Rules by id as one report has them."""

    def __init__(self, problems: Sequence[Problem] = ()) -> None:
        self._problems: Mapping[str, Problem] = {problem.rule.id: problem for problem in problems}

    def of(self, rule_id: str) -> Mark:
        """What becomes of a cell that breaks this rule."""
        problem = self._problems.get(rule_id)
        if problem is not None and problem.is_mended:
            return Mark.FIXED
        rule = self.rule(rule_id)
        if problem is None or rule is None or rule.level is Level.WARNING:
            return Mark.KEPT
        fates = {Decision.ASK: Mark.OPEN, Decision.LEAVE_OUT: Mark.LEFT_OUT, Decision.SEND: Mark.KEPT}
        return fates[problem.decision]

    def rule(self, rule_id: str) -> Rule | None:
        """The rule itself, None for one that nobody knows."""
        problem = self._problems.get(rule_id)
        return problem.rule if problem is not None else RULES.get(rule_id)

    def of_row(self, row: PreviewRow) -> str:
        """The rule that a row breaks as a whole, "" for none: those of its cells are marked there."""
        in_cells = set(row.marks.values())
        return next((rule_id for rule_id in row.rules if rule_id not in in_cells), "")

    def waits(self, row: PreviewRow) -> bool:
        """Whether a row is held back only until the user decides."""
        fates = {self.of(rule_id) for rule_id in row.rules}
        return row.is_left_out and Mark.OPEN in fates and Mark.LEFT_OUT not in fates


def tooltip(rule: Rule | None, before: str, after: str) -> str:
    """Title, what changes, and advice, as markup that wraps; "" for a short cell without a problem."""
    if rule is None:
        return f"<p>{escape(visible(after))}</p>" if len(after) > _LONG else ""
    change = escape(visible(before) or "empty")
    if before != after:
        change += f" → {escape(visible(after) or 'empty')}"
    return f"<p><b>{escape(rule.title)}</b><br>{change}</p><p>{escape(rule.advice)}</p>"


def spoken(heading: str, look: CellLook, rule: Rule | None) -> str:
    """A cell as one sentence: vin, 7YAKN4DA6SY777820, fixed: VIN is in lower case."""
    parts = [heading, look.text or "empty"]
    if look.is_pending:
        parts.append("being checked")
    elif look.mark is not None and rule is not None:
        parts.append(f"{look.mark}: {rule.title}")
    if look.is_struck:
        parts.append("row is left out")
    return ", ".join(parts)
