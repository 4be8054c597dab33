"""What a "no" of the service means: every documented code, all shapes of body, and whatever else may come."""

import json

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mcdesk.model.errors import (
    DeskError,
    KeyRefusedError,
    LaneBusyError,
    NoDownloadsLeftError,
    NotAllowedError,
    NotCompletedError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedError,
    ServiceTroubleError,
    UnknownJobError,
)
from mcdesk.services.refusals import refusal_from

NOW = "Tue, 22 Jul 2025 14:30:00 GMT"


def refusal(status: int, body: object, **headers: str) -> DeskError:
    told = httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return refusal_from(status, told, body if isinstance(body, bytes) else json.dumps(body).encode())


def problem(status: int, code: str, detail: str = "In its own words") -> dict[str, object]:
    return {
        "type": "about:blank",
        "title": "A title",
        "status": status,
        "detail": detail,
        "code": code,
        "instance": "req-a1b2c3d4",
    }


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "missing_file", RefusedError),
        (400, "invalid_file_format", RefusedError),
        (400, "invalid_webhook_url", RefusedError),
        (400, "invalid_parameter", RefusedError),
        (409, "active_job_exists", LaneBusyError),
        (413, "file_too_large", RefusedError),
        (404, "job_not_found", UnknownJobError),
        (403, "download_limit_exceeded", NoDownloadsLeftError),
        (409, "job_not_completed", NotCompletedError),
    ],
)
def test_every_documented_code_has_its_own_words(status: int, code: str, kind: type[DeskError]) -> None:
    error = refusal(status, problem(status, code))
    assert type(error) is kind
    assert error.advice
    assert "HTTP" not in error.title
    assert "In its own words" in error.advice
    assert (error.code, error.instance) == (code, "req-a1b2c3d4")


@pytest.mark.parametrize("status", [409, 418, 500])
def test_the_code_decides_not_the_status(status: int) -> None:
    assert type(refusal(status, problem(status, "active_job_exists"))) is LaneBusyError


def test_a_conflict_nobody_documented_is_no_busy_lane() -> None:
    error = refusal(409, problem(409, "something_new"))
    assert type(error) is RefusedError
    assert not error.can_retry
    assert error.code == "something_new"


@pytest.mark.parametrize(
    "body",
    [
        problem(403, "forbidden"),
        {"code": 403, "message": "Access denied to MarketMatch API"},
        {"message": "You cannot consume this service"},
        b"<html>Forbidden</html>",
        b"",
    ],
)
def test_a_forbidden_call_is_about_the_key_unless_the_code_says_slots(body: object) -> None:
    error = refusal(403, body)
    assert type(error) is NotAllowedError
    assert "enable" in error.advice


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"message": "Invalid authentication credentials"}, "Invalid authentication credentials"),
        ({"code": 401, "message": "Unauthorized"}, "Unauthorized"),
        (problem(401, "unauthorized", "No such key"), "No such key"),
        (b"\xff\xfe nonsense", ""),
    ],
)
def test_an_unknown_key_is_told_in_all_body_shapes(body: object, says: str) -> None:
    error = refusal(401, body)
    assert type(error) is KeyRefusedError
    assert says in error.advice
    assert not error.can_retry


def test_an_integer_code_is_no_slug() -> None:
    assert refusal(422, {"code": 422, "message": "Dealer not found"}).code == "422"


def test_too_fast_and_used_up_are_told_apart() -> None:
    fast = refusal(429, {"message": "API rate limit exceeded"}, retry_after="7")
    spent = refusal(429, {"message": "Monthly API quota exhausted"}, retry_after="86500")
    assert type(fast) is RateLimitedError
    assert type(spent) is QuotaExhaustedError
    assert (fast.can_retry, spent.can_retry) == (True, False)
    assert (fast.retry_after, spent.retry_after) == (7, 86_500)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_service_in_trouble_may_be_asked_again(status: int) -> None:
    error = refusal(status, b"<html>Bad Gateway</html>", x_request_id="req-9")
    assert type(error) is ServiceTroubleError
    assert error.can_retry
    assert str(status) in error.title
    assert error.instance == "req-9"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry_after": "12"}, 12),
        ({"retry_after": " 0 "}, 0),
        ({"retry_after": "-5"}, None),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "Tue, 22 Jul 2025 14:31:00 GMT", "date": NOW}, 60),
        ({"retry_after": "Tue, 22 Jul 2025 14:29:00 GMT", "date": NOW}, 0),
        ({"retry_after": "Tue, 22 Jul 2025 14:31:00 GMT"}, None),
        ({"ratelimit_reset_time": "2025-07-22T14:30:16Z", "date": NOW}, 16),
        ({"ratelimit_reset_time": "2025-07-22 14:30:16 UTC", "date": NOW}, 16),
        ({"ratelimit_reset_time": "2025-07-22T16:30:16+02:00", "date": NOW}, 16),
        ({"ratelimit_reset_time": "2025-07-22T14:30:16Z"}, None),
        ({"ratelimit_reset_time": "nonsense", "date": NOW}, None),
        ({"retry_after": "3", "ratelimit_reset_time": "2025-07-22T14:30:16Z", "date": NOW}, 3),
        ({"retry_after": "9" * 400}, 366 * 86_400),
        ({"ratelimit_reset_time": "9999-07-22T14:30:16Z", "date": NOW}, 366 * 86_400),
    ],
)
def test_how_long_to_wait_is_read_from_either_header(headers: dict[str, str], seconds: float | None) -> None:
    assert refusal(429, {"message": "API rate limit exceeded"}, **headers).retry_after == seconds


_HEADER_NAMES = st.sampled_from(["retry-after", "date", "ratelimit-reset-time", "x-request-id"])
_DATES = st.builds("Mon, {} Jan {} {}:00:00 {}".format, *[st.integers(-5, 10**21)] * 3, st.text(max_size=4))
_HEADERS = st.dictionaries(_HEADER_NAMES, st.text(max_size=30) | _DATES | st.datetimes().map(str))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
_FIELDS = st.dictionaries(
    st.sampled_from(["code", "message", "detail", "title", "instance", "status"]),
    _JSON | st.sampled_from(["active_job_exists", "job_not_found", "Monthly API quota exhausted"]),
)


@given(
    status=st.integers(300, 999),
    headers=_HEADERS,
    body=st.binary(max_size=200) | (_FIELDS | _JSON).map(lambda value: json.dumps(value).encode()),
)
@example(status=429, headers={"date": "Mon, 1 Jan 99999999999999999999 10:00:00 GMT"}, body=b"")
@example(status=400, headers={}, body=b"[" * 100_000)
@example(status=400, headers={}, body=b"9" * 10_000)
def test_whatever_comes_is_an_error_with_words(status: int, headers: dict[str, str], body: bytes) -> None:
    told = httpx.Headers([(name.encode(), value.encode()) for name, value in headers.items()])
    error = refusal_from(status, told, body)
    assert isinstance(error, DeskError)
    assert error.title
    assert error.advice
    assert error.code
    assert error.retry_after is None or 0 <= error.retry_after <= 366 * 86_400
