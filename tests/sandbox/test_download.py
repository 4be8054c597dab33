import gzip
import hashlib

import pytest

from tests.sandbox.bench import DECODE, RANK, problem


@pytest.mark.parametrize(("base", "name"), [(RANK, "output.csv.gz"), (DECODE, "output.jsonl.gz")])
async def test_headers_and_checksum(bench, base, name):
    job_id = await bench.job(base)
    await bench.ended(job_id, base)
    answer = await bench.download(job_id, base)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/gzip"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["X-File-Checksum"] == hashlib.sha256(answer.content).hexdigest()
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert gzip.decompress(answer.content)


async def test_three_slots(bench):
    job_id = await bench.job()
    await bench.ended(job_id)
    for spent in (1, 2, 3):
        answer = await bench.download(job_id)
        assert answer.headers["X-Download-Count"] == str(spent)
        assert answer.headers["X-Max-Downloads"] == "3"
        assert answer.headers["X-Remaining-Downloads"] == str(3 - spent)
        told = await bench.status(job_id)
        assert (told["download_count"], told["remaining_downloads"]) == (spent, 3 - spent)
        assert told["download_available"] is (spent < 3)
    assert problem(await bench.download(job_id)) == (403, "download_limit_exceeded")


async def test_not_before_the_job_is_completed(bench):
    job_id = await bench.job()
    assert problem(await bench.download(job_id)) == (409, "job_not_completed")
    assert (await bench.ended(job_id))["download_count"] == 0


async def test_get_is_no_download(bench):
    job_id = await bench.job()
    await bench.ended(job_id)
    assert (await bench.http.get(f"{RANK}/{job_id}/download")).status_code == 405
    assert (await bench.status(job_id))["download_count"] == 0


async def test_a_lost_result_spends_no_slot(bench):
    job_id = await bench.job()
    await bench.ended(job_id)
    (bench.folder / "results" / job_id).unlink()
    assert problem(await bench.download(job_id)) == (500, "internal_error")
    assert (await bench.status(job_id))["download_count"] == 0
