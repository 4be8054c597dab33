"""The answer to a ranking as a table to take along, under the documents' own field names. Pure.

Nothing is sorted and no file is written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcdesk.model.comparing import Compared
from mcdesk.model.landing import failed_words
from mcdesk.model.lookups import DEALER, VEHICLE, RankRequest
from mcdesk.model.operations import RANK
from mcdesk.model.rankings import Match, RankAnswer

Cell = str | int | float
"""Numbers are numbers, all else is text; "" for what is not known."""

REASON = "reason"
BEFORE, CHANGE = "vin_rank_before", "change"
_TEXTS = (*VEHICLE.names, *DEALER.names)
_NUMBERS = ("price", "miles")


def answer_table(
    request: RankRequest, answer: RankAnswer, compared: Sequence[Compared] | None = None
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Header and rows: what was ranked, the best first, then what failed, with the reason.

    What the service left out of an entry is taken from what it was asked.

    Args:
        request: What was asked.
        answer: What came.
        compared: The same answer set against an earlier one: adds the earlier rank and the change
            ("up 3", "down 1", "same", "new", "gone"), and the rows of what is gone, with its earlier
            scores left out.
    """
    header: tuple[str, ...] = (*_TEXTS, *RANK.result_columns)
    reasons = {id(match): failed_words(request, match) for match in answer.failed}
    rows: list[tuple[Cell, ...]] = []
    for match, change in _changes(answer, compared):
        row: tuple[Cell, ...] = (*_texts(request, match), *_scores(match))
        row += change if compared is not None else ()
        rows.append((*row, reasons.get(id(match), "")) if reasons else row)
    header += (BEFORE, CHANGE) if compared is not None else ()
    return (*header, REASON) if reasons else header, tuple(rows)


def _changes(
    answer: RankAnswer, compared: Sequence[Compared] | None
) -> Iterator[tuple[Match, tuple[Cell, ...]]]:
    """Every entry once, with its earlier rank and the change in words."""
    told: list[Match] = []
    gone: list[Compared] = []
    for each in compared or ():
        if each.match is None:
            gone.append(each)
        else:
            told.append(each.match)
            yield each.match, _change(each)
    for match in (*answer.ranked, *answer.failed):
        if not any(match is other for other in told):
            yield match, ("", "")
    for each in gone:
        if each.before is not None:
            # Its old scores would stand in a column of today's: only who it was is told.
            known = {name: getattr(each.before, name) for name in _TEXTS}
            yield Match(**known), _change(each)


def _change(compared: Compared) -> tuple[Cell, Cell]:
    before = compared.before.vin_rank if compared.before else None
    words = f"{compared.move.value} {compared.steps}" if compared.steps else compared.move.value
    return "" if before is None else before, words


def _texts(request: RankRequest, match: Match) -> Iterator[Cell]:
    ranking = request.ranking
    asked = dict(zip(ranking.one.names, request.one, strict=True))
    if match.place is not None and 0 <= match.place < len(request.many):
        asked |= dict(zip(ranking.many.names, request.many[match.place], strict=True))
    for name in _TEXTS:
        text = getattr(match, name) or asked.get(name, "")
        yield int(text) if name in _NUMBERS and _is_count(text) else text


def _is_count(text: str) -> bool:
    """Whether a text is a number that a spreadsheet holds to its last digit."""
    return text.isascii() and text.isdigit() and len(text) <= 15


def _scores(match: Match) -> Iterator[Cell]:
    for name in RANK.result_columns:
        figure: float | None = getattr(match, name)
        if figure is None:
            yield ""
        else:
            yield int(figure) if figure == figure // 1 else figure
