"""The rankings' JSON: strict in what goes out, lenient in what comes in. Sends nothing.

Source: "MarketMatch API", `DealersRankRequest`, `VINsRankRequest` and `MarketMatchResponse`.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mcdesk.model.errors import UsageError
from mcdesk.model.fields import Shape
from mcdesk.model.lookups import Cells, Column, RankRequest, Side
from mcdesk.model.rankings import Match, RankAnswer
from mcdesk.services.lookup_refusals import MARKETMATCH, unreadable
from mcdesk.services.mentions import plain_text, reason_of

_RANKED, _FAILED = "ranked_matches", "failed_items"
_NUMBERS = (Shape.MONEY, Shape.DISTANCE)
_WHOLE = re.compile(r"[0-9]{1,12}")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?")
_VIN = re.compile(r"[A-Za-z0-9]{17}")
_HIGHEST_ZIP = 99_999
_LARGEST = 1e15
"""Up to here every whole number is one in floating point, too."""


def body_of(request: RankRequest) -> dict[str, Any]:
    """The request as the service takes it: numbers as integers, what is left open left out.

    Raises:
        UsageError: The list is empty or too long, or a cell is missing or can't be sent as what it is.
    """
    ranking = request.ranking
    if not 1 <= len(request.many) <= ranking.most:
        raise UsageError(
            f"A request takes 1 to {ranking.most} {ranking.many.plural}; these are {len(request.many):,}.",
            "Change the list, or send a file as a batch.",
        )
    return {
        ranking.one.one_key: _spec(ranking.one, request.one),
        ranking.many.many_key: [_spec(ranking.many, cells) for cells in request.many],
    }


def _spec(side: Side, cells: Cells) -> dict[str, str | int]:
    named = zip(side.columns, cells, strict=True)
    return {column.name: _sent(column, text) for column, text in named if text or column.is_needed}


def _sent(column: Column, text: str) -> str | int:
    if column.field.shape in _NUMBERS:
        if _WHOLE.fullmatch(text):
            return int(text)
    elif text and text.isprintable():
        return text
    said = f"{column.field.title} can't be sent as “{plain_text(text)}”." if text else ""
    raise UsageError(said or f"{column.field.title} is missing.", "Correct it, then rank again.")


def read_answer(body: str | bytes, request: RankRequest | None = None) -> RankAnswer:
    """Reads an answer: unknown fields are passed over, missing ones left open, numbers may be texts.

    Args:
        body: The service's JSON.
        request: What was asked, to tell which entry each match answers; None where that is not known.

    Returns:
        Ranked are those with a rank or a score, by rank, those without a rank last. Failed are the others,
        as they came.

    Raises:
        ServiceTroubleError: If it is no JSON, or an object with neither of the documented lists.
    """
    try:
        told = json.loads(body.removeprefix("\ufeff") if isinstance(body, str) else body)
    except (ValueError, RecursionError) as exc:
        raise unreadable(MARKETMATCH) from exc
    if not isinstance(told, dict) or not {_RANKED, _FAILED} & told.keys():
        raise unreadable(MARKETMATCH)
    answered = _matches(told.get(_RANKED))
    matches = [*answered, *_matches(told.get(_FAILED))]
    if request is not None:
        matches = _placed(matches, request)
    ranked = [match for match in matches[: len(answered)] if _has_figures(match)]
    failed = [match for match in matches[: len(answered)] if not _has_figures(match)]
    ranked.sort(key=lambda match: (match.vin_rank is None, match.vin_rank or 0))
    return RankAnswer(tuple(ranked), (*failed, *matches[len(answered) :]))


def _has_figures(match: Match) -> bool:
    return any(each is not None for each in (match.vin_rank, match.vin_score, match.dealer_ymm_score))


def _matches(told: object) -> list[Match]:
    """One object in place of a list is a list of one; what is neither object nor text is no match."""
    entries = told if isinstance(told, list) else [told]
    return [_match(entry) for entry in entries if isinstance(entry, dict | str) and entry]


def _match(told: dict[str, Any] | str) -> Match:
    if isinstance(told, str):
        text = plain_text(told)
        return Match(vin=text) if _VIN.fullmatch(text) else Match(source=text)
    return Match(
        vin=plain_text(told.get("vin")),
        price=_figure(told.get("price")),
        miles=_figure(told.get("miles")),
        source=plain_text(told.get("source")),
        zip=_zip(told.get("zip")),
        mc_location_id=_text(told.get("mc_location_id")),
        vin_score=_number(told.get("vin_score")),
        dealer_ymm_score=_number(told.get("dealer_ymm_score")),
        vin_rank=_whole(told.get("vin_rank")),
        reason=reason_of(told),
    )


def _number(value: object) -> float | None:
    if isinstance(value, str):
        text = value.strip().replace(",", "")
        value = float(text) if _NUMBER.fullmatch(text) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _whole(value: object) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number.is_integer() and abs(number) < _LARGEST else None


def _figure(value: object) -> str:
    """A price or miles as digits, where it is a whole number; else what came."""
    whole = _whole(value)
    return _text(value) if whole is None else str(whole)


def _text(value: object) -> str:
    """A text as it came; a number without the ".0" that it has where it went through floating point."""
    if not isinstance(value, float):
        return plain_text(value)
    whole = _whole(value)
    if whole is not None:
        return str(whole)
    return plain_text(value) if math.isfinite(value) else ""


def _zip(value: object) -> str:
    """A ZIP is text. As a number it has lost the zeros that it began with."""
    whole = None if isinstance(value, str) else _whole(value)
    return f"{whole:05}" if whole is not None and 0 <= whole <= _HIGHEST_ZIP else _text(value)


def _placed(matches: Sequence[Match], request: RankRequest) -> list[Match]:
    """Each match with the place of the entry that it answers; no entry is taken twice.

    What a dealer was asked with, ZIP and location, must be what the answer tells, and the service fills in
    what was left open. So those that agree in most come first: else an entry without a ZIP would take the
    answer of one that has it.
    """
    side = request.ranking.many
    open_places: defaultdict[str, list[int]] = defaultdict(list)
    for place, cells in enumerate(request.many):
        open_places[_key(side, cells)].append(place)
    placed = list(matches)
    for level in range(len(side.columns) - 1, -1, -1):
        for at, match in enumerate(placed):
            if match.place is not None:
                continue
            told = match.cells(side)
            places = open_places.get(_key(side, told), [])
            found = next(
                (each for each in places if _agreement(side, request.many[each], told) >= level), None
            )
            if found is not None:
                places.remove(found)
                placed[at] = replace(match, place=found)
    return placed


def _key(side: Side, cells: Cells) -> str:
    return side.value(cells, side.identity[0]).strip().casefold()


def _agreement(side: Side, asked: Cells, told: Cells) -> int:
    """In how many columns beyond the key an answer tells what was asked; -1 where it is about another."""
    agreeing = 0
    for name in side.names:
        before, after = side.value(asked, name), side.value(told, name)
        if name == side.identity[0] or not (before and after):
            continue
        if before == after:
            agreeing += 1
        elif name in side.identity:
            return -1
    return agreeing
