"""The rankings over a real socket: the answer, every way it fails, and what the user is told then."""

import asyncio
import json
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

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
    UsageError,
)
from mcdesk.model.lookups import RankRequest
from mcdesk.model.rankings import Mention
from mcdesk.services.rankings import RankClient
from tests.sandbox_fixtures import Sandbox
from tests.services.asked import DEALER, SEVERAL, UNDECODABLE, UNKNOWN, VEHICLE, VINS, by_dealers, by_vehicles
from tests.services.conftest import KEY, Reach
from tests.services.raw_server import RawServer, answer, nobody_there

BOTH = pytest.mark.parametrize("request_", [by_dealers(), by_vehicles()], ids=["dealers", "vehicles"])
NOW = 1_753_194_600.0  # 2025-07-22T14:30:00Z


@pytest.fixture
def client(sandbox: Sandbox, reach: Reach) -> RankClient:
    return RankClient(reach(sandbox.url))


async def refused(client: RankClient, request: RankRequest) -> DeskError:
    with pytest.raises(DeskError) as caught:
        await client.rank(request)
    assert caught.value.title
    assert caught.value.advice
    assert "by itself" not in str(caught.value)
    assert KEY not in "".join(traceback.format_exception(caught.value))
    return caught.value


async def test_dealers_are_ranked_for_a_vehicle(client: RankClient) -> None:
    dealers = [DEALER, UNKNOWN, ("carvana.com", "08701", ""), ("Carmax.com", "", "1040022")]
    reply = await client.rank(by_dealers(*dealers))
    ranked, failed = reply.answer.ranked, reply.answer.failed
    assert [match.vin_rank for match in ranked] == [1, 2, 3]
    assert {match.place: match.zip for match in ranked} == {0: "30907", 2: "08701", 3: "02062"}
    assert all(match.vin == VINS[0] and 400 <= (match.vin_score or 0) <= 3000 for match in ranked)
    assert [(match.source, match.place, match.vin_score) for match in failed] == [("gone.example", 1, None)]
    assert json.loads(reply.body).keys() == {"ranked_matches", "failed_items"}


async def test_vehicles_are_ranked_for_a_dealer(client: RankClient) -> None:
    vehicles = [(vin, "25000", "0") for vin in VINS]
    reply = await client.rank(by_vehicles(*vehicles, (UNDECODABLE, "1", "1")))
    assert {match.place: match.vin for match in reply.answer.ranked} == dict(enumerate(VINS))
    assert [(match.vin, match.place) for match in reply.answer.failed] == [(UNDECODABLE, 4)]


async def test_the_longest_list(client: RankClient) -> None:
    request = by_dealers(*((f"dealer{number}.com", "", "") for number in range(100)))
    reply = await client.rank(request)
    assert sorted(match.place for match in reply.answer.ranked if match.place is not None) == [*range(100)]


@pytest.mark.parametrize(
    ("request_", "name", "text", "title"),
    [
        (by_dealers(UNKNOWN), "missing_dealers", "gone.example", "The service does not know gone.example."),
        (by_vehicles(dealer=UNKNOWN), "missing_dealers", "gone.example", "does not know gone.example."),
        (by_dealers(DEALER, SEVERAL), "multi_location_sources", "carvana.com", "has several locations."),
        (by_vehicles(dealer=SEVERAL), "multi_location_sources", "carvana.com", "has several locations."),
        (by_dealers(vehicle=(UNDECODABLE, "1", "1")), "failed_vins", UNDECODABLE, "could not decode"),
        (by_vehicles((UNDECODABLE, "1", "1")), "failed_vins", UNDECODABLE, "could not decode"),
    ],
)
@pytest.mark.parametrize("as_objects", [False, True])
async def test_named_entries_are_told(
    client: RankClient,
    sandbox: Sandbox,
    request_: RankRequest,
    name: str,
    text: str,
    title: str,
    as_objects: bool,
) -> None:
    if as_objects:
        sandbox.fault(KEY, "lists_as_objects")
    error = await refused(client, request_)
    assert type(error) is RankRefusedError
    assert title in error.title
    assert error.code == "422"
    (mention,) = getattr(error, name)
    assert isinstance(mention, Mention)
    assert mention.text == text == (mention.vin or mention.source)
    assert bool(mention.reason) is as_objects
    others = {"missing_dealers", "multi_location_sources", "failed_vins"} - {name}
    assert [getattr(error, other) for other in others] == [(), ()]


