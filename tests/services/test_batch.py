"""The batch client against the real sandbox over a socket, and against servers that misbehave."""

import asyncio
import gzip
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from mcdesk.model.errors import (
    AnswerLostError,
    DeskError,
    DownloadBrokenError,
    KeyRefusedError,
    LaneBusyError,
    NoDownloadsLeftError,
    NotCompletedError,
    RefusedError,
    ServiceTroubleError,
    StorageError,
    UnknownJobError,
    UnreachableError,
)
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.operations import DECODE
from mcdesk.services.batch import Accepted, BatchClient
from tests.sandbox_fixtures import Sandbox
from tests.services.conftest import KEY, Dial
from tests.services.raw_server import RawServer, answer, nobody_there, quiet

CSV = b"vin,price,miles,source,zip\nWP1BE2AY5PDA28064,20000,3000,mbofaugusta.com,30907\n"
ACCEPTED = b'{"job_id":"j1","status":"PROCESSING","created_at":"2026-04-01T10:00:00Z"}'


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "april.csv.gz"
    path.write_bytes(gzip.compress(CSV))
    return path


async def submit(client: BatchClient, file: Path, key: str = "k1", reference: str = "april") -> Accepted:
    return await asyncio.to_thread(
        client.submit, file, reference=reference, idempotency_key=key, progress=quiet
    )


async def ended(client: BatchClient, job_id: str) -> Job:
    while True:
        job = await client.status(job_id)
        if job.status.is_final:
            return job


def fetch(client: BatchClient, job_id: str = "j1") -> bytes:
    with client.download(job_id) as (_, chunks):
        return b"".join(chunks)


async def test_a_file_becomes_a_job_a_result_and_spends_a_slot(
    sandbox: Sandbox, dial: Dial, packed: Path
) -> None:
    client = dial(sandbox.url)
    accepted = (await submit(client, packed)).job
    assert (accepted.status, accepted.reference) == (JobStatus.PROCESSING, "april")
    job = await ended(client, accepted.job_id)
    assert (job.item_count, job.slots) == (1, DownloadSlots(3, 3))

    def receive() -> None:
        with client.download(job.job_id) as (headers, chunks):
            body = b"".join(chunks)
        assert hashlib.sha256(body).hexdigest() == headers.checksum
        assert (headers.length, headers.count, headers.maximum, headers.remaining) == (len(body), 1, 3, 2)
        assert gzip.decompress(body).startswith(b"vin,price,miles,source,zip")

    await asyncio.to_thread(receive)
    assert (await client.status(job.job_id)).slots == DownloadSlots(2, 3)


async def test_a_decode_speaks_below_its_own_path(sandbox: Sandbox, dial: Dial, tmp_path: Path) -> None:
    plain = tmp_path / "april.csv"
    plain.write_bytes(b"vin\nWP1BE2AY5PDA28064\n")
    job = (await submit(dial(sandbox.url, DECODE), plain)).job
    assert job.operation == "decode"
    assert [told["job_id"] for told in sandbox.jobs(KEY, "neovin/decode")] == [job.job_id]


async def test_the_same_key_gives_the_same_job(sandbox: Sandbox, dial: Dial, packed: Path) -> None:
    client = dial(sandbox.url)
    first, again = (await submit(client, packed), await submit(client, packed))
    assert first.job.job_id == again.job.job_id
    assert len(sandbox.jobs(KEY)) == 1


async def test_a_second_job_finds_the_lane_busy(sandbox: Sandbox, dial: Dial, packed: Path) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60)
    client = dial(sandbox.url)
    await submit(client, packed)
    with pytest.raises(LaneBusyError):
        await submit(client, packed, "k2")
    with pytest.raises(NotCompletedError):
        await asyncio.to_thread(fetch, client, sandbox.jobs(KEY)[0]["job_id"])


async def test_the_list_goes_on_page_by_page_to_its_end(sandbox: Sandbox, dial: Dial, packed: Path) -> None:
    client = dial(sandbox.url)
    sent = []
    for number in range(5):
        job = (await submit(client, packed, f"k{number}")).job
        sent.append((await ended(client, job.job_id)).job_id)
    seen, cursor = [], None
    sizes = []
    while True:
        page = await client.list_page(cursor=cursor, rows=2)
        sizes.append(len(page.jobs))
        seen += [job.job_id for job in page.jobs]
        if (cursor := page.next_cursor) is None:
            break
    assert sizes == [2, 2, 1]
    assert seen == sent[::-1]
    assert (await client.list_page(status="active")).jobs == ()


