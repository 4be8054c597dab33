"""The orders in which the ranked rows can stand, and what each is called. Pure, no Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model.lookups import DEALER_SCORE_MEANS, VIN_RANK_MEANS, VIN_SCORE_MEANS
from mcdesk.model.rankings import Match
from mcdesk.ui.answer.figures import Score
from mcdesk.ui.answer.rows import AnswerRow


class SortKey(StrEnum):
    """What the rows are sorted by; the values are the documents' field names where there is one."""

    PLACE = "vin_rank"
    NAME = "name"
    VIN_SCORE = Score.VIN.value
    DEALER_SCORE = Score.DEALER.value


@dataclass(frozen=True, slots=True)
class Sorting:
    """By what, and whether the largest comes first."""

    key: SortKey = SortKey.PLACE
    is_descending: bool = False

    def after_click(self, key: SortKey) -> Sorting:
        """The order after a click on a head: the same one turns round, another begins with its usual end."""
        if key is self.key:
            return Sorting(key, not self.is_descending)
        return Sorting(key, key in (SortKey.VIN_SCORE, SortKey.DEALER_SCORE))


BY_RANK = Sorting()

MEANS = {
    SortKey.PLACE: VIN_RANK_MEANS,
    SortKey.VIN_SCORE: VIN_SCORE_MEANS,
    SortKey.DEALER_SCORE: DEALER_SCORE_MEANS,
}
"""What a figure means, in the documents' sense."""

_FIGURES: dict[SortKey, Callable[[Match], float | None]] = {
    SortKey.PLACE: lambda match: match.vin_rank,
    SortKey.VIN_SCORE: lambda match: match.vin_score,
    SortKey.DEALER_SCORE: lambda match: match.dealer_ymm_score,
}
_TITLES = {
    (SortKey.PLACE, False): "Best match first",
    (SortKey.PLACE, True): "Best match last",
    (SortKey.VIN_SCORE, False): "Lowest vin_score first",
    (SortKey.VIN_SCORE, True): "Highest vin_score first",
    (SortKey.DEALER_SCORE, False): "Lowest dealer_ymm_score first",
    (SortKey.DEALER_SCORE, True): "Highest dealer_ymm_score first",
}


def title_words(sorting: Sorting, noun: str) -> str:
    """What the list says of its order."""
    ends = "Z to A" if sorting.is_descending else "A to Z"
    return _TITLES.get((sorting.key, sorting.is_descending), f"By {noun}, {ends}")


def in_order(rows: Iterable[AnswerRow], sorting: Sorting) -> list[AnswerRow]:
    """Ranked rows in an order. Those without the figure come last whichever way it goes; ties keep theirs."""
    held = list(rows)
    if sorting.key is SortKey.NAME:
        return sorted(held, key=lambda row: row.words.name.casefold(), reverse=sorting.is_descending)
    pick = _FIGURES[sorting.key]
    told: list[tuple[float, AnswerRow]] = []
    silent: list[AnswerRow] = []
    for row in held:
        figure = None if row.match is None else pick(row.match)
        if figure is None or math.isnan(figure):
            silent.append(row)
        else:
            told.append((figure, row))
    told.sort(key=lambda pair: pair[0], reverse=sorting.is_descending)
    return [row for _, row in told] + silent
