"""How a past request looks and what came of it, in words. Plain data, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mcdesk.model.lookup_texts import request_from_text
from mcdesk.model.lookups import DECODE_VIN, RANK_DEALERS, RANK_VEHICLES, RANKINGS, VEHICLE
from mcdesk.model.past_requests import PastRequest, RequestState
from mcdesk.model.rankings import RankAnswer
from mcdesk.model.words import ago, rows
from mcdesk.ui.answer.asked_words import asked_facts, vehicle_name


@dataclass(frozen=True, slots=True)
class StateLook:
    """A word, its icon and its tone."""

    word: str
    icon: str
    tone: str


STATE_LOOKS = {
    RequestState.ASKING: StateLook("Asking", "ph.spinner-bold", "run"),
    RequestState.ANSWERED: StateLook("Answered", "ph.check-circle-fill", "ok"),
    RequestState.REFUSED: StateLook("Refused", "ph.warning-octagon-fill", "bad"),
    RequestState.UNANSWERED: StateLook("No answer", "ph.question-fill", "warn"),
    RequestState.CANCELLED: StateLook("Cancelled", "ph.x-circle-fill", "idle"),
}

KINDS = {
    "": "All",
    RANK_DEALERS.id: "Dealers",
    RANK_VEHICLES.id: "Vehicles",
    DECODE_VIN.id: "Decode",
}
"""The choices of the filter by id; "" is everything."""


def kind_words(past: PastRequest, now: float) -> tuple[str, ...]:
    """What tells it from others about the same thing: 2023 Porsche; $20,000; 3,000 miles; 12 dealers.

    Args:
        past: The request.
        now: Seconds since 1970.
    """
    if past.kind == DECODE_VIN.id:
        known = vehicle_name(past.subject, now)
        return (KINDS[past.kind], known) if known else (KINDS[past.kind],)
    ranking = RANKINGS.get(past.kind)
    if ranking is None:
        return (KINDS.get(past.kind, past.kind),)
    asked = request_from_text(past.kind, past.request)
    facts = asked_facts(asked, now)[:-1] if asked is not None else ()
    # The number as it was kept: a request that can be read in part only has fewer.
    return (*(facts or ("Ranking",)), rows(past.size, ranking.many.noun))


def is_code(past: PastRequest) -> bool:
    """Whether the subject is a VIN, to be written in the face of codes."""
    ranking = RANKINGS.get(past.kind)
    return past.kind == DECODE_VIN.id or (ranking is not None and ranking.one is VEHICLE)


def can_compare(past: PastRequest) -> bool:
    """Whether another answer can be set against this one."""
    return past.kind in RANKINGS and past.state is RequestState.ANSWERED


def outcome_words(past: PastRequest, answer: RankAnswer | None) -> str:
    """What came of it, besides the state's own word: 10 ranked, 2 not ranked; what went wrong."""
    if past.state is not RequestState.ANSWERED:
        return past.title.rstrip(".")
    if answer is None:
        return "The answer can't be read" if past.kind in RANKINGS else ""
    failed = f", {len(answer.failed):,} not ranked" if answer.failed else ""
    return f"{len(answer.ranked):,} ranked{failed}"


def sentence(past: PastRequest, kind: Sequence[str], outcome: str, now: float) -> str:
    """All of it, as it is read aloud."""
    parts = (
        past.subject,
        *kind,
        ago(past.asked_at, now),
        STATE_LOOKS[past.state].word,
        outcome,
    )
    return ", ".join(part for part in parts if part)
