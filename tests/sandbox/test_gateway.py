import re

import pytest

from mcdesk.sandbox.app import create_app
from tests.sandbox.bench import DECODE, RANK

ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
LIMITS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset-Time",
          "Quota-Limit", "Quota-Remaining", "Quota-Reset-Time")  # fmt: skip


@pytest.mark.parametrize("key", [None, "", "live-key", "Sandbox-x"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", RANK), ("POST", DECODE), ("POST", "/v2/marketmatch/vins/rank"), ("GET", "/nowhere"),
        ("GET", "/sandbox/faults"),
    ],
)  # fmt: skip
async def test_other_keys_are_unauthorized(bench, key, method, path):
    async with bench.client(key) as http:
        answer = await http.request(method, path)
    assert answer.status_code == 401
    assert answer.json().keys() == {"message"}


@pytest.mark.parametrize("path", [RANK, f"{RANK}/x", "/nowhere", "/sandbox/faults"])
async def test_limits_are_told_with_all_answers(bench, path):
    answer = await bench.http.get(path)
    assert all(name in answer.headers for name in LIMITS)
    assert re.fullmatch(ISO, answer.headers["RateLimit-Reset-Time"])
    assert re.fullmatch(r"\d{4}-\d\d-01T00:00:00Z", answer.headers["Quota-Reset-Time"])


async def test_limits_are_told_to_strangers_too(bench):
    async with bench.client("wrong") as http:
        assert "RateLimit-Limit" in (await http.get(RANK)).headers


async def test_remaining_calls_count_down_and_come_back(bench):
    bench.clock.now = 1_767_225_599.0  # the last second of a year
    first = (await bench.http.get(RANK)).headers
    second = (await bench.http.get(RANK)).headers
    assert int(first["RateLimit-Remaining"]) - int(second["RateLimit-Remaining"]) == 1
    assert int(first["Quota-Remaining"]) - int(second["Quota-Remaining"]) == 1
    assert first["Quota-Reset-Time"] == "2026-01-01T00:00:00Z"
    assert first["RateLimit-Reset-Time"] == "2026-01-01T00:00:00Z"
    bench.clock.now += 1
    third = (await bench.http.get(RANK)).headers
    assert third["RateLimit-Remaining"] == first["RateLimit-Remaining"]
    assert third["Quota-Remaining"] == first["Quota-Remaining"]
    assert third["Quota-Reset-Time"] == "2026-02-01T00:00:00Z"


async def test_too_many_calls_in_a_second(bench, monkeypatch):
    monkeypatch.setattr("mcdesk.sandbox.gateway.CALLS_PER_SECOND", 2)
    answers = [await bench.http.get(RANK) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json() == {"message": "API rate limit exceeded"}
    assert answers[2].headers["Retry-After"] == "1"
    assert answers[2].headers["RateLimit-Remaining"] == "0"
    bench.clock.now += 1
    assert (await bench.http.get(RANK)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/v2/batch/neovin/decode", f"{RANK}/a/b", "/v2/batch/other/jobs"])
async def test_unknown_paths(bench, path):
    answer = await bench.http.get(path)
    assert answer.status_code == 404
    assert answer.json().keys() == {"message"}


async def test_no_key_is_kept_in_clear(bench, tmp_path):
    async with bench.client("sandbox-very-secret") as http:
        await bench.submit(RANK, http=http)
    bench.close()
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert not any(b"very-secret" in path.read_bytes() for path in kept)
    bench.restart()


def test_speed_must_be_above_zero(tmp_path):
    with pytest.raises(ValueError, match="speed"):
        create_app(tmp_path, speed=0)
