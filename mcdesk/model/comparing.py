"""Sets an answer against an earlier one to the same question: what rose, fell, is new, or is gone.

Only entries with scores are compared: one that failed has no rank. A score may change where no rank does, so
both are told. Pure; the caller says which is earlier.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model.landing import site_of
from mcdesk.model.lookups import Cells, Side
from mcdesk.model.rankings import Match, RankAnswer

_DECIMALS = 1
"""Of a score, as it is shown."""


class Move(StrEnum):
    """What became of an entry. UP is nearer to rank 1."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Compared:
    """One entry in both answers.

    Attributes:
        match: As it is now; None if it is gone.
        before: As it was; None if it is new.
        move: What became of it.
        steps: Ranks moved, from 0; 0 for what is new or gone.
    """

    match: Match | None
    before: Match | None
    move: Move
    steps: int = 0

    @property
    def vin_score_change(self) -> float | None:
        """By how much `vin_score` rose, below zero if it fell; None unless both answers told it."""
        if self.before is None or self.match is None:
            return None
        return _change(self.before.vin_score, self.match.vin_score)

    @property
    def dealer_score_change(self) -> float | None:
        """The same of `dealer_ymm_score`."""
        if self.before is None or self.match is None:
            return None
        return _change(self.before.dealer_ymm_score, self.match.dealer_ymm_score)


def compared(side: Side, now: RankAnswer, before: RankAnswer) -> tuple[Compared, ...]:
    """Every ranked entry of both answers once: those of `now` in its order, then what is gone, as it was.

    An entry is the same if its VIN or its site is, and of its ZIP and location whatever both answers tell. Of
    several that could be meant, the one that agrees in most is taken, and each only once.

    Args:
        side: What the answers list: dealers or vehicles.
        now: The later answer.
        before: The earlier one.
    """
    earlier = _paired(side, now.ranked, before.ranked)
    kept = [_moved(match, place, earlier.get(place), before.ranked) for place, match in enumerate(now.ranked)]
    used = set(earlier.values())
    gone = [
        Compared(None, match, Move.GONE) for place, match in enumerate(before.ranked) if place not in used
    ]
    return (*kept, *gone)


def _moved(match: Match, place: int, at: int | None, before: Sequence[Match]) -> Compared:
    if at is None:
        return Compared(match, None, Move.NEW)
    rise = _rank(before[at], at) - _rank(match, place)
    move = Move.SAME if not rise else Move.UP if rise > 0 else Move.DOWN
    return Compared(match, before[at], move, abs(rise))


def _change(before: float | None, now: float | None) -> float | None:
    """Figures that are no numbers have no distance; one that is too small to be shown is 0."""
    change = math.nan if before is None or now is None else now - before
    return round(change, _DECIMALS) if math.isfinite(change) else None


def _rank(match: Match, place: int) -> int:
    return place + 1 if match.vin_rank is None else match.vin_rank


def _paired(side: Side, now: Sequence[Match], before: Sequence[Match]) -> dict[int, int]:
    """For each place in `now` the place in `before` that is the same entry, if there is one."""
    names = [_name(side, match) for match in now]
    candidates: dict[str, list[tuple[int, Cells]]] = defaultdict(list)
    for at, match in enumerate(before):
        name, rest = _name(side, match)
        candidates[name].append((at, rest))
    pairs: dict[int, int] = {}
    # First those that agree in everything, so that nobody else takes their place.
    for agree in (_are_equal, _are_compatible):
        for place, (name, rest) in enumerate(names):
            found = [
                candidate
                for candidate in candidates[name]
                if place not in pairs and agree(rest, candidate[1])
            ]
            if found:
                best = max(found, key=lambda candidate: _agreement(rest, candidate[1]))
                candidates[name].remove(best)
                pairs[place] = best[0]
    return pairs


def _name(side: Side, match: Match) -> tuple[str, Cells]:
    """What an entry goes by, and what tells several of that name apart."""
    first, *rest = side.identity_of(match.cells(side))
    name = site_of(first) if side.identity[0] == "source" else first.strip().upper()
    return name, tuple(cell.strip() for cell in rest)


def _are_equal(one: Cells, other: Cells) -> bool:
    return one == other


def _are_compatible(one: Cells, other: Cells) -> bool:
    return all(a == b or not a or not b for a, b in zip(one, other, strict=True))


def _agreement(one: Cells, other: Cells) -> int:
    return sum(bool(a) and a == b for a, b in zip(one, other, strict=True))
