"""What a ranking's form says at its foot and on its button. Pure, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model import words
from mcdesk.model.lookups import DEALER, Ranking
from mcdesk.ui.grid.judging import Tally
from mcdesk.ui.rank.one_words import OneState


@dataclass(frozen=True, slots=True)
class FootWords:
    """`tone` is a state colour or ""."""

    text: str
    tone: str = ""
    icon: str = ""


def button_words(ranking: Ranking, count: int, *, is_again: bool = False) -> str:
    """Rank 11 dealers; more than fit go as a batch, which asks first. Refused ones go again as they are."""
    if count > ranking.most:
        return f"Send {count:,} as batch…"
    noun = ranking.many.noun if count == 1 else ranking.many.plural
    said = f"Rank {count:,} {noun}" if count else f"Rank {ranking.many.plural}"
    return f"{said} again" if is_again else said


def foot_words(ranking: Ranking, one: OneState, tally: Tally, why_not: str) -> FootWords:
    """The most pressing thing to say.

    Args:
        ranking: Whose form it is.
        one: How far the one thing above the grid is.
        tally: The rows in the grid, counted.
        why_not: What keeps everything from being asked, "" for nothing.
    """
    many = ranking.many
    if why_not:
        return FootWords(why_not, "warn", "ph.warning-fill")
    if tally.in_order > ranking.most:
        return FootWords(_batch_words(ranking), "warn", "ph.stack-fill")
    if 0 < tally.refused == tally.in_order:
        what = f"the {many.noun}" if tally.refused == 1 else f"all {many.plural}"
        return FootWords(f"The service refused {what}: mend, or ask again", "warn", "ph.warning-fill")
    if tally.wrong + tally.refused:
        return FootWords(_aside_words(tally), "warn", "ph.warning-fill")
    if one is OneState.WRONG:
        return FootWords(f"The {ranking.one.noun} above has something to mend", "warn", "ph.warning-fill")
    if one is OneState.INCOMPLETE:
        return FootWords(f"The {ranking.one.noun} above is not complete yet")
    if not tally.in_order:
        return FootWords(f"Type, paste or drop the {many.plural}")
    if tally.repeats:
        return FootWords(f"{words.rows(tally.repeats)} repeated: sent once")
    return FootWords("Ctrl+Enter ranks. It counts as one request")


def _batch_words(ranking: Ranking) -> str:
    said = f"One request takes {ranking.most:,} {ranking.many.plural}. A batch takes more"
    if ranking.many is not DEALER:
        return said  # all of one dealer: counted within each dealer, the ranks are the same
    return f"{said}; compare its scores, as vin_rank may be counted within each dealer"


def _aside_words(tally: Tally) -> str:
    aside, first = tally.wrong + tally.refused, (tally.first_aside or 0) + 1
    if aside > 1:
        return f"{words.rows(aside)} are set aside until they are mended, the first is row {first:,}"
    said = f"Row {first:,} is set aside until it is mended"
    return f"{said}, or sent all the same from its menu" if tally.refused else said
