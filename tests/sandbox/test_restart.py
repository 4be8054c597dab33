import gzip

from tests.sandbox.bench import DECODE, RANK, rank_csv


async def test_jobs_outlive_a_restart_and_end_on_their_own(bench):
    job_id = await bench.job(client_reference="kept")
    bench.restart()
    assert (await bench.status(job_id))["status"] == "PROCESSING"
    bench.restart()
    told = await bench.ended(job_id)
    assert (told["status"], told["client_reference"]) == ("COMPLETED", "kept")
    assert (await bench.download(job_id)).status_code == 200
    bench.restart()
    assert (await bench.status(job_id))["download_count"] == 1


async def test_failures_outlive_a_restart(bench):
    job_id = await bench.job(DECODE, b"model\nX\n")
    await bench.ended(job_id, DECODE)
    before = await bench.status(job_id, DECODE)
    bench.restart()
    assert await bench.status(job_id, DECODE) == before


async def test_work_that_was_cut_off_starts_anew(bench):
    bench.sandbox.work._stop.set()
    job_id = await bench.job(RANK, gzip.compress(rank_csv(5_000)))
    assert "item_count" not in await bench.ended(job_id)
    assert bench.sandbox.store.get(job_id).ends_at is None
    assert (bench.folder / "uploads" / job_id).exists()
    bench.restart()
    work = bench.sandbox.work.running(job_id)
    if work is not None:
        work.result(timeout=20)
    told = await bench.status(job_id)
    assert (told["status"], told["item_count"]) == ("COMPLETED", 5_000)


async def test_while_records_are_not_counted_the_job_is_being_prepared(bench):
    bench.sandbox.work._stop.set()
    job_id = await bench.job(RANK, gzip.compress(rank_csv(5_000)))
    seen = []
    for _ in range(100):
        seen.append((await bench.status(job_id))["progress_percent"])
        bench.clock.now += 1
    assert seen == sorted(seen)
    assert max(seen) == 9


async def test_idempotency_keys_outlive_a_restart(bench):
    first = (await bench.submit(key="k")).json()["job_id"]
    bench.restart()
    again = await bench.submit(key="k")
    assert (again.status_code, again.json()["job_id"]) == (200, first)
