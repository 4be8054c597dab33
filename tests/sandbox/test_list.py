import base64
import json

import pytest

from tests.sandbox.bench import DECODE, RANK, problem


async def some_jobs(bench, count, base=RANK):
    ids = []
    for _ in range(count):
        ids.append(await bench.job(base))
        await bench.ended(ids[-1], base)
    return ids[::-1]


async def test_an_empty_list(bench):
    assert (await bench.http.get(RANK)).json() == {"jobs": [], "total": 0, "rows": 20}


@pytest.mark.parametrize("base", [RANK, DECODE])
async def test_newest_first_with_the_fields_of_the_status(bench, base):
    ids = await some_jobs(bench, 3, base)
    told = (await bench.http.get(base)).json()
    assert told.keys() == {"jobs", "total", "rows"}
    assert (told["total"], told["rows"]) == (3, 20)
    assert [job["job_id"] for job in told["jobs"]] == ids
    assert told["jobs"][0] == await bench.status(ids[0], base)


async def test_filters(bench):
    good = await bench.job()
    await bench.ended(good)
    await bench.order("fail_job")
    bad = await bench.job()
    await bench.ended(bad)
    active = await bench.job()
    expected = {"all": [active, bad, good], "active": [active], "completed": [good], "failed": [bad]}
    for chosen, ids in expected.items():
        told = (await bench.http.get(RANK, params={"status": chosen})).json()
        assert ([job["job_id"] for job in told["jobs"]], told["total"]) == (ids, len(ids))


@pytest.mark.parametrize("chosen", ["COMPLETED", "processing", "", "x"])
async def test_wrong_filter(bench, chosen):
    answer = await bench.http.get(RANK, params={"status": chosen})
    assert problem(answer) == (400, "invalid_parameter")


@pytest.mark.parametrize(("asked", "given"), [("1", 1), ("100", 100), ("0", 1), ("101", 100), ("-5", 1)])
async def test_rows_are_kept_within_bounds(bench, asked, given):
    assert (await bench.http.get(RANK, params={"rows": asked})).json()["rows"] == given


@pytest.mark.parametrize("rows", ["x", "", "1.5"])
async def test_rows_must_be_a_number(bench, rows):
    assert problem(await bench.http.get(RANK, params={"rows": rows})) == (400, "invalid_parameter")


async def test_pages_meet_even_when_jobs_are_added_between_them(bench):
    ids = await some_jobs(bench, 4)
    first = (await bench.http.get(RANK, params={"rows": "2"})).json()
    await some_jobs(bench, 1)
    params = {"rows": "2", "cursor": first["next_cursor"]}
    second = (await bench.http.get(RANK, params=params)).json()
    assert [job["job_id"] for job in first["jobs"] + second["jobs"]] == ids
    assert "next_cursor" not in second
    assert second["total"] == 5


def cursor_of(raw):
    return base64.urlsafe_b64encode(json.dumps(raw).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    ["x", "", "%%%", "ü", "bnVsbA", cursor_of([]), cursor_of({"c": 1, "j": 2}), cursor_of({"c": "x"}),
     cursor_of({"c": "2026-03-28T15:00:00Z", "j": "881ba733-b5ce-74a7-d049-779988773333"})],
)  # fmt: skip
async def test_malformed_cursor(bench, cursor):
    answer = await bench.http.get(RANK, params={"cursor": cursor})
    assert problem(answer) == (400, "invalid_parameter")


async def test_cursor_of_another_account_or_another_time(bench):
    (job_id,) = await some_jobs(bench, 1)
    created = (await bench.status(job_id))["created_at"]
    good, wrong = cursor_of({"c": created, "j": job_id}), cursor_of({"c": "x", "j": job_id})
    assert (await bench.http.get(RANK, params={"cursor": good})).json()["jobs"] == []
    assert problem(await bench.http.get(RANK, params={"cursor": wrong})) == (400, "invalid_parameter")
    async with bench.client("sandbox-two") as other:
        assert problem(await other.get(RANK, params={"cursor": good})) == (400, "invalid_parameter")
