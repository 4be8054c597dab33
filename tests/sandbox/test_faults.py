import hashlib

import pytest

from mcdesk.sandbox.dropping import ConnectionDroppedError
from mcdesk.sandbox.faults import PARAMETERS
from tests.sandbox.bench import DECODE, RANK, problem

FAULTS = "/sandbox/faults"


async def ordered(bench):
    return (await bench.http.get(FAULTS)).json()["faults"]


@pytest.mark.parametrize("kind", PARAMETERS)
async def test_each_kind_has_defaults(bench, kind):
    told = await bench.order(kind)
    assert told == {"kind": kind, "count": 1, "on": "any"} | PARAMETERS[kind]
    assert await ordered(bench) == [told]


@pytest.mark.parametrize(
    "order",
    [
        [], "x", None, {}, {"kind": "x"}, {"kind": "slow", "count": 0}, {"kind": "slow", "count": True},
        {"kind": "slow", "on": "x"}, {"kind": "slow", "seconds": -1}, {"kind": "slow", "seconds": "1"},
        {"kind": "slow", "retry_after": 1}, {"kind": "rate_limited", "retry_after": 1.5},
        {"kind": "unavailable", "status": 404}, {"kind": "unavailable", "status": 600},
        {"kind": "fail_job", "at": 100}, {"kind": "fail_job", "error_code": ""},
        {"kind": "drop_download", "share": 2},
    ],
)  # fmt: skip
async def test_orders_that_make_no_sense(bench, order):
    answer = await bench.http.post(FAULTS, json=order)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert await ordered(bench) == []


async def test_an_order_that_is_no_json(bench):
    assert (await bench.http.post(FAULTS, content=b"{")).status_code == 400


async def test_orders_belong_to_an_account_and_can_be_cleared(bench):
    await bench.order("unauthorized", count=5)
    async with bench.client("sandbox-two") as other:
        assert (await other.get(FAULTS)).json() == {"faults": []}
        assert (await other.get(RANK)).status_code == 200
    assert (await bench.http.get(RANK)).status_code == 401
    assert (await ordered(bench))[0]["count"] == 4
    assert (await bench.http.delete(FAULTS)).json() == {"faults": []}
    assert (await bench.http.get(RANK)).status_code == 200


async def test_a_fault_can_be_bound_to_a_call(bench):
    await bench.order("unavailable", on="download")
    await bench.order("unavailable", on="rank")
    job_id = await bench.job()
    await bench.ended(job_id)
    assert (await bench.http.get(RANK)).status_code == 200
    assert (await bench.download(job_id)).status_code == 503
    assert (await bench.download(job_id)).headers["X-Download-Count"] == "1"
    assert (await bench.http.post("/v2/marketmatch/vins/rank", json={})).status_code == 503
    assert (await bench.http.post("/v2/marketmatch/vins/rank", json={})).status_code == 400


@pytest.mark.parametrize(
    ("kind", "parameters", "status", "message", "retry_after"),
    [
        ("unauthorized", {}, 401, "Invalid authentication credentials", None),
        ("access_denied", {}, 403, "You cannot consume this service", None),
        ("rate_limited", {}, 429, "API rate limit exceeded", "1"),
        ("rate_limited", {"retry_after": 30}, 429, "API rate limit exceeded", "30"),
        ("rate_limited", {"retry_after": None}, 429, "API rate limit exceeded", None),
        ("quota_exhausted", {}, 429, "Monthly API quota exhausted", "86500"),
        ("unavailable", {}, 503, "The service is unavailable", None),
        ("unavailable", {"status": 502, "retry_after": 5}, 502, "The service is unavailable", "5"),
    ],
)
@pytest.mark.parametrize("call", [("GET", RANK), ("POST", DECODE)])
async def test_faults_of_the_gateway(bench, call, kind, parameters, status, message, retry_after):
    await bench.order(kind, count=2, **parameters)
    for _ in range(2):
        answer = await bench.http.request(*call)
        assert (answer.status_code, answer.json()) == (status, {"message": message})
        assert answer.headers.get("Retry-After") == retry_after
    assert (await bench.http.get(RANK)).status_code == 200


