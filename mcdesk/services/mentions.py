"""The lists in a MarketMatch refusal, in whatever shape: which entries the service names. Finds no words.

Source: "Error Response Format". The documents name the lists and leave open what is in them, so that a text,
an object, a number, a single one of these in place of a list, and a mapping of names are all read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mcdesk.model.rankings import Mention

_LONGEST = 200
"""Characters of a text that are kept; nothing that names an entry is longer."""
_BETWEEN = re.compile(r"[,;\n]+")
_VIN = ("vin",)
_SOURCE = ("source", "dealer", "domain", "name", "website")
_ZIP = ("zip", "zip_code")
_LOCATION = ("mc_location_id", "location_id")
_REASON = ("reason", "message", "error", "detail", "observation")
_KNOWN = {*_VIN, *_SOURCE, *_ZIP, *_LOCATION, *_REASON}


def vins_in(value: object) -> tuple[Mention, ...]:
    """What `failed_vins` names: vehicles, each once. () for what names none."""
    return _once(_mention(entry, is_vehicle=True) for entry in _entries(value, "vin"))


def dealers_in(value: object) -> tuple[Mention, ...]:
    """What `missing_dealers` or `multi_location_sources` names: dealers, each once. () for none."""
    return _once(_mention(entry, is_vehicle=False) for entry in _entries(value, "source"))


def _once(mentions: Iterable[Mention | None]) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(mention for mention in mentions if mention is not None))


def _entries(value: object, name: str) -> Iterator[object]:
    """The list's entries; what stands alone is a list of one, and a mapping's keys are `name`."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, str):
        yield from _BETWEEN.split(value)
    elif isinstance(value, dict) and not _KNOWN & value.keys():
        yield from ({name: key} | _told_of(about) for key, about in value.items())
    else:
        yield value


def _told_of(about: object) -> dict[str, Any]:
    """What a mapping says of the one it names: an object, or a reason."""
    return about if isinstance(about, dict) else {"reason": about}


def _mention(entry: object, *, is_vehicle: bool) -> Mention | None:
    if not isinstance(entry, dict):
        text = plain_text(entry)
        if not text:
            return None
        # A number may be any of a dealer's figures: it is not taken for its site.
        is_site = not is_vehicle and isinstance(entry, str)
        return Mention(text, vin=text if is_vehicle else "", source=text if is_site else "")
    told = dict(entry)
    for nested in (entry.get("vin"), entry.get("dealer")):
        if isinstance(nested, dict):
            told |= nested
    vin, source = _first(told, _VIN), _first(told, _SOURCE)
    zip_code, location = _first(told, _ZIP), _first(told, _LOCATION)
    reason = reason_of(told)
    names = (vin, source) if is_vehicle else (source, vin)
    text = next((name for name in (*names, location, zip_code, reason) if name), "")
    return Mention(text, vin, source, zip_code, location, reason) if text else None


def reason_of(told: Mapping[str, Any]) -> str:
    """Why the service could not do something with an entry, "" where it does not say."""
    return _first(told, _REASON)


def _first(told: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := plain_text(told.get(name)))), "")


def plain_text(value: object) -> str:
    """A text or a number of the service's as one line that can be shown and stored; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    # Half of a pair of surrogates can be written in JSON, but neither shown nor stored.
    text = " ".join(str(value).encode(errors="replace").decode().split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
