"""Where a refusal's words about entries belong in the form, and what is said there. Pure; asks nobody.

Source: "MarketMatch API", "Error Response Format". Whether its lists hold texts or objects is not documented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model.errors import RankRefusedError
from mcdesk.model.lookups import DEALER, Cells, RankRequest, Side
from mcdesk.model.rankings import Match, Mention

_SCHEME = re.compile(r"(?:[a-z]+:)?[/\\]{2,}")
_SITE = re.compile(r"[^\s/\\?#:,;|()\[\]]*")
_VIN = re.compile(r"[A-Z0-9]{17}", re.ASCII)
_ZIP_DIGITS = 5


class Trouble(StrEnum):
    """What the service has against an entry."""

    SEVERAL_LOCATIONS = "several-locations"
    UNKNOWN_DEALER = "unknown-dealer"
    UNDECODABLE = "undecodable"


@dataclass(frozen=True, slots=True)
class Landed:
    """One complaint at its entry.

    Attributes:
        place: The entry of the request's list, from 0; None for the one that the list is set against.
        trouble: What is wrong with it.
        column: Where to mend it, by the column's name.
        words: What is said there.
    """

    place: int | None
    trouble: Trouble
    column: str
    words: str


def landed(request: RankRequest, error: RankRefusedError) -> tuple[Landed, ...]:
    """Every complaint at the entries it is about, in the order of the form; each once.

    A dealer is found by its site, whatever its case and with or without scheme and www. Where a mention also
    tells ZIP or location, only an entry with the same is meant, if there is one. A dealer with several
    locations that is mentioned without them means the entries that do not say which, if there are such. With
    only one dealer or vehicle in the request, a complaint about such can only mean that one. What fits no
    entry is left out: the refusal's own words still tell it.
    """
    found: dict[tuple[int, Trouble], Landed] = {}
    for trouble, mentions in (
        (Trouble.SEVERAL_LOCATIONS, error.multi_location_sources),
        (Trouble.UNKNOWN_DEALER, error.missing_dealers),
        (Trouble.UNDECODABLE, error.failed_vins),
    ):
        for mention in mentions:
            for place in _places(request, trouble, mention):
                one = _landed(request, trouble, mention, place)
                found.setdefault((-1 if place is None else place, trouble), one)
    return tuple(found[key] for key in sorted(found, key=lambda key: key[0]))


def failed_words(request: RankRequest, match: Match) -> str:
    """Why an entry came back without scores, as far as that is known.

    The service's own words go before all. Else a score that is there clears its half of the pair; and the
    documents know no other reason for a vehicle to fail than that its VIN could not be decoded.
    """
    if match.reason:
        return match.reason
    is_about_dealers = request.ranking.many is DEALER
    if match.vin_score is not None and match.dealer_ymm_score is None:
        return "The service does not know this dealer"
    if match.dealer_ymm_score is not None and match.vin_score is None:
        return "The service could not decode this VIN"
    if is_about_dealers:
        return "The service returned no scores for this dealer"
    return "The service could not decode this VIN"


def site_of(text: str) -> str:
    """A dealer's site for comparing: small letters, without scheme, www., and whatever stands behind."""
    bare = text.strip().casefold()
    if scheme := _SCHEME.match(bare):
        bare = bare[scheme.end() :]
    found = _SITE.match(bare)
    return (found[0] if found else "").removeprefix("www.").rstrip(".")


def _places(request: RankRequest, trouble: Trouble, mention: Mention) -> Iterable[int | None]:
    is_about_dealer = trouble is not Trouble.UNDECODABLE
    if (request.ranking.one is DEALER) is is_about_dealer:
        return (None,)
    side, entries = request.ranking.many, request.many
    if not is_about_dealer:
        vin = _vin_of(mention.vin or mention.text)
        return [
            place for place, cells in enumerate(entries) if vin and _vin_of(side.value(cells, "vin")) == vin
        ]
    site = site_of(mention.source or mention.text)
    same = [
        place for place, cells in enumerate(entries) if site and site_of(side.value(cells, "source")) == site
    ]
    if mention.zip or mention.mc_location_id:
        return _or_all(same, lambda place: _is_there(side, entries[place], mention))
    if trouble is Trouble.SEVERAL_LOCATIONS:
        needed = request.ranking.needs_any
        return _or_all(same, lambda place: not any(side.value(entries[place], name) for name in needed))
    return same


def _or_all(places: Sequence[int], are_meant: Callable[[int], bool]) -> Iterable[int]:
    return [place for place in places if are_meant(place)] or places


def _is_there(side: Side, cells: Cells, mention: Mention) -> bool:
    """Whether an entry has the ZIP and the location that a mention tells."""
    told = (("zip", _zip_of(mention.zip)), ("mc_location_id", mention.mc_location_id.strip()))
    return all(side.value(cells, name) == value for name, value in told if value)


def _zip_of(text: str) -> str:
    """A service that has ZIPs as numbers has lost their leading zeros."""
    bare = text.strip()
    return bare.zfill(_ZIP_DIGITS) if bare.isdecimal() else bare


def _vin_of(text: str) -> str:
    found = _VIN.search(text.upper())
    return found[0] if found else text.strip().upper()


def _landed(request: RankRequest, trouble: Trouble, mention: Mention, place: int | None) -> Landed:
    reason = mention.reason.strip().rstrip(".")
    told = f" ({reason})" if reason else ""
    out = "" if place is None else ", or leave the row out"
    match trouble:
        case Trouble.SEVERAL_LOCATIONS:
            return Landed(place, trouble, "zip", _which_location(request, place))
        case Trouble.UNKNOWN_DEALER:
            return Landed(
                place, trouble, "source", f"The service does not know this dealer{told}: check the site{out}"
            )
        case Trouble.UNDECODABLE:
            return Landed(
                place, trouble, "vin", f"The service could not decode this VIN{told}: check it{out}"
            )


def _which_location(request: RankRequest, place: int | None) -> str:
    ranking = request.ranking
    side, cells = (ranking.one, request.one) if place is None else (ranking.many, request.many[place])
    if not any(side.value(cells, name) for name in ranking.needs_any):
        return "This dealer has several locations: add a ZIP or location id"
    return "This dealer has several locations, and this is none of them: check the ZIP and location id"