async def test_refusals_of_the_sandbox_have_their_meaning(
    sandbox: Sandbox, dial: Dial, packed: Path, tmp_path: Path
) -> None:
    client = dial(sandbox.url)
    with pytest.raises(UnknownJobError):
        await client.status("770a9622-a4bd-63f6-c938-668877662222")
    with pytest.raises(RefusedError) as malformed:
        await client.list_page(cursor="nonsense")
    assert malformed.value.code == "invalid_parameter"
    with pytest.raises(KeyRefusedError):
        await dial(sandbox.url, key="unknown").list_page()
    plain = tmp_path / "plain.csv"
    plain.write_bytes(CSV)
    with pytest.raises(RefusedError) as wrong_format:
        await submit(client, plain)
    assert wrong_format.value.code == "invalid_file_format"
    assert wrong_format.value.instance.startswith("req-")


async def test_the_fourth_download_is_refused(sandbox: Sandbox, dial: Dial, packed: Path) -> None:
    sandbox.fault(KEY, "no_downloads_left")
    client = dial(sandbox.url)
    job = await ended(client, (await submit(client, packed)).job.job_id)
    with pytest.raises(NoDownloadsLeftError):
        await asyncio.to_thread(fetch, client, job.job_id)


async def test_progress_is_told_from_first_to_last_byte(dial: Dial, tmp_path: Path) -> None:
    big = tmp_path / "big.csv.gz"
    big.write_bytes(os.urandom(700_000))
    told: list[tuple[int, int | None]] = []
    with RawServer(answer(ACCEPTED, "202 Accepted", x_request_id="req-5")) as server:
        accepted = await asyncio.to_thread(
            dial(server.url).submit,
            big,
            reference="r",
            idempotency_key="k",
            progress=lambda done, total: told.append((done, total)),
        )
    assert accepted.request_id == "req-5"
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {total for _, total in told} == {700_000}
    assert told[-1][0] == 700_000
    assert len(told) > 4


async def test_what_is_sent_is_what_the_documents_ask_for(dial: Dial, packed: Path) -> None:
    with RawServer(answer(ACCEPTED, "202 Accepted")) as server:
        await submit(dial(server.url), packed, "mcd-1", "april")
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v2/batch/marketmatch/rank/jobs?api_key=")
    assert b"idempotency-key: mcd-1" in head.lower()
    assert b"multipart/form-data" in head
    assert b'name="client_reference"' in body
    assert b'name="file"; filename="april.csv.gz"' in body
    assert gzip.compress(CSV)[10:] in body


async def test_a_name_that_is_no_text_can_be_sent_too(dial: Dial, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b'caf\xe9 "1".csv.gz')
    try:
        odd.write_bytes(gzip.compress(CSV))
    except (OSError, UnicodeError):
        pytest.skip("this system's files have proper names only")
    with RawServer(answer(ACCEPTED, "202 Accepted")) as server:
        assert (await submit(dial(server.url), odd)).job.job_id == "j1"


async def test_an_upload_that_is_stopped_breaks_off(dial: Dial, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int | None) -> None:
        if done > 300_000:
            raise StoppedError

    big = tmp_path / "big.csv.gz"
    big.write_bytes(os.urandom(3_000_000))
    with RawServer(None) as server:
        client = dial(server.url)
        with pytest.raises(StoppedError):
            await asyncio.to_thread(client.submit, big, reference="", idempotency_key="k", progress=stop)
    assert len(server.requests[0]) < 2_000_000