async def test_a_refused_submission_makes_no_job(bench):
    await bench.order("unavailable")
    assert (await bench.submit()).status_code == 503
    assert (await bench.submit()).status_code == 202


async def test_headers_of_the_two_limits(bench):
    await bench.order("rate_limited")
    assert (await bench.http.get(RANK)).headers["RateLimit-Remaining"] == "0"
    await bench.order("quota_exhausted")
    assert (await bench.http.get(RANK)).headers["Quota-Remaining"] == "0"


async def test_slow_answers(bench):
    await bench.order("slow", seconds=7, count=2)
    await bench.order("unavailable")
    assert (await bench.http.get(RANK)).status_code == 503
    assert bench.clock.slept == [7, 7]


async def test_slow_answers_end_when_the_sandbox_does(bench):
    bench.sandbox.hang_up()
    await bench.order("slow", seconds=7)
    assert (await bench.http.get(RANK)).status_code == 200
    assert bench.clock.slept == []


async def test_slow_job(bench):
    await bench.order("slow_job", seconds=500)
    told = await bench.ended(await bench.job())
    assert told["status"] == "PROCESSING"
    bench.clock.now += 410
    assert (await bench.status(told["job_id"]))["status"] == "COMPLETED"


@pytest.mark.parametrize("at", [4, 55, 99])
@pytest.mark.parametrize("base", [RANK, DECODE])
async def test_ordered_failure_freezes_progress(bench, base, at):
    await bench.order("fail_job", at=at, error_code="upstream_timeout", error_message="Too slow.")
    job_id = await bench.job(base)
    seen = 0
    for _ in range(60):
        told = await bench.status(job_id, base)
        assert seen <= told["progress_percent"] <= at
        seen = told["progress_percent"]
        bench.clock.now += 0.05
    assert (told["status"], told["progress_percent"]) == ("FAILED", at)
    assert (told["error_code"], told["error_message"]) == ("upstream_timeout", "Too slow.")
    assert ("item_count" in told) is (at >= 10)
    assert "completed_at" not in told
    assert list((bench.folder / "results").iterdir()) == []


async def test_dropped_after_upload_the_job_is_there(bench):
    await bench.order("drop_after_upload")
    with pytest.raises(ConnectionDroppedError):
        await bench.submit(key="k", client_reference="mine")
    again = await bench.submit(key="k")
    assert again.status_code == 200
    assert again.json()["client_reference"] == "mine"
    assert (await bench.http.get(RANK)).json()["total"] == 1


async def test_dropped_download_spends_a_slot(bench):
    job_id = await bench.job()
    await bench.ended(job_id)
    await bench.order("drop_download")
    with pytest.raises(ConnectionDroppedError):
        await bench.download(job_id)
    assert (await bench.status(job_id))["remaining_downloads"] == 2
    assert (await bench.download(job_id)).status_code == 200


async def test_wrong_checksum(bench):
    job_id = await bench.job()
    await bench.ended(job_id)
    await bench.order("wrong_checksum")
    answer = await bench.download(job_id)
    actual = hashlib.sha256(answer.content).hexdigest()
    assert len(answer.headers["X-File-Checksum"]) == 64
    assert answer.headers["X-File-Checksum"] != actual
    assert (await bench.download(job_id)).headers["X-File-Checksum"] == actual


async def test_no_downloads_left(bench):
    job_id = await bench.job()
    await bench.ended(job_id)
    await bench.order("no_downloads_left")
    for _ in range(2):
        assert problem(await bench.download(job_id)) == (403, "download_limit_exceeded")
    told = await bench.status(job_id)
    assert (told["download_available"], told["download_count"], told["remaining_downloads"]) == (False, 3, 0)
