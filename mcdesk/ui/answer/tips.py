"""What the mouse is told over the parts of a row. No Qt."""

from __future__ import annotations

from mcdesk.model.comparing import Move
from mcdesk.model.rankings import Match
from mcdesk.ui.answer.figures import score_words
from mcdesk.ui.answer.lanes import Lanes
from mcdesk.ui.answer.moves import move_look
from mcdesk.ui.answer.rows import AnswerRow, RowKind
from mcdesk.ui.answer.sorting import MEANS, SortKey


def tip_at(row: AnswerRow, lanes: Lanes, x: float) -> str:
    """The words for a place of a row, `x` from its left; "" for none."""
    if row.kind is RowKind.TITLE:
        return ""
    who = "\n".join(part for part in (row.words.name, row.words.detail) if part)
    if row.kind is not RowKind.RANKED:
        return f"{who}\n{row.reason}"
    if x >= lanes.bars.left:
        return _scores(row.match or Match())
    if lanes.mark.has(x) and row.compared is not None:
        return _move(row)
    return MEANS[SortKey.PLACE] if x < lanes.name.left else who


def _scores(match: Match) -> str:
    told = (
        (SortKey.VIN_SCORE, match.vin_score),
        (SortKey.DEALER_SCORE, match.dealer_ymm_score),
    )
    return "\n\n".join(f"{key.value} {score_words(score)}\n{MEANS[key]}" for key, score in told)


def _move(row: AnswerRow) -> str:
    entry = row.compared
    if entry is None or entry.move is Move.NEW or entry.before is None:
        return "Not in the earlier answer"
    words = move_look(entry).spoken.capitalize()
    at = entry.before.vin_rank
    return words if at is None else f"{words}: it was rank {at:,}"
