import gzip

import pytest

from mcdesk.sandbox import pace
from tests.sandbox.bench import DECODE, RANK, problem, rank_csv

ALWAYS = {"job_id", "status", "progress_percent", "created_at"}
DOWNLOADS = {"download_available", "download_count", "max_downloads", "remaining_downloads"}
COMPLETED = ALWAYS | {"item_count", "successful_count", "failed_count", "completed_at"} | DOWNLOADS
FAILED = ALWAYS | {"error_code", "error_message"}


async def test_item_count_appears_once_processing_begins(bench):
    job_id = await bench.job()
    told = await bench.status(job_id)
    assert told.keys() == ALWAYS
    assert (told["status"], told["progress_percent"]) == ("PROCESSING", 0)
    bench.clock.now += 1.0
    told = await bench.status(job_id)
    assert told.keys() == ALWAYS | {"item_count"}
    assert told["item_count"] == 3


async def test_progress_never_goes_back_and_moves_in_bursts(bench):
    job_id = await bench.job(RANK, gzip.compress(rank_csv(1_000)))
    seen = []
    for _ in range(99):
        seen.append((await bench.status(job_id))["progress_percent"])
        bench.clock.now += 0.1
    assert seen == sorted(seen)
    assert {0, 10, 90, 99} <= set(seen)
    assert len(set(seen)) < 20
    bench.clock.now += 0.2
    assert (await bench.status(job_id))["progress_percent"] == 100


@pytest.mark.parametrize(("base", "speed"), [(RANK, 1.0), (DECODE, 1.0), (RANK, 2.0)])
async def test_completed_fields(make_bench, base, speed):
    bench = make_bench(speed=speed)
    job_id = await bench.job(base)
    bench.clock.now += pace.SHORTEST / speed - 0.01
    assert (await bench.status(job_id, base))["status"] == "PROCESSING"
    bench.clock.now += 0.01
    told = await bench.status(job_id, base)
    assert told.keys() == COMPLETED
    assert told["status"] == "COMPLETED"
    assert told["progress_percent"] == 100
    assert (told["item_count"], told["successful_count"], told["failed_count"]) == (3, 3, 0)
    assert (told["download_available"], told["download_count"]) == (True, 0)
    assert (told["max_downloads"], told["remaining_downloads"]) == (3, 3)
    bench.clock.now += 1_000
    assert (await bench.status(job_id, base))["completed_at"] == told["completed_at"]


async def test_duplicate_vins_make_fewer_successes_than_items_without_failures(bench):
    told = await bench.ended(await bench.job(RANK, gzip.compress(rank_csv(10))))
    assert (told["item_count"], told["successful_count"], told["failed_count"]) == (10, 4, 0)


@pytest.mark.parametrize(
    ("base", "content", "words"),
    [
        (RANK, b"vin,miles,source\nx,1,a.com\n", "Missing required columns: price, zip"),
        (RANK, b"VIN,Price,Miles,Source,Zip\n", "Missing required columns: vin, price, miles, source, zip"),
        (RANK, b"vin,price,miles,source,zip,vin\n", "Columns appear more than once: vin"),
        (RANK, b"vin,price,miles,source,zip\n", "The file holds no records"),
        (RANK, b"\nvin,price,miles,source,zip\n", "Missing required columns"),
        (DECODE, b"model\nX5\n", "Missing required columns: vin"),
        (DECODE, b"vin\n", "The file holds no records"),
        (DECODE, b"vin\n" + b"x\n" * 3_001, "The file holds more than 3,000 records"),
        (DECODE, b"vin\n" + b"x" * 200_000, "near line 2"),
        (DECODE, b"vin,n\n" + (b"x," + b"y" * 1_000 + b"\n") * 100 + b"\xff", "utf-8"),
    ],
)
async def test_wrong_columns_fail_the_job_while_it_is_processed(bench, base, content, words):
    job_id = await bench.job(base, gzip.compress(content) if base == RANK else content)
    assert (await bench.status(job_id, base))["status"] == "PROCESSING"
    told = await bench.ended(job_id, base)
    assert told.keys() - {"item_count"} == FAILED
    assert (told["status"], told["error_code"]) == ("FAILED", "processing_failed")
    assert words in told["error_message"]
    assert told["progress_percent"] == 10
    assert problem(await bench.download(job_id, base)) == (409, "job_not_completed")
    assert (await bench.submit(base)).status_code == 202


async def test_a_damaged_gzip_stream_fails_the_job(bench):
    whole = gzip.compress(rank_csv(2_000))
    told = await bench.ended(await bench.job(RANK, whole[:-200]))
    assert told["status"] == "FAILED"
    assert "gzip" in told["error_message"]


@pytest.mark.logs_warnings
async def test_an_unexpected_error_fails_the_job(bench, monkeypatch):
    monkeypatch.setattr("mcdesk.sandbox.work.sha256_of", lambda path: 1 // 0)
    told = await bench.ended(await bench.job())
    assert told["error_message"] == "Job processing failed unexpectedly. Please resubmit."


@pytest.mark.parametrize("base", [RANK, DECODE])
async def test_unknown_jobs_and_those_of_others_are_not_found(bench, base):
    job_id = await bench.job(base)
    other_operation = DECODE if base == RANK else RANK
    async with bench.client("sandbox-two") as other:
        for http, path in [
            (other, f"{base}/{job_id}"),
            (bench.http, f"{other_operation}/{job_id}"),
            (bench.http, f"{base}/770a9622-a4bd-63f6-c938-668877662222"),
            (bench.http, f"{base}/x"),
        ]:
            assert problem(await http.get(path)) == (404, "job_not_found")
            assert problem(await http.post(f"{path}/download")) == (404, "job_not_found")


def test_pace_is_ten_seconds_for_a_thousand_rows_within_bounds():
    assert pace.planned_seconds(1_000, 1.0) == 10
    assert pace.planned_seconds(1_000, 2.0) == 5
    assert pace.planned_seconds(3, 1.0) == pace.SHORTEST
    assert pace.planned_seconds(2_000_000, 1.0) == pace.LONGEST
    assert pace.progress(5, 0) == 99
    assert pace.progress(-5, 10) == 0
    assert pace.moment_of(100) == pace.moment_of(99)
