"""The words for a single request that failed: every list in every shape, every status, whatever comes."""

import json

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mcdesk.model import words
from mcdesk.model.errors import (
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
from mcdesk.services.lookup_refusals import MARKETMATCH, NEOVIN, Product, lookup_refusal_from
from tests.services.asked import VINS

NOW = 1_753_194_600.0  # 2025-07-22T14:30:00Z
LISTS = ("failed_vins", "missing_dealers", "multi_location_sources")


def refusal(
    status: int, body: object, headers: dict[str, str] | None = None, product: Product = MARKETMATCH
) -> DeskError:
    told = httpx.Headers({name.replace("_", "-"): value for name, value in (headers or {}).items()})
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lookup_refusal_from(product, status, told, raw, NOW)


def named(status: int = 422, **lists: object) -> RankRefusedError:
    error = refusal(status, {"code": status, "message": "No", **lists})
    assert isinstance(error, RankRefusedError)
    return error


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize(
    ("came", "mentions"),
    [
        (["a.com"], [Mention("a.com", source="a.com")]),
        ("a.com", [Mention("a.com", source="a.com")]),
        ("a.com, b.com", [Mention("a.com", source="a.com"), Mention("b.com", source="b.com")]),
        (["a.com", "a.com", " ", None, True, []], [Mention("a.com", source="a.com")]),
        ([1034414], [Mention("1034414")]),
        ({"source": "a.com", "zip": "02139"}, [Mention("a.com", source="a.com", zip="02139")]),
        ([{"dealer": "a.com"}], [Mention("a.com", source="a.com")]),
        ([{"domain": "a.com", "message": "Where?"}], [Mention("a.com", source="a.com", reason="Where?")]),
        ([{"name": "a.com", "mc_location_id": 7}], [Mention("a.com", source="a.com", mc_location_id="7")]),
        ([{"dealer": {"source": "a.com", "zip": "1"}}], [Mention("a.com", source="a.com", zip="1")]),
        ([{"vin": {"vin": "X"}, "source": "a.com"}], [Mention("a.com", "X", "a.com")]),
        ([{"mc_location_id": "7"}], [Mention("7", mc_location_id="7")]),
        ([{"reason": "Not found"}], [Mention("Not found", reason="Not found")]),
        ({"a.com": "Gone"}, [Mention("a.com", source="a.com", reason="Gone")]),
        ({"a.com": {"zip": "1"}}, [Mention("a.com", source="a.com", zip="1")]),
        ({"a.com": ["95765", "85281"]}, [Mention("a.com", source="a.com")]),
    ],
)
@pytest.mark.parametrize("name", ["missing_dealers", "multi_location_sources"])
def test_lists_of_dealers_in_every_shape(
    name: str, came: object, mentions: list[Mention], status: int
) -> None:
    error = named(status, **{name: came})
    assert list(getattr(error, name)) == mentions
    assert (error.code, error.can_retry) == (str(status), False)
    assert all(mention.text in str(error) for mention in mentions)


@pytest.mark.parametrize(
    ("came", "mentions"),
    [
        ([VINS[0], VINS[1]], [Mention(VINS[0], VINS[0]), Mention(VINS[1], VINS[1])]),
        (VINS[0], [Mention(VINS[0], VINS[0])]),
        ([{"vin": VINS[0], "error": "Bad"}], [Mention(VINS[0], VINS[0], reason="Bad")]),
        ({"vin": VINS[0]}, [Mention(VINS[0], VINS[0])]),
        ([12345], [Mention("12345", "12345")]),
        ({VINS[0]: "Bad"}, [Mention(VINS[0], VINS[0], reason="Bad")]),
    ],
)
def test_lists_of_vins_in_every_shape(came: object, mentions: list[Mention]) -> None:
    assert list(named(failed_vins=came).failed_vins) == mentions


@pytest.mark.parametrize("came", [[], "", None, {}, [None], [{}], [[]], False, [{"x": 1}]])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_names_nothing_is_none(name: str, came: object) -> None:
    error = refusal(422, {"code": 422, "message": "Dealer not found", name: came})
    assert type(error) is RefusedError
    assert error.advice == (
        "Nothing was ranked. Check what you entered, then rank again. The service says: Dealer not found"
    )


def test_one_entry_is_named_in_the_title() -> None:
    error = named(multi_location_sources=["carvana.com"])
    assert error.title == "carvana.com has several locations."
    assert error.advice == (
        "Add a ZIP or location id that tells which one is meant. Then rank again. The service says: No"
    )
    assert named(missing_dealers=["a.com"]).title == "The service does not know a.com."
    assert named(failed_vins=["X"]).title == "The service could not decode the VIN X."


def test_several_are_counted_and_the_first_named() -> None:
    two = named(multi_location_sources=["a.com", "b.com"])
    assert two.title == "2 dealers have several locations."
    assert "to each: a.com and b.com." in two.advice
    many = named(missing_dealers=[f"dealer{number}.com" for number in range(1_203)])
    assert many.title == "The service does not know 1,203 of the dealers."
    assert "dealer0.com, dealer1.com, dealer2.com and 1,200 more." in many.advice
    assert len(many.missing_dealers) == 1_203
    assert "A, B and C." in named(failed_vins=["A", "B", "C"]).advice


def test_several_lists_are_told_together() -> None:
    error = named(multi_location_sources=["a.com"], missing_dealers=["b.com", "c.com"])
    assert error.title == "The service can't rank 3 of the entries."
    assert "a.com has several locations. Add a ZIP" in error.advice
    assert "does not know 2 of the dealers. Check" in error.advice


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_other_trouble_comes_before_the_lists(status: int) -> None:
    assert not isinstance(refusal(status, {"missing_dealers": ["a.com"]}), RankRefusedError)


def test_a_decode_names_no_entries() -> None:
    error = refusal(422, {"message": "No", "failed_vins": ["X"]}, product=NEOVIN)
    assert type(error) is RefusedError
    assert "decode again. The service says: No" in error.advice


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"message": "Invalid authentication credentials"}, KeyRefusedError),
        (401, b"<html>", KeyRefusedError),
        (403, {"code": 403, "message": "Access denied to MarketMatch API"}, NotAllowedError),
        (403, b"", NotAllowedError),
        (404, {"message": "no Route matched with those values"}, RefusedError),
        (302, b"<a href='/login'>", RefusedError),
        (408, b"", ServiceTroubleError),
        (425, b"", ServiceTroubleError),
        (429, {"message": "API rate limit exceeded"}, RateLimitedError),
        (429, {"code": 429, "message": "Too Many Requests"}, RateLimitedError),
        (429, b"", RateLimitedError),
        (429, {"message": "Monthly API quota exhausted"}, QuotaExhaustedError),
        (500, b"<html>Bad</html>", ServiceTroubleError),
        (502, {"code": 502, "message": "x"}, ServiceTroubleError),
        (503, b"", ServiceTroubleError),
    ],
)
def test_every_status_in_every_body_shape(status: int, body: object, kind: type[DeskError]) -> None:
    error = refusal(status, body, {"x_request_id": "req-3"})
    assert type(error) is kind
    assert error.advice
    assert (error.code, error.instance) == (str(status), "req-3")
    if isinstance(body, dict) and kind in (KeyRefusedError, NotAllowedError, RefusedError):
        assert body["message"] in error.advice


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (None, "Wait a few seconds, then try again."),
        ("0", "Try again now."),
        ("1", "Try again in 1 s."),
        ("40", "Try again in 40 s."),
        ("60", "Try again in 1 min."),
        ("61", "Try again in 2 min."),
        ("7200", "Try again in 2 h."),
    ],
)
def test_how_long_to_wait(seconds: str | None, says: str) -> None:
    headers = {} if seconds is None else {"retry_after": seconds}
    assert (
        refusal(429, {"message": "API rate limit exceeded"}, headers).advice == f"Nothing was ranked. {says}"
    )