@BOTH
@pytest.mark.parametrize(
    ("kind", "parameters", "type_", "says"),
    [
        ("refused", {"status": 400}, RefusedError, "The request can't be processed"),
        ("refused", {"status": 422}, RefusedError, "The request can't be processed"),
        ("refused", {"status": 400, "list": "failed_vins"}, RankRefusedError, "rank again"),
        ("unauthorized", {}, KeyRefusedError, "Check the key"),
        ("access_denied", {}, NotAllowedError, "may not use MarketMatch"),
        ("rate_limited", {"retry_after": 40}, RateLimitedError, "Try again in 40 s."),
        ("rate_limited", {"retry_after": 0}, RateLimitedError, "Try again now."),
        ("quota_exhausted", {}, QuotaExhaustedError, "They are counted anew from"),
        ("unavailable", {"status": 500}, ServiceTroubleError, "HTTP 500"),
        ("unavailable", {"status": 502}, ServiceTroubleError, "Nothing was ranked. Try again in a minute."),
        ("unavailable", {"status": 503, "retry_after": 90}, ServiceTroubleError, "Try again in 2 min."),
        ("drop_answer", {}, AnswerLostError, "both may count"),
        ("garbled_answer", {}, ServiceTroubleError, "can't be understood"),
    ],
)
async def test_every_documented_trouble_has_its_words(
    client: RankClient,
    sandbox: Sandbox,
    request_: RankRequest,
    kind: str,
    parameters: dict[str, Any],
    type_: type[DeskError],
    says: str,
) -> None:
    sandbox.fault(KEY, kind, on="rank", **parameters)
    error = await refused(client, request_)
    assert type(error) is type_
    assert says in str(error)
    assert (await client.rank(request_)).answer.ranked  # nothing was repeated, and nothing stays broken


@BOTH
async def test_a_loose_answer_is_read(client: RankClient, sandbox: Sandbox, request_: RankRequest) -> None:
    usual = (await client.rank(request_)).answer
    sandbox.fault(KEY, "loose_answer")
    loose = (await client.rank(request_)).answer
    figures = [(each.vin_rank, each.vin_score, each.dealer_ymm_score, each.place) for each in usual.ranked]
    told = [(each.vin_rank, each.vin_score, each.dealer_ymm_score, each.place) for each in loose.ranked]
    assert told == figures


async def test_an_answer_that_takes_too_long(sandbox: Sandbox, reach: Reach) -> None:
    sandbox.fault(KEY, "slow", seconds=60)
    error = await refused(RankClient(reach(sandbox.url), seconds=0.2), by_dealers())
    assert type(error) is AnswerLostError
    assert error.title == "No answer within 0.2 s."
    assert "both may count" in error.advice


async def test_nobody_listens(reach: Reach) -> None:
    with nobody_there() as url:
        error = await refused(RankClient(reach(url)), by_dealers())
    assert type(error) is UnreachableError
    assert error.advice == "Nothing was sent. Check the network, then try again."


async def test_a_used_up_quota_says_until_when(reach: Reach) -> None:
    spent = answer(
        b'{"message":"Monthly API quota exhausted"}',
        "429 Too Many Requests",
        quota_reset_time="2025-07-22T16:30:00Z",
        retry_after="999999",
    )
    with RawServer(spent) as server:
        client = RankClient(reach(server.url), clock=lambda: NOW)
        error = await refused(client, by_dealers())
    assert type(error) is QuotaExhaustedError
    assert error.retry_after == 7200


async def test_what_goes_out(reach: Reach) -> None:
    told = answer(b'\xef\xbb\xbf{"ranked_matches": [], "key": "%s"}' % KEY.encode(), x_request_id="req-7")
    with RawServer(told) as server:
        reply = await RankClient(reach(server.url)).rank(by_dealers(DEALER, SEVERAL))
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(f"POST /v2/marketmatch/dealers/rank?api_key={KEY} HTTP/1.1".encode())
    assert b"content-type: application/json" in head.lower()
    assert json.loads(body) == {
        "vin": {"vin": VINS[0], "price": 20000, "miles": 3000},
        "dealers": [{"source": "mbofaugusta.com", "zip": "30907"}, {"source": "carvana.com"}],
    }
    assert (reply.request_id, reply.body) == ("req-7", '{"ranked_matches": [], "key": "…"}')


async def test_what_can_not_be_sent_is_not_sent(reach: Reach) -> None:
    with RawServer(answer(b"{}")) as server:
        with pytest.raises(UsageError):
            await RankClient(reach(server.url)).rank(by_dealers(vehicle=(VINS[0], "cheap", "1")))
        assert server.requests == []


class Silent:
    """A server that reads requests, never answers, and notices who hangs up."""

    def __init__(self) -> None:
        self.url = ""
        self.asked, self.left = asyncio.Event(), asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.asked.set()
        while await reader.read(4096):
            pass
        self.left.set()
        writer.close()


@asynccontextmanager
async def silent() -> AsyncIterator[Silent]:
    told = Silent()
    server = await asyncio.start_server(told.serve, "127.0.0.1", 0)
    told.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield told


async def test_cancelling_closes_the_request_at_once(reach: Reach) -> None:
    async with silent() as server:
        asking = asyncio.create_task(RankClient(reach(server.url)).rank(by_vehicles(VEHICLE)))
        await asyncio.wait_for(server.asked.wait(), 5)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.wait_for(server.left.wait(), 5)


async def test_a_time_out_closes_the_request_too(reach: Reach) -> None:
    async with silent() as server:
        with pytest.raises(AnswerLostError):
            await RankClient(reach(server.url), seconds=0.2).rank(by_vehicles(VEHICLE))
        await asyncio.wait_for(server.left.wait(), 5)


async def test_a_closed_account_asks_nothing_more(sandbox: Sandbox, reach: Reach) -> None:
    http = reach(sandbox.url)
    client = RankClient(http)
    await http.aclose()
    with pytest.raises(UnreachableError) as told:
        await client.rank(by_dealers(DEALER))
    assert (told.value.title, told.value.advice) == (
        "The account was closed.",
        "Nothing was sent. Open it, then ask again.",
    )