async def test_a_file_that_is_gone_is_told_before_anything_is_sent(dial: Dial, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        await submit(dial("http://127.0.0.1:9"), tmp_path / "gone.csv.gz")


async def test_closed_before_the_answer_is_an_open_question(dial: Dial, packed: Path) -> None:
    with RawServer(None, None, None) as server:
        client = dial(server.url)
        with pytest.raises(AnswerLostError):
            await submit(client, packed)
        with pytest.raises(AnswerLostError):
            await client.list_page()
        with pytest.raises(AnswerLostError):
            await asyncio.to_thread(fetch, client)


async def test_a_sandbox_that_drops_the_line_took_the_file(
    sandbox: Sandbox, dial: Dial, packed: Path
) -> None:
    sandbox.fault(KEY, "drop_after_upload")
    with pytest.raises(AnswerLostError):
        await submit(dial(sandbox.url), packed)
    assert len(sandbox.jobs(KEY)) == 1


async def test_nobody_listening_is_unreachable_for_files_too(dial: Dial, packed: Path) -> None:
    with nobody_there() as url:
        with pytest.raises(UnreachableError):
            await submit(dial(url), packed)
        with pytest.raises(UnreachableError):
            await asyncio.to_thread(fetch, dial(url))


async def test_an_answer_in_an_unknown_language_is_trouble(dial: Dial, packed: Path) -> None:
    with RawServer(answer(b"<html>hello</html>"), answer(b'{"status":"ok"}', "202 Accepted")) as server:
        with pytest.raises(ServiceTroubleError):
            await dial(server.url).status("j1")
        with pytest.raises(ServiceTroubleError):
            await submit(dial(server.url), packed)


@pytest.mark.logs_warnings
async def test_entries_that_make_no_sense_are_counted_in_the_log(
    dial: Dial, caplog: pytest.LogCaptureFixture
) -> None:
    with RawServer(answer(b'{"jobs":[{"x":1},{"job_id":"j1"}]}')) as server:
        page = await dial(server.url).list_page()
    assert [job.job_id for job in page.jobs] == ["j1"]
    assert "1 entries of the rank job list" in caplog.text


async def test_a_body_is_handed_over_as_it_was_sent_whatever_its_encoding_header_says(dial: Dial) -> None:
    body = gzip.compress(CSV)
    with RawServer(answer(body, content_encoding="gzip")) as server:
        assert await asyncio.to_thread(fetch, dial(server.url)) == body
    assert b"accept-encoding: identity" in server.requests[0].lower()


@pytest.mark.parametrize("sent", [0, 1, 5_000])
async def test_a_body_that_stops_early_is_a_broken_download(dial: Dial, sent: int) -> None:
    with RawServer(answer(os.urandom(sent), length=10_000)) as server, pytest.raises(DownloadBrokenError):
        await asyncio.to_thread(fetch, dial(server.url))


async def test_the_sandboxs_broken_download_is_one(sandbox: Sandbox, dial: Dial, packed: Path) -> None:
    sandbox.fault(KEY, "drop_download")
    client = dial(sandbox.url)
    job = await ended(client, (await submit(client, packed)).job.job_id)
    with pytest.raises(DownloadBrokenError):
        await asyncio.to_thread(fetch, client, job.job_id)
    assert (await client.status(job.job_id)).slots == DownloadSlots(2, 3)


@pytest.mark.parametrize(
    ("said", "checksum", "remaining"),
    [
        ({}, None, None),
        ({"X_File_Checksum": "sha256:ABCDEF", "X_Remaining_Downloads": "2"}, "abcdef", 2),
        ({"X_File_Checksum": "  ", "X_Remaining_Downloads": "two"}, None, None),
        ({"X_Remaining_Downloads": "-1"}, None, None),
    ],
)
async def test_missing_or_odd_headers_are_not_known(
    dial: Dial, said: dict[str, Any], checksum: str | None, remaining: int | None
) -> None:
    def headers_of(client: BatchClient) -> tuple[str | None, int | None]:
        with client.download("j1") as (headers, chunks):
            assert b"".join(chunks) == b"abc"
            return headers.checksum, headers.remaining

    with RawServer(answer(b"abc", **said)) as server:
        assert await asyncio.to_thread(headers_of, dial(server.url)) == (checksum, remaining)


@pytest.mark.parametrize("status", ["201 Created", "202 Accepted", "203 Odd", "206 Partial Content"])
async def test_any_success_is_an_answer_with_bytes(dial: Dial, status: str) -> None:
    with RawServer(answer(b"abc", status)) as server:
        assert await asyncio.to_thread(fetch, dial(server.url)) == b"abc"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "400 Bad", "418 Teapot", "500 Oops", "599 Odd"])
@pytest.mark.parametrize("body", [b"", b"{", b'{"message": "no"}'])
async def test_anything_else_is_a_refusal_in_words(dial: Dial, status: str, body: bytes) -> None:
    said = answer(body, status, location="http://127.0.0.1:9/elsewhere")
    with RawServer(said, said) as server:
        client = dial(server.url)
        for attempt in (asyncio.to_thread(fetch, client), client.status("j1")):
            with pytest.raises(DeskError, match=r"\w"):
                await attempt
