"""Requests, answers and errors as the panel meets them, short to write. The clock stands at an afternoon."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt

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
    UnreachableError,
)
from mcdesk.model.lookup_texts import request_to_text
from mcdesk.model.lookups import DECODE_VIN, RANK_DEALERS, RANK_VEHICLES, RankRequest
from mcdesk.model.past_requests import PastRequest, RequestState
from mcdesk.model.rankings import Match, Mention, RankAnswer
from mcdesk.ui.answer.values import AnswerView

DOWN, SHIFT = Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier
NOW = 1_780_000_000.0
HOUR, DAY = 3600.0, 86400.0
VIN = "WP1BE2AY5PDA28064"
DEALERS = (
    ("porscheofmelbourne.com", "32901", ""),
    ("gulfcoastporsche.com", "34233", ""),
    ("mbofaugusta.com", "30907", ""),
    ("eurocarsorlando.com", "32808", ""),
    ("acceleride.mbofaugusta.com", "30907", ""),
    ("palmettoluxury.com", "29607", ""),
    ("jmlexus.com", "33063", ""),
    ("harborimports.com", "", "1048271"),
    ("northlakeauto.com", "28216", ""),
    ("acceleride.esterobaychevrolet.com", "33928", ""),
)
SCORES = (2487, 2391, 2302, 2108, 2066, 1874, 1702, 1458, 1120, 846)
FAILED = (("sandhillsmotors.com", "28303", ""), ("carvana.com", "", ""), ("lakesidecars.com", "28031", ""))


@dataclass
class Clock:
    now: float = NOW

    def __call__(self) -> float:
        return self.now


def dealers(number: int) -> tuple[tuple[str, str, str], ...]:
    """So many dealers; from the eleventh on they are made up."""
    more = (f"dealer-{place:03}.example.com" for place in range(10, number))
    return (*DEALERS[:number], *((source, f"{30000 + place}", "") for place, source in enumerate(more)))


def request(number: int = 10, failed: int = 0) -> RankRequest:
    """Dealers for a vehicle."""
    return RankRequest(RANK_DEALERS, (VIN, "20000", "3000"), (*dealers(number), *FAILED[:failed]))


def match(place: int, cells: tuple[str, str, str], score: float | None, rank: int | None) -> Match:
    """One dealer of an answer."""
    source, zip_code, location = cells
    vin_score = None if score is None else 2214.0
    return Match(VIN, "20000", "3000", source, zip_code, location, vin_score, score, rank, "", place)


def answer(number: int = 10, failed: int = 0) -> RankAnswer:
    """The answer to `request` of the same size."""
    scores = [*map(float, SCORES), *(800.0 - place for place in range(200))]
    ranked = [match(n, cells, scores[n], n + 1) for n, cells in enumerate(dealers(number))]
    lost = [match(number + n, cells, None, None) for n, cells in enumerate(FAILED[:failed])]
    return RankAnswer(tuple(ranked), tuple(lost))


def past(asked: RankRequest, ident: str = "now", ago: float = 0.4, **more) -> PastRequest:
    """A record of an answered request."""
    told = PastRequest(
        ident,
        "p",
        asked.ranking.id,
        asked.subject,
        len(asked.many),
        request_to_text(asked),
        NOW - ago,
        RequestState.ANSWERED,
        seconds=0.4,
        request_id="req-c0ffee12",
    )
    return replace(told, **more)


def view(number: int = 10, failed: int = 0) -> AnswerView:
    """An answer that has just come."""
    asked = request(number, failed)
    return AnswerView(asked, answer(number, failed), past(asked))


def compared_view() -> AnswerView:
    """The answer of today against that of yesterday, with every kind of move and one that failed."""
    asked = request(10, 1)
    order = (2, 0, 1, 3, 4, 6, 5, 7, 8)
    names = dealers(10)
    before = [match(n, names[n], SCORES[place] - 12.0, place + 1) for place, n in enumerate(order)]
    before.append(match(0, ("closedmotors.com", "27601", ""), 733.0, 10))
    yesterday = past(asked, "before", DAY)
    return AnswerView(asked, answer(10, 1), past(asked), yesterday, RankAnswer(tuple(before)))


def repriced_view() -> AnswerView:
    """The same ranks as yesterday, when another price was asked with and every vehicle score was 43 lower."""
    now, told = request(), answer()
    then = RankRequest(now.ranking, (VIN, "8900", "3000"), now.many)
    before = tuple(replace(each, vin_score=2171.0, price="8900") for each in told.ranked)
    return AnswerView(now, told, past(now), past(then, "before", DAY), RankAnswer(before))


def vehicles() -> AnswerView:
    """Vehicles for a dealer."""
    vins = (VIN, "1HGCM82633A004352", "5YJ3E1EA7KF317000", "1FTFW1ET5DFC10312")
    many = tuple((vin, str(20000 + 7777 * n), str(3000 + 21345 * n)) for n, vin in enumerate(vins))
    asked = RankRequest(RANK_VEHICLES, ("mbofaugusta.com", "30907", ""), many)
    ranked = [
        Match(
            vin,
            price,
            miles,
            "mbofaugusta.com",
            "30907",
            "",
            2900.0 - 700 * n,
            2500.0 - 650 * n,
            n + 1,
            "",
            n,
        )
        for n, (vin, price, miles) in enumerate(many[:3])
    ]
    lost = Match(vins[3], place=3, reason="VIN could not be decoded")
    return AnswerView(asked, RankAnswer(tuple(ranked), (lost,)), past(asked))


def long_names() -> AnswerView:
    """Names and figures beyond what anybody expects."""
    asked = request(4, 1)
    told = list(answer(4, 1).ranked)
    told[0] = replace(told[0], source="the-very-long-name-of-a-dealer-group.of.the-upper-midwest.example.com")
    told[1] = replace(told[1], vin_score=12345.5, dealer_ymm_score=3400.0, vin_rank=1234)
    told[2] = replace(told[2], vin_score=None, dealer_ymm_score=12.0, vin_rank=None)
    told[3] = replace(told[3], mc_location_id="1048271")
    reason = (
        "The dealer was not found under this name; it may have moved to another site since the last crawl"
    )
    lost = replace(answer(4, 1).failed[0], reason=reason)
    return AnswerView(asked, RankAnswer(tuple(told), (lost,)), past(asked))


def errors() -> dict[str, DeskError]:
    """One of each kind that a single request can meet."""
    several = RankRefusedError(
        "Some dealers have several locations.",
        "Add a ZIP or a location id to the rows that are marked, then rank again.",
        code="multi_location_sources",
        instance="req-5a11",
    )
    several.multi_location_sources = (Mention("jmlexus.com", source="jmlexus.com"), Mention(DEALERS[7][0]))
    return {
        "several": several,
        "key": KeyRefusedError("The service refused the key.", "Check the key in Settings.", code="401"),
        "not-allowed": NotAllowedError(
            "This key may not use MarketMatch.", "Ask MarketCheck to add it to the account.", code="403"
        ),
        "limit": RateLimitedError(
            "Too many requests in a short time.", "Wait, then try again.", retry_after=12
        ),
        "quota": QuotaExhaustedError("The month's requests are used up.", "More come on 1 Dec.", code="429"),
        "trouble": ServiceTroubleError(
            "The service is in trouble.", "Nothing is wrong with the request.", code="503", instance="req-77"
        ),
        "offline": UnreachableError("The service can't be reached.", "Check the connection, then try again."),
        "lost": AnswerLostError("No answer within 30 s.", "Asking again may count as another request."),
        "refused": RefusedError("The service refused the request.", "price must be a number", code="422"),
    }


def history() -> tuple[PastRequest, ...]:
    """Requests of every kind and state, the newest first."""
    decode = PastRequest(
        "d", "p", DECODE_VIN.id, VIN, 1, "{}", NOW - 1900, RequestState.ANSWERED, seconds=0.2
    )
    wrong = {"state": RequestState.REFUSED, "title": "Some dealers have several locations.", "seconds": None}
    lost = {"state": RequestState.UNANSWERED, "title": "No answer within 30 s."}
    told = (
        past(request(12), "1", 40),
        decode,
        past(vehicles().request, "2", 3 * HOUR),
        past(request(12), "3", 5 * HOUR, **wrong),
        past(request(3), "4", DAY, **lost),
        past(request(100), "5", DAY + 50, state=RequestState.CANCELLED),
        past(request(1), "6", 9 * DAY, state=RequestState.ASKING),
    )
    return (*told, *(past(request(10), f"old-{n}", (10 + n) * DAY) for n in range(12)))


def answer_of(kept: PastRequest) -> RankAnswer | None:
    """What a ranking of the history answered."""
    return (
        answer(min(kept.size, 10), failed=2 if kept.id == "1" else 0) if kept.kind != DECODE_VIN.id else None
    )
