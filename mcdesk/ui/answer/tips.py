"""What the mouse is told over the parts of a row, and tool tips that are read as they are written. No Qt."""

from __future__ import annotations

import textwrap

from mcdesk.model.comparing import Move
from mcdesk.model.rankings import Match
from mcdesk.ui.answer.figures import Score, score_words
from mcdesk.ui.answer.lanes import Lanes
from mcdesk.ui.answer.moves import change_words, move_look
from mcdesk.ui.answer.rows import AnswerRow, RowKind
from mcdesk.ui.answer.sorting import MEANS, SortKey

_WIDE, _LONGEST = 60, 2_000
"""Signs a line, and signs of one text: a service may send a whole page for a reason."""
_NO_MARKUP = str.maketrans({sign: f"{sign}\u2060" for sign in "<&"})
"""A word joiner can't be seen, and behind it no tag and no entity begins: Qt guesses what is markup."""


def tip(*lines: str) -> str:
    """Texts below each other, as a tool tip. Their lines are broken here: Qt does so for markup only."""
    told = "\n".join(line for line in lines if line)[:_LONGEST].translate(_NO_MARKUP)
    return "\n".join(textwrap.fill(line, _WIDE, break_on_hyphens=False) for line in told.splitlines())


def tip_at(row: AnswerRow, lanes: Lanes, x: float) -> str:
    """The words for a place of a row, `x` from its left; "" for none."""
    if row.kind is RowKind.TITLE:
        return ""
    if row.kind is not RowKind.RANKED:
        return tip(row.words.name, row.words.detail, row.reason)
    if x >= lanes.bars.left:
        return _scores(row)
    if lanes.mark.has(x) and row.compared is not None:
        return tip(_move(row), _capital(row.asked_then))
    return tip(MEANS[SortKey.PLACE]) if x < lanes.name.left else tip(row.words.name, row.words.detail)


def _scores(row: AnswerRow) -> str:
    match = row.match or Match()
    told = (
        (SortKey.VIN_SCORE, Score.VIN, match.vin_score),
        (SortKey.DEALER_SCORE, Score.DEALER, match.dealer_ymm_score),
    )
    parts = [
        tip(f"{key.value} {score_words(score)}", _since(row, name), MEANS[key]) for key, name, score in told
    ]
    return "\n\n".join((*parts, tip(_capital(row.asked_then))) if row.asked_then else parts)


def _since(row: AnswerRow, score: Score) -> str:
    words = change_words(row.compared, score)
    return f"{_capital(words)} since the earlier answer" if words else ""


def _move(row: AnswerRow) -> str:
    entry = row.compared
    if entry is None or entry.move is Move.NEW or entry.before is None:
        return "Not in the earlier answer"
    words = _capital(move_look(entry).spoken)
    at = entry.before.vin_rank
    return words if at is None else f"{words}: it was rank {at:,}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