@pytest.mark.parametrize(
    ("headers", "ends"),
    [
        ({"quota_reset_time": "2025-08-01T00:00:00Z"}, 1_754_006_400.0),
        ({"quota_reset_time": "2025-08-01 00:00:00 UTC", "retry_after": "5"}, 1_754_006_400.0),
        ({"retry_after": "86500"}, NOW + 86_500),
        ({"quota_reset_time": "2025-07-01T00:00:00Z", "retry_after": "60"}, NOW + 60),
        ({"quota_reset_time": "9999-01-01T00:00:00Z", "retry_after": "60"}, NOW + 60),
        ({"quota_reset_time": "soon"}, None),
        ({}, None),
    ],
)
def test_until_when_a_quota_is_used_up(headers: dict[str, str], ends: float | None) -> None:
    error = refusal(429, {"message": "Monthly API quota exhausted"}, headers)
    assert type(error) is QuotaExhaustedError
    assert not error.can_retry
    assert error.retry_after == (None if ends is None else ends - NOW)
    told = "with the next calendar month" if ends is None else f"from {words.due(ends, NOW)}"
    assert f"They are counted anew {told}." in error.advice


def test_a_long_speech_is_cut() -> None:
    assert len(refusal(400, {"message": "x " * 5_000}).advice) < 400


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
_ENTRY = st.dictionaries(
    st.sampled_from(["source", "dealer", "vin", "name", "zip", "reason", "message", "x"]), _JSON
)
_FIELDS = st.dictionaries(
    st.sampled_from([*LISTS, "code", "message", "detail", "instance"]),
    _JSON | _ENTRY | st.lists(_ENTRY | st.text() | st.integers()) | st.just("Monthly API quota exhausted"),
)
_HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "date", "quota-reset-time", "ratelimit-reset-time", "x-request-id"]),
    st.text(max_size=30) | st.datetimes().map(str) | st.integers(0, 10**12).map(str),
)


@given(
    product=st.sampled_from([MARKETMATCH, NEOVIN]),
    status=st.integers(300, 599),
    headers=_HEADERS,
    body=st.binary(max_size=200) | (_FIELDS | _JSON).map(lambda value: json.dumps(value).encode()),
)
@example(
    product=MARKETMATCH, status=422, headers={}, body=b'{"missing_dealers":' + b"[" * 400 + b"]" * 400 + b"}"
)
@example(product=MARKETMATCH, status=422, headers={}, body=b"[" * 100_000)
@example(product=MARKETMATCH, status=429, headers={"quota-reset-time": "0001-01-01T00:00:00+14:00"}, body=b"")
def test_whatever_comes_is_an_error_with_words(
    product: Product, status: int, headers: dict[str, str], body: bytes
) -> None:
    told = httpx.Headers([(name.encode(), value.encode()) for name, value in headers.items()])
    error = lookup_refusal_from(product, status, told, body, NOW)
    assert error.title
    assert error.advice
    assert error.code
    assert f"{error}{error.code}{error.instance}".encode()
    assert error.retry_after is None or 0 <= error.retry_after <= 366 * 86_400
    if isinstance(error, RankRefusedError):
        assert any(getattr(error, name) for name in LISTS)
        assert all(mention.text for name in LISTS for mention in getattr(error, name))
