"""Rows of an answer as cells for a spreadsheet: tab separated, under the documents' field names. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

from mcdesk.model.answer_table import answer_table
from mcdesk.model.rankings import RankAnswer
from mcdesk.ui.answer.rows import AnswerRow, RowKind
from mcdesk.ui.answer.values import AnswerView

_CALCULATED = ("=", "+", "-", "@")
"""With these a spreadsheet begins a formula; a leading apostrophe tells it that the cell is text."""


def cells_text(view: AnswerView, rows: Iterable[AnswerRow]) -> str:
    """A heading and one line a row, in the order given; "" for no rows. Of a comparison, the moves too."""
    chosen = [row for row in rows if row.match is not None]
    if not chosen:
        return ""
    ranked = tuple(row.match for row in chosen if row.kind is RowKind.RANKED and row.match is not None)
    failed = tuple(row.match for row in chosen if row.kind is RowKind.FAILED and row.match is not None)
    moves = [row.compared for row in chosen if row.compared is not None] if view.is_compared else None
    header, lines = answer_table(view.request, RankAnswer(ranked, failed), moves)
    return "\n".join("\t".join(_cell(value) for value in line) for line in (header, *lines))


def _cell(value: object) -> str:
    """What would begin another cell or line becomes a blank, and no text begins what is calculated."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = " ".join(value.replace("\t", " ").splitlines())
    return f"'{text}" if text.lstrip().startswith(_CALCULATED) else text
