"""Problems in words, and which look goes with which. Pure: values in, texts out, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from mcdesk.model.preflight import Decision, Dialect, Example, Problem, Report
from mcdesk.model.rules import RULES, Level, missing_value
from mcdesk.model.words import count, rows
from mcdesk.ui.preflight.change_marks import visible

UNDO_ALL, USE_PROPOSED = "Undo all fixes", "Use proposed fixes"
CHECKING = "checking…"
DECIDE = "Decide…"


class Band(IntEnum):
    """The order of groups: what must be decided, what can be mended, what is only worth knowing."""

    DECIDE = 0
    MEND = 1
    KNOW = 2


@dataclass(frozen=True, slots=True)
class ProblemLook:
    """Icon and tone of a group; the same icon stands in the cells that it marks."""

    icon: str
    tone: str


BAD = ProblemLook("ph.warning-octagon-fill", "bad")
MENDED = ProblemLook("ph.wrench-fill", "warn")
KEPT = ProblemLook("ph.info-fill", "idle")


def shown_problems(report: Report) -> tuple[Problem, ...]:
    """What is listed. A field that no column fills yet is asked for among the columns, not row by row."""
    unfilled = {missing_value(name, "").id for name in report.missing}
    return tuple(problem for problem in report.problems if problem.rule.id not in unfilled)


def needs_decision(problem: Problem) -> bool:
    """Whether the user chooses what becomes of its rows, decided already or not."""
    return problem.rule.level is Level.ERROR and not problem.is_mended


def band_of(problem: Problem) -> Band:
    """Where its group belongs, as things stand."""
    if needs_decision(problem):
        return Band.DECIDE
    return Band.MEND if problem.rule.can_mend else Band.KNOW


def look_of(problem: Problem) -> ProblemLook:
    """How its group looks, as things stand."""
    if needs_decision(problem):
        return BAD
    return MENDED if problem.is_mended else KEPT


def sentence(problem: Problem) -> str:
    """A whole group in one sentence: ZIP lost its leading zero, 214, fix on: Pad to 5 digits."""
    rule, parts = problem.rule, [problem.rule.title, count(problem.count)]
    if rule.can_mend:
        parts.append(f"fix {'on' if problem.is_mended else 'off'}: {rule.fix}")
    if needs_decision(problem):
        is_open = problem.decision is Decision.ASK
        parts.append("to be decided" if is_open else decision_words(problem))
    elif not problem.is_mended:
        parts.append(rule.kept)
    return ", ".join(parts)


def decision_words(problem: Problem) -> str:
    """What is decided, as the word on its button."""
    if problem.decision is Decision.LEAVE_OUT:
        return leave_out_words(problem)
    return "Send as they are" if problem.decision is Decision.SEND else DECIDE


def leave_out_words(problem: Problem) -> str:
    """Leave out 4 rows."""
    return f"Leave out {rows(problem.count)}"


def send_words(problem: Problem) -> str:
    """Send them as they are."""
    return f"Send {'it as it is' if problem.count == 1 else 'them as they are'}"


def show_rows_words(problem: Problem) -> str:
    """Show these rows."""
    return "Show this row" if problem.count == 1 else "Show these rows"


def show_all_words(problem: Problem) -> str:
    """Show all 214."""
    return "Show this row" if problem.count == 1 else f"Show all {count(problem.count)}"


def place_word(dialect: Dialect) -> str:
    """What the places in a file are called: lines of a text, rows of a spreadsheet."""
    return "row" if dialect.sheets else "line"


def example_words(place: str, example: Example) -> str:
    """Line 3: 7030 becomes 07030."""
    before = visible(example.before) or "empty"
    became = "" if example.after is None else f" becomes {visible(example.after) or 'empty'}"
    return f"{place} {count(example.line)}: {before}{became}"


def title_of(report: Report | None, rule_id: str) -> str:
    """A rule's title, also where nothing of its kind was found."""
    found = report.problems if report is not None else ()
    known = {problem.rule.id: problem.rule for problem in found}
    rule = known.get(rule_id) or RULES.get(rule_id)
    return rule.title if rule is not None else rule_id


def summary_words(report: Report) -> str:
    """1,411 cells fixed or left out · 0 open, and of how many rows while the file is still being read."""
    problems = shown_problems(report)
    settled = sum(problem.count for problem in problems if _is_settled(problem))
    waiting = sum(problem.count for problem in problems if problem.is_open)
    parts = [f"{rows(settled, 'cell')} fixed or left out", f"{count(waiting)} open"]
    if report.forecast is None:
        parts.append(f"in the first {rows(report.rows)}")
    return " · ".join(parts)


def calm_words(report: Report) -> tuple[str, str, bool]:
    """What is said where no problem was found: a headline, a hint, and whether all is well.

    Nothing is called well before the whole file was read, and nothing that no column was matched to.
    """
    if report.forecast is None:
        seen = (
            f"No problem so far in the first {rows(report.rows)}"
            if report.rows
            else "Reading the first rows…"
        )
        return seen, "", False
    if not report.rows:
        return "There are no rows to check", "The file has nothing below its header.", False
    found = f"0 problems in {rows(report.rows)}"
    if report.missing:
        names = ", ".join(report.missing)
        return (
            f"{found}, as far as they can be checked",
            f"Not checked yet, no column is chosen: {names}",
            False,
        )
    return found, "No cell has to be changed.", True


def offers_undo(report: Report) -> bool:
    """Whether any fix is on."""
    return any(problem.is_mended for problem in report.problems)


def offers_proposed(report: Report) -> bool:
    """Whether all fixes are off, and one of them would be on from the start."""
    return not offers_undo(report) and any(problem.rule.is_safe for problem in report.problems)


def _is_settled(problem: Problem) -> bool:
    is_left_out = needs_decision(problem) and problem.decision is Decision.LEAVE_OUT
    return problem.is_mended or is_left_out
