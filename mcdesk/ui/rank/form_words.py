"""What a ranking's form says at its foot and on its button. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mcdesk.intake.forms.row_check import RowCheck
from mcdesk.model import words
from mcdesk.model.lookups import Ranking


@dataclass(frozen=True, slots=True)
class FootWords:
    """`tone` is a state colour or ""."""

    text: str
    tone: str = ""
    icon: str = ""


def button_words(ranking: Ranking, count: int) -> str:
    """Rank 11 dealers; more than fit go as a batch, which asks first."""
    if count > ranking.most:
        return f"Send {count:,} as batch…"
    noun = ranking.many.noun if count == 1 else ranking.many.plural
    return f"Rank {count:,} {noun}" if count else f"Rank {ranking.many.plural}"


def foot_words(
    ranking: Ranking, has_one: bool, checks: Sequence[RowCheck], count: int, why_not: str
) -> FootWords:
    """The most pressing thing to say.

    Args:
        ranking: Whose form it is.
        has_one: Whether the one thing above the grid is complete.
        checks: Of the rows in the grid.
        count: Rows that can go.
        why_not: What keeps everything from being asked, "" for nothing.
    """
    if why_not:
        return FootWords(why_not, "warn", "ph.warning-fill")
    filled = [check for check in checks if not check.is_empty]
    repeats = sum(check.repeats is not None for check in filled)
    aside = len(filled) - count - repeats
    if count > ranking.most:
        most = f"{ranking.most:,} {ranking.many.plural}"
        return FootWords(f"One request takes {most}. More go as a batch.", "warn", "ph.stack-fill")
    if aside > 0:
        first = next((place for place, check in enumerate(checks, start=1) if _is_aside(check)), 0)
        return FootWords(_aside_words(aside, first), "warn", "ph.warning-fill")
    if not has_one:
        return FootWords(f"The {ranking.one.noun} above is not complete yet")
    if not count:
        return FootWords(f"Type, paste or drop the {ranking.many.plural}")
    if repeats:
        return FootWords(f"{words.rows(repeats)} repeated: sent once")
    return FootWords("Ctrl+Enter ranks. It counts as one request")


def _is_aside(check: RowCheck) -> bool:
    return not check.is_empty and not check.is_sendable and check.repeats is None


def _aside_words(aside: int, first: int) -> str:
    if aside == 1 and first:
        return f"Row {first:,} is set aside until it is mended"
    if aside == 1:
        return "One row is set aside until it is mended"
    where = f", the first is row {first:,}" if first else ""
    return f"{words.rows(aside)} are set aside until they are mended{where}"
