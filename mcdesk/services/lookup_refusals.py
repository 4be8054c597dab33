"""What it means when a single request fails, in words for whoever waits for its answer.

Nothing is repeated by itself here, so that every text says what to do next. Sources: "MarketMatch API", its
table of statuses and "Error Response Format"; "Quota and Rate Limits" for the two meanings of 429.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcdesk.model import words
from mcdesk.model.errors import (
    AnswerLostError,
    DeskError,
    KeyRefusedError,
    NotAllowedError,
    QuotaExhaustedError,
    RankRefusedError,
    RateLimitedError,
    RefusedError,
    ServiceTroubleError,
)
from mcdesk.model.rankings import Mention
from mcdesk.services.mentions import dealers_in, plain_text, vins_in
from mcdesk.services.said import LONGEST_WAIT, Said, read_refusal

_LATER = (408, 425)
"""Request Timeout and Too Early: the request was not looked at, and may be made again."""
_ABOUT_ENTRIES = (400, 422)
"""Bad Request and Unprocessable Entity: something is wrong with what was entered."""
_NAMED = 3
"""How many entries a text names before it only counts; all of them are marked where they stand."""

IF_UNREACHABLE = "Nothing was sent. Check the network, then try again."
IF_LOST = "The request may have arrived all the same. Trying again makes another one, and both may count."


@dataclass(frozen=True, slots=True)
class Product:
    """What a single request uses, as far as its words differ.

    Attributes:
        name: As MarketCheck sells it.
        undone: That it came to nothing, as a sentence.
        again: To ask once more, as the end of a sentence.
        takes_entries: Whether refusals name entries of the request.
    """

    name: str
    undone: str
    again: str
    takes_entries: bool = False


MARKETMATCH = Product("MarketMatch", "Nothing was ranked.", "rank again", takes_entries=True)
NEOVIN = Product("NeoVIN", "Nothing was decoded.", "decode again")


def lookup_refusal_from(
    product: Product, status: int, headers: Mapping[str, str], body: bytes, now: float
) -> DeskError:
    """The error that an answer other than 2xx to a single request stands for. Never raises.

    Args:
        product: What was asked.
        status: The HTTP status.
        headers: Of the answer, looked up without regard to case.
        body: As received, the key taken out; JSON or anything.
        now: Seconds since 1970, to tell until when a quota lasts.
    """
    said = read_refusal(status, headers, body)
    details: dict[str, Any] = {
        "code": plain_text(said.slug) or str(status),
        "instance": plain_text(said.instance),
        "retry_after": said.retry_after,
    }
    if status in (401, 403):
        return _about_the_key(product, said, details)
    if status == 429:
        return _about_the_limits(product, said, details, now)
    if status >= 500 or status in _LATER:
        advice = f"{product.undone} {_when(said.retry_after, 'Try again in a minute.')}"
        return ServiceTroubleError(f"The service is in trouble (HTTP {status}).", advice, **details)
    named = _named_entries(said) if product.takes_entries else {}
    if named:
        return _about_entries(product, said, named, details)
    return _refused(product, said, details)


def unreadable(product: Product) -> ServiceTroubleError:
    """For an answer that should be one and is none."""
    return ServiceTroubleError(
        "The service's answer can't be understood.",
        f"Try to {product.again}. If it goes on, the service may have changed: look for a newer mcdesk.",
    )


def no_answer_within(seconds: float) -> AnswerLostError:
    """For a request whose answer took too long."""
    return AnswerLostError(f"No answer within {seconds:g} s.", IF_LOST)


def _about_the_key(product: Product, said: Said, details: dict[str, Any]) -> DeskError:
    if said.status == 401:
        advice = "Check the key; it may have expired or been replaced."
        return KeyRefusedError("The service does not accept the key.", _quoting(advice, said), **details)
    advice = "Ask MarketCheck to enable it for your account, or use the key of an account that has it."
    return NotAllowedError(f"This key may not use {product.name}.", _quoting(advice, said), **details)


def _about_the_limits(product: Product, said: Said, details: dict[str, Any], now: float) -> DeskError:
    if "quota" not in said.words.lower():
        when = _when(said.retry_after, "Wait a few seconds, then try again.")
        return RateLimitedError("The service asks for fewer requests.", f"{product.undone} {when}", **details)
    ends = _end_of_quota(said, now)
    if ends is None:
        until = "They are counted anew with the next calendar month."
    else:
        details["retry_after"] = ends - now
        until = f"They are counted anew from {words.due(ends, now)}."
    return QuotaExhaustedError(
        "The month's requests of this account are used up.",
        f"{until} To go on before, ask MarketCheck to raise the quota.",
        **details,
    )


def _end_of_quota(said: Said, now: float) -> float | None:
    """When requests count anew: the quota's own word first, the general one where that makes no sense."""
    told = said.quota_resets_at
    if told is not None and now < told <= now + LONGEST_WAIT:
        return told
    return None if said.retry_after is None else now + said.retry_after


