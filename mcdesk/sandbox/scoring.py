"""The three metrics of MarketMatch, computed from the input alone: the same input scores the same for ever.

The documents say what the scores mean, not how they are made. Here `vin_score` rises with the model year
and the price and falls with the miles; `dealer_ymm_score` is the dealer's leaning to the make, the segment
and the age, drawn from the dealer's name and ZIP code (a make that stands in the dealer's name is a
franchise and leans strongly); and the rank orders by the sum of both, earlier input first where two are
level.
"""

import math
from functools import lru_cache

from mcdesk.sandbox.dealers import stable_number
from mcdesk.sandbox.vins import Vehicle

LOWEST, HIGHEST = 400, 3000
_OLDEST, _NEWEST = 1997, 2027
_TYPICAL_MILES, _TYPICAL_PRICE = 80_000.0, 35_000.0


def vin_score(vehicle: Vehicle, price: float, miles: float) -> int:
    """The vehicle's market position."""
    newness = (min(max(vehicle.year, _OLDEST), _NEWEST) - _OLDEST) / (_NEWEST - _OLDEST)
    freshness = math.exp(-miles / _TYPICAL_MILES)
    worth = 1 - math.exp(-price / _TYPICAL_PRICE)
    return _scaled(0.40 * newness + 0.35 * freshness + 0.25 * worth)


def dealer_ymm_score(source: str, zip_code: str, vehicle: Vehicle, vin: str) -> int:
    """The dealer's affinity for vehicles of this year, make and segment."""
    return _affinity(source, zip_code, vehicle.make, vin[3:5], vehicle.year)


def fit(vin_points: int, dealer_points: int) -> int:
    """What ranks are ordered by, the highest first."""
    return vin_points + dealer_points


@lru_cache(maxsize=262_144)
def _affinity(source: str, zip_code: str, make: str, segment: str, year: int) -> int:
    name = source.rpartition(".")[0].replace("-", "")
    to_make = _share(source, zip_code, make)
    if make.lower().replace("-", "").replace(" ", "") in name:
        to_make = 0.85 + 0.15 * to_make
    to_segment = _share(source, zip_code, make, segment)
    favourite_year = _NEWEST - 15 * _share(source, zip_code, "age")
    to_age = math.exp(-abs(year - favourite_year) / 6)
    return _scaled(0.55 * to_make + 0.25 * to_segment + 0.20 * to_age)


def _share(*words: str) -> float:
    return stable_number(*words) % 10_000 / 9_999


def _scaled(share: float) -> int:
    return round(LOWEST + (HIGHEST - LOWEST) * min(max(share, 0.0), 1.0))
