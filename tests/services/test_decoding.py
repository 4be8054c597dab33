"""The single decode over a real socket."""

import json
from typing import Any

import pytest

from mcdesk.model.errors import (
    AnswerLostError,
    DeskError,
    KeyRefusedError,
    NotAllowedError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedError,
    ServiceTroubleError,
    UsageError,
)
from mcdesk.services.decoding import DecodeClient
from tests.sandbox_fixtures import Sandbox
from tests.services.asked import UNDECODABLE, VINS
from tests.services.conftest import KEY, Reach
from tests.services.raw_server import RawServer, answer


@pytest.fixture
def client(sandbox: Sandbox, reach: Reach) -> DecodeClient:
    return DecodeClient(reach(sandbox.url))


async def test_what_a_vin_is(client: DecodeClient) -> None:
    reply = await client.decode(VINS[0])
    assert isinstance(reply.answer, dict)
    assert (reply.answer["make"], reply.answer["year"]) == ("Porsche", 2023)
    assert json.loads(reply.body) == reply.answer


async def test_a_vin_that_can_not_be_decoded_is_an_answer(client: DecodeClient) -> None:
    reply = await client.decode(UNDECODABLE)
    assert reply.answer == {"vin": UNDECODABLE, "observation": "UNDETERMINED TRIM|INVALID VIN"}


@pytest.mark.parametrize(
    ("kind", "parameters", "type_", "says"),
    [
        ("refused", {"status": 400}, RefusedError, "decode again. The service says: The request can't be"),
        ("refused", {"status": 422, "list": "failed_vins"}, RefusedError, "VIN decoding failed"),
        ("unauthorized", {}, KeyRefusedError, "Check the key"),
        ("access_denied", {}, NotAllowedError, "may not use NeoVIN"),
        ("rate_limited", {"retry_after": None}, RateLimitedError, "Try again"),
        ("quota_exhausted", {}, QuotaExhaustedError, "used up"),
        ("unavailable", {"status": 500}, ServiceTroubleError, "Nothing was decoded."),
        ("unavailable", {"status": 502}, ServiceTroubleError, "HTTP 502"),
        ("unavailable", {"status": 503}, ServiceTroubleError, "HTTP 503"),
        ("drop_answer", {}, AnswerLostError, "both may count"),
        ("garbled_answer", {}, ServiceTroubleError, "can't be understood"),
    ],
)
async def test_every_trouble_has_its_words(
    client: DecodeClient,
    sandbox: Sandbox,
    kind: str,
    parameters: dict[str, Any],
    type_: type[DeskError],
    says: str,
) -> None:
    sandbox.fault(KEY, kind, on="decode", **parameters)
    with pytest.raises(DeskError) as caught:
        await client.decode(VINS[0])
    assert type(caught.value) is type_
    assert says in str(caught.value)
    assert "by itself" not in str(caught.value)
    assert (await client.decode(VINS[0])).answer


async def test_it_does_not_wait_for_ever(sandbox: Sandbox, reach: Reach) -> None:
    sandbox.fault(KEY, "slow", seconds=60)
    with pytest.raises(AnswerLostError, match=r"No answer within 0\.2 s"):
        await DecodeClient(reach(sandbox.url), seconds=0.2).decode(VINS[0])


@pytest.mark.parametrize("vin", ["", "..", "a/b", "WP1BE2AY5 PDA28064", "WP1?x=1", "Ä" * 17])
async def test_what_would_lead_elsewhere_is_not_sent(reach: Reach, vin: str) -> None:
    with RawServer(answer(b"{}")) as server:
        with pytest.raises(UsageError):
            await DecodeClient(reach(server.url)).decode(vin)
        assert server.requests == []


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"3", b'"x"', b"true", b"[" * 100_000, b"\xff\xfe{"])
async def test_what_is_no_answer(reach: Reach, body: bytes) -> None:
    with RawServer(answer(body)) as server, pytest.raises(ServiceTroubleError):
        await DecodeClient(reach(server.url)).decode(VINS[0])


@pytest.mark.parametrize("body", [b"{}", b"[]", b'[{"vin": "x"}]', b'\xef\xbb\xbf{"a": {"b": [1, null]}}'])
async def test_any_object_or_list_is_one(reach: Reach, body: bytes) -> None:
    with RawServer(answer(body, x_request_id="req-9")) as server:
        reply = await DecodeClient(reach(server.url)).decode(VINS[0])
    assert server.requests[0].startswith(f"GET /v2/decode/car/neovin/{VINS[0]}/specs?api_key=".encode())
    assert reply.answer == json.loads(body)
    assert reply.request_id == "req-9"