def _when(seconds: float | None, otherwise: str) -> str:
    if seconds is None:
        return otherwise
    if seconds < 1:
        return "Try again now."
    # Minutes are rounded up: who comes back too early is refused once more.
    whole = math.ceil(seconds) if seconds < 60 else math.ceil(seconds / 60) * 60
    return f"Try again in {words.duration(whole)}."


def _refused(product: Product, said: Said, details: dict[str, Any]) -> DeskError:
    if said.status in _ABOUT_ENTRIES:
        advice = f"{product.undone} Check what you entered, then {product.again}."
    else:
        advice = f"{product.undone} If this goes on, ask MarketCheck's support about it."
    title = f"The service refused the request (HTTP {said.status})."
    return RefusedError(title, _quoting(advice, said), **details)


def _named_entries(said: Said) -> dict[str, tuple[Mention, ...]]:
    """The error's lists that name anything, by attribute."""
    lists = {
        "multi_location_sources": dealers_in(said.fields.get("multi_location_sources")),
        "missing_dealers": dealers_in(said.fields.get("missing_dealers")),
        "failed_vins": vins_in(said.fields.get("failed_vins")),
    }
    return {name: mentions for name, mentions in lists.items() if mentions}


def _about_entries(
    product: Product, said: Said, named: dict[str, tuple[Mention, ...]], details: dict[str, Any]
) -> RankRefusedError:
    told = [_WORDS[name](mentions) for name, mentions in named.items()]
    if len(told) == 1:
        ((title, advice),) = told
    else:
        entries = sum(len(mentions) for mentions in named.values())
        title = f"The service can't rank {words.count(entries)} of the entries."
        advice = " ".join(f"{problem} {remedy}" for problem, remedy in told)
    error = RankRefusedError(title, _quoting(f"{advice} Then {product.again}.", said), **details)
    error.multi_location_sources = named.get("multi_location_sources", ())
    error.missing_dealers = named.get("missing_dealers", ())
    error.failed_vins = named.get("failed_vins", ())
    return error


def _several_locations(dealers: tuple[Mention, ...]) -> tuple[str, str]:
    if len(dealers) == 1:
        title = f"{dealers[0].text} has several locations."
        return title, "Add a ZIP or location id that tells which one is meant."
    title = f"{words.count(len(dealers))} dealers have several locations."
    return title, f"Add a ZIP or location id to each: {_listed(dealers)}."


def _unknown_dealers(dealers: tuple[Mention, ...]) -> tuple[str, str]:
    if len(dealers) == 1:
        title = f"The service does not know {dealers[0].text}."
        return title, "Check its site and ZIP, or take it out."
    title = f"The service does not know {words.count(len(dealers))} of the dealers."
    return title, f"Check their sites and ZIPs, or take them out: {_listed(dealers)}."


def _undecodable(vins: tuple[Mention, ...]) -> tuple[str, str]:
    if len(vins) == 1:
        title = f"The service could not decode the VIN {vins[0].text}."
        return title, "Compare it with the vehicle, character by character."
    title = f"The service could not decode {words.count(len(vins))} VINs."
    return title, f"Compare them with the vehicles, character by character: {_listed(vins)}."


_WORDS = {
    "multi_location_sources": _several_locations,
    "missing_dealers": _unknown_dealers,
    "failed_vins": _undecodable,
}


def _listed(mentions: tuple[Mention, ...]) -> str:
    """The first few by name, the rest counted."""
    names = [mention.text for mention in mentions[:_NAMED]]
    left = len(mentions) - len(names)
    last = f"{words.count(left)} more" if left else names.pop()
    return f"{', '.join(names)} and {last}"


def _quoting(advice: str, said: Said) -> str:
    quoted = plain_text(said.words)
    return f"{advice} The service says: {quoted}" if quoted else advice
