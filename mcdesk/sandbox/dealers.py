"""Which dealers there are. Scores nothing.

Any well-formed domain is a dealer with one location, at whatever ZIP code it is asked for, except the names
under `.example` and `.invalid`, which are missing. A small directory names dealers with several locations;
they must be told apart by ZIP code or location id, and are missing elsewhere.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from mcdesk.sandbox.resources import resource

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z]{{2,63}}")
_ZIP = re.compile(r"[0-9]{5}")
_LONGEST_DOMAIN = 253


@dataclass(frozen=True, slots=True)
class Dealer:
    """One location of a dealer."""

    source: str
    zip: str
    mc_location_id: str


class DealerMissingError(Exception):
    """There is no such dealer, or none at that place."""


class SeveralLocationsError(Exception):
    """The dealer has several locations and none was named."""


def is_zip(text: str) -> bool:
    """Whether a text is a five-digit ZIP code."""
    return _ZIP.fullmatch(text) is not None


def stable_number(*words: str) -> int:
    """A large number that depends on the words alone, on every machine and in every run."""
    return int.from_bytes(hashlib.blake2b("|".join(words).encode(), digest_size=6).digest())


@cache
def _directory() -> dict[str, tuple[Dealer, ...]]:
    raw: dict[str, list[dict[str, Any]]] = json.loads(resource("sandbox/dealers.json").read_text("utf-8"))
    return {
        source: tuple(Dealer(source, place["zip"], place["mc_location_id"]) for place in places)
        for source, places in raw.items()
    }


def find_dealer(source: str, zip_code: str | None = None, location_id: str | None = None) -> Dealer:
    """The dealer of that name, at the place named by ZIP code or location id.

    Raises:
        DealerMissingError: No such dealer.
        SeveralLocationsError: The place must be named.
    """
    name = source.strip().lower()
    several = _directory().get(name)
    if several is not None:
        return _one_of(several, zip_code, location_id)
    if (
        len(name) > _LONGEST_DOMAIN
        or _DOMAIN.fullmatch(name) is None
        or name.endswith((".example", ".invalid"))
    ):
        raise DealerMissingError(source)
    number = stable_number(name)
    dealer = Dealer(name, zip_code or f"{1000 + number % 98_000:05}", f"{1_000_000 + number % 9_000_000}")
    if location_id is not None and location_id != dealer.mc_location_id:
        raise DealerMissingError(source)
    return dealer


def _one_of(places: tuple[Dealer, ...], zip_code: str | None, location_id: str | None) -> Dealer:
    if zip_code is None and location_id is None:
        raise SeveralLocationsError(places[0].source)
    for place in places:
        if zip_code in (None, place.zip) and location_id in (None, place.mc_location_id):
            return place
    raise DealerMissingError(places[0].source)
