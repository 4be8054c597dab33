"""Adds up what was found, kind by kind, with examples and the rows worth a look. It decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mcdesk.intake.block import Misfit
from mcdesk.intake.column_judge import ColumnJudge, Verdict
from mcdesk.intake.examination import Examined
from mcdesk.intake.repeats import Numbers, Repeats
from mcdesk.model.fields import Field
from mcdesk.model.preflight import Example, PreflightWish, PreviewRow, Problem
from mcdesk.model.rules import DUPLICATE_PAIR, DUPLICATE_ROW, MALFORMED_ROW, Level, Rule

LINES_TOLD = 10
_EXAMPLES = 3
_FIRST_ROWS = 100
_ROWS_OF_A_KIND = 300
_ROWS_IN_ALL = 3_000
_SHOWN_TEXT = 10_000
"""Characters of a row without cells: it may be as long as a line may."""


class _Kind:
    """One kind of problem while it is being counted."""

    __slots__ = ("count", "examples", "lines")

    def __init__(self) -> None:
        self.count = 0
        self.lines: list[int] = []
        self.examples: list[Example] = []


class Tally:
    """Takes examined blocks in their order; tells at any time what was found so far."""

    def __init__(self, wish: PreflightWish, header: Sequence[str], missing: Sequence[Field]) -> None:
        self._wish = wish
        self._header = tuple(header)
        self._missing = tuple(missing)
        self._kinds: dict[str, _Kind] = {}
        self._preview: dict[int, PreviewRow] = {}
        self._shown: dict[str, int] = {}
        self.rows = 0

    @property
    def preview(self) -> tuple[PreviewRow, ...]:
        """Rows worth a look, in the order of the file."""
        return tuple(self._preview[row] for row in sorted(self._preview))

    def note(self, seen: Examined) -> None:
        """Takes a block."""
        block = seen.block
        for misfit in block.misfits:
            self._note_misfit(misfit)
        for field in self._missing:
            self._note_everywhere(field.missing, seen)
        for _, rule in seen.bad_constants:
            self._note_everywhere(rule, seen)
        marked: dict[int, list[tuple[int, tuple[Rule, ...]]]] = {}
        for judge, look in seen.looks:
            lines = block.lines[look.places].tolist()
            for line, place, verdict in zip(lines, look.places.tolist(), look.verdicts, strict=True):
                is_news = False
                for rule in verdict.rules:
                    kind = self._kinds.get(rule.id) or self._kinds.setdefault(rule.id, _Kind())
                    kind.count += 1
                    if len(kind.lines) < LINES_TOLD:
                        kind.lines.append(line)
                    if len(kind.examples) < _EXAMPLES:
                        kind.examples.append(self._example(rule, judge.column, line, verdict))
                    is_news = is_news or self._shown.get(rule.id, 0) < _ROWS_OF_A_KIND
                if is_news:
                    marked.setdefault(place, []).append((judge.column, verdict.rules))
        self._show(seen, marked)
        self.rows += len(block) + len(block.misfits)

    def show_repeats(self, seen: Examined, places: Sequence[int], rule: Rule) -> None:
        """Adds rows that repeat earlier ones to those worth a look."""
        for place in places:
            row = int(seen.block.rows[place])
            known = self._preview.get(row)
            if known is None:
                marks = [(j.column, v.rules) for j, v in _verdicts_at(seen, place)]
                known = self._row(seen, place, marks)
            rules = tuple(dict.fromkeys((*known.rules, rule.id)))
            self._preview[row] = replace(known, rules=rules)

    def problems(self, repeats: Repeats | None = None) -> tuple[Problem, ...]:
        """What was found so far, in the order of the operation's rules."""
        found = [self._problem(rule) for rule in self._wish.operation.rules if rule.id in self._kinds]
        if repeats is not None:
            for rule, lines in ((DUPLICATE_ROW, repeats.lines), (DUPLICATE_PAIR, repeats.pair_lines)):
                if len(lines):
                    found.append(self._repeated(rule, lines))
        return tuple(found)

    def _problem(self, rule: Rule) -> Problem:
        kind = self._kinds[rule.id]
        return Problem(
            rule,
            kind.count,
            tuple(kind.lines),
            tuple(kind.examples),
            is_mended=self._wish.is_on(rule),
            decision=self._wish.decision(rule),
        )

    def _repeated(self, rule: Rule, lines: Numbers) -> Problem:
        first = tuple(lines[:LINES_TOLD].tolist())
        return Problem(rule, len(lines), first, (), is_mended=self._wish.is_on(rule))

    def _note_misfit(self, misfit: Misfit) -> None:
        text = misfit.text[:_SHOWN_TEXT]
        kind = self._kinds.setdefault(MALFORMED_ROW.id, _Kind())
        kind.count += 1
        if len(kind.lines) < LINES_TOLD:
            kind.lines.append(misfit.line)
        if len(kind.examples) < _EXAMPLES:
            kind.examples.append(Example(misfit.line, "", text))
        if self._may_show(MALFORMED_ROW.id):
            self._preview[misfit.row] = PreviewRow(
                misfit.row,
                misfit.line,
                (text,),
                (text,),
                {},
                (MALFORMED_ROW.id,),
                is_left_out=True,
                fits=False,
            )

    def _note_everywhere(self, rule: Rule, seen: Examined) -> None:
        if not len(seen.block):
            return
        kind = self._kinds.setdefault(rule.id, _Kind())
        kind.count += len(seen.block)
        if len(kind.lines) < LINES_TOLD:
            kind.lines += seen.block.lines[: LINES_TOLD - len(kind.lines)].tolist()

    def _example(self, rule: Rule, column: int, line: int, verdict: Verdict) -> Example:
        after = verdict.ideal.decode() if rule.can_mend else None
        return Example(line, self._header[column], verdict.text.decode(), after)

    def _show(self, seen: Examined, marked: dict[int, list[tuple[int, tuple[Rule, ...]]]]) -> None:
        block = seen.block
        first = range(min(len(block), max(0, _FIRST_ROWS - self.rows)))
        for place in sorted({*first, *marked, *seen.before}):
            rules = {rule.id for _, some in marked.get(place, ()) for rule in some}
            shown = [self._may_show(rule) for rule in rules]
            # A cell that was written anew stays in sight, whatever is wrong with its row or not any more.
            if place in first or place in seen.before or any(shown):
                marks = [(judge.column, v.rules) for judge, v in _verdicts_at(seen, place)]
                row = self._row(seen, place, marks)
                self._preview[row.row] = row

    def _may_show(self, rule_id: str) -> bool:
        """Counts a row that is shown for this kind; tells whether there is room for one more."""
        self._shown[rule_id] = self._shown.get(rule_id, 0) + 1
        return self._shown[rule_id] <= _ROWS_OF_A_KIND and len(self._preview) < _ROWS_IN_ALL

    def _row(self, seen: Examined, place: int, marks: Sequence[tuple[int, tuple[Rule, ...]]]) -> PreviewRow:
        block = seen.block
        cells = [cell.decode() for cell in block.cells(place)]
        sent = list(cells)
        for column, verdict in seen.sent.get(place, {}).items():
            sent[column] = verdict.sent.decode()
        rules = dict.fromkeys(rule.id for _, some in marks for rule in some)
        return PreviewRow(
            int(block.rows[place]),
            int(block.lines[place]),
            tuple(cells),
            tuple(sent),
            {column: self._weightiest(some).id for column, some in marks},
            tuple(rules),
            is_left_out=bool(seen.is_out[place]),
        )

    def _weightiest(self, rules: Sequence[Rule]) -> Rule:
        """What a cell is marked with: what keeps it from being sent, else what was mended, else a warning."""
        for rule in rules:
            if rule.level is Level.ERROR and not self._wish.is_on(rule):
                return rule
        return next((rule for rule in rules if self._wish.is_on(rule)), rules[0])


def _verdicts_at(seen: Examined, place: int) -> list[tuple[ColumnJudge, Verdict]]:
    found: list[tuple[ColumnJudge, Verdict]] = []
    for judge, look in seen.looks:
        at = int(np.searchsorted(look.places, place))
        if at < len(look.places) and look.places[at] == place:
            found.append((judge, look.verdicts[at]))
    return found
