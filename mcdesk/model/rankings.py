"""The answer to a ranking, and a refusal's own words about entries. Values only: nothing is parsed or asked.

Source: "MarketMatch API", `MarketMatchResponse` and "Error Response Format".
"""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model.lookups import Cells, Side


@dataclass(frozen=True, slots=True)
class Match:
    """One vehicle at one dealer as the service answered. Texts are "" and figures None where it told nothing.

    Attributes:
        vin: Of the vehicle.
        price: In dollars, digits.
        miles: Digits.
        source: The dealer's site.
        zip: The dealer's ZIP.
        mc_location_id: The dealer's location.
        vin_score: 400 to 3000, as documented; whatever came is kept.
        dealer_ymm_score: The same.
        vin_rank: 1 is the best.
        reason: Why there are no scores, where the service said so.
        place: Which entry of the request's list it answers, from 0; None where that can't be told.
    """

    vin: str = ""
    price: str = ""
    miles: str = ""
    source: str = ""
    zip: str = ""
    mc_location_id: str = ""
    vin_score: float | None = None
    dealer_ymm_score: float | None = None
    vin_rank: int | None = None
    reason: str = ""
    place: int | None = None

    def cells(self, side: Side) -> Cells:
        """What it says of the vehicle or of the dealer, in the order of the side's columns."""
        return tuple(str(getattr(self, name)) for name in side.names)


@dataclass(frozen=True, slots=True)
class RankAnswer:
    """`ranked` by `vin_rank`, the best first; `failed` are the entries without scores, as they came."""

    ranked: tuple[Match, ...] = ()
    failed: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One entry of a refusal's list. The documents do not say whether those are texts or objects.

    `text` is what it is called; the others are "" unless the service told them.
    """

    text: str
    vin: str = ""
    source: str = ""
    zip: str = ""
    mc_location_id: str = ""
    reason: str = ""
