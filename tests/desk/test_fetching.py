"""Fetching a result: the slot on record before it is spent, nothing shown that did not verify."""

import asyncio
import contextlib
import gzip
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.hub import Hub
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import (
    ChecksumError,
    DeskError,
    DownloadBrokenError,
    KeyRefusedError,
    NoDownloadsLeftError,
    RateLimitedError,
    StorageError,
    UnreachableError,
)
from mcdesk.model.events import DeskEvent, TransfersChanged, TransferState
from mcdesk.model.jobs import JobStatus
from mcdesk.model.operations import DECODE, RANK
from mcdesk.results import shelf, space
from mcdesk.services.batch import BatchClient
from tests.desk.bench import of_kind, until
from tests.desk.conftest import Connect
from tests.desk.half_server import HalfServer, headed_attempt
from tests.ledger.samples import download, job
from tests.services.raw_server import RawServer, answer, nobody_there

BODY = gzip.compress(b"vin,vin_rank\nA,1\n" + os.urandom(60_000))
SHA = hashlib.sha256(BODY).hexdigest()
GOOD = answer(BODY, X_File_Checksum=SHA, X_Remaining_Downloads="2")
D = DownloadState


class Desk:
    """A fetcher on a real ledger, and the folder of the one job that it fetches."""

    def __init__(self, ledger: Ledger, hub: Hub, world: World, connect: Connect) -> None:
        self.ledger = ledger
        self.free: int | None = None
        self.world = replace(world, free_bytes=lambda folder: self.free or space.free_bytes(folder))
        self.folder = world.results_of("j1")
        self._fetcher = Fetcher(ledger, hub, self.world)
        self._connect = connect

    async def fetch(
        self,
        url: str,
        reference: str = "april",
        *,
        job_id: str = "j1",
        item_count: int | None = None,
        out: Path | None = None,
    ) -> Download:
        done = job(job_id, status=JobStatus.COMPLETED, item_count=item_count)
        client = BatchClient(self._connect(url), RANK)
        return await self._fetcher.fetch("acc", done, reference, client, "row", out=out)

    async def attempts(self) -> list[Download]:
        return list(await self.ledger.downloads("acc", "j1"))

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []


@pytest.fixture
def desk(ledger: Ledger, hub: Hub, world: World, connect: Connect) -> Desk:
    return Desk(ledger, hub, world, connect)


async def test_a_result_is_verified_named_and_on_record(desk: Desk, events: list[DeskEvent]) -> None:
    with RawServer(GOOD) as server:
        download = await desk.fetch(server.url)
    assert download.path == desk.folder / "april-ranked.csv.gz"
    assert download.path.read_bytes() == BODY
    assert (download.state, download.sha256, download.expected_sha256) == (D.VERIFIED, SHA, SHA)
    assert (download.size, download.remaining) == (len(BODY), 2)
    assert await desk.attempts() == [download]
    assert download.expected_size == len(BODY)
    assert desk.files() == ["april-ranked.csv.gz"]
    transfers = [event.transfer for event in of_kind(events, TransfersChanged)]
    assert transfers[-1].state is TransferState.DONE
    assert (transfers[-1].done, transfers[-1].total) == (len(BODY), len(BODY))
    assert server.requests[0].startswith(b"POST /v2/batch/marketmatch/rank/jobs/j1/download?")


async def test_the_attempt_is_on_record_before_the_service_can_have_counted_it(desk: Desk) -> None:
    with RawServer(GOOD) as server:
        server.gate.clear()
        fetching = asyncio.ensure_future(desk.fetch(server.url))
        await until(lambda: server.requests)
        assert [attempt.state for attempt in await desk.attempts()] == [D.STARTED]
        server.gate.set()
        await fetching


async def test_the_price_is_on_record_before_the_first_byte_is_taken(desk: Desk) -> None:
    with HalfServer(GOOD, len(BODY)) as server:
        fetching = asyncio.ensure_future(desk.fetch(server.url))
        attempt = await headed_attempt(desk.ledger)
        assert attempt.state is D.STARTED
        assert (attempt.remaining, attempt.expected_sha256) == (2, SHA)
        assert attempt.expected_size == len(BODY)
        server.go_on()
        assert (await fetching).state is D.VERIFIED


async def test_equal_results_of_two_jobs_take_the_room_of_one(desk: Desk) -> None:
    with RawServer(GOOD, GOOD) as server:
        first = await desk.fetch(server.url)
        second = await desk.fetch(server.url, job_id="j2")
    assert first.path is not None
    assert second.path is not None
    assert first.path.parent != second.path.parent
    assert first.path.samefile(second.path)
    assert first.path.stat().st_mode & 0o222 == 0
    assert desk.world.store_of_results().find(SHA) is not None


async def test_stopped_when_all_bytes_are_here_it_is_either_whole_or_gone(desk: Desk) -> None:
    with RawServer(GOOD) as server:
        fetching = asyncio.ensure_future(desk.fetch(server.url))
        await until(lambda: any(desk.folder.glob("*.part")) or any(desk.folder.glob("*.gz")))
        fetching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await fetching
    (attempt,) = await desk.attempts()
    assert attempt.state in (D.VERIFIED, D.BROKEN, D.UNSPENT)
    assert (attempt.path is not None and shelf.is_intact(attempt.path, SHA)) is (attempt.state is D.VERIFIED)


@pytest.mark.parametrize(
    ("said", "kind", "state"),
    [
        (answer(BODY[:-1], length=len(BODY), X_File_Checksum=SHA), DownloadBrokenError, D.BROKEN),
        (answer(b"", length=len(BODY), X_File_Checksum=SHA), DownloadBrokenError, D.BROKEN),
        (None, DownloadBrokenError, D.BROKEN),
        (answer(BODY[:-1], X_File_Checksum=SHA), ChecksumError, D.MISMATCH),
        (answer(BODY), ChecksumError, D.MISMATCH),
        (answer(b"", "204 No Content"), ChecksumError, D.MISMATCH),
        (answer(b"{}", "403 No", x="y"), KeyRefusedError, D.UNSPENT),
        (answer(b'{"code":"download_limit_exceeded"}', "403 No"), NoDownloadsLeftError, D.UNSPENT),
        (answer(b"", "429 Slow"), RateLimitedError, D.UNSPENT),
        (answer(b"", "503 Trouble"), DownloadBrokenError, D.BROKEN),
    ],
)
async def test_what_did_not_arrive_whole_is_no_result(
    desk: Desk, said: bytes | None, kind: type[DeskError], state: DownloadState, events: list[DeskEvent]
) -> None:
    with RawServer(said) as server, pytest.raises(kind):
        await desk.fetch(server.url)
    (attempt,) = await desk.attempts()
    assert attempt.state is state
    assert attempt.finished_at is not None
    is_kept = state is D.MISMATCH
    assert desk.files() == (["april-ranked.csv.gz.not-verified"] if is_kept else [])
    assert (attempt.path is not None) is is_kept
    is_passing = kind is RateLimitedError
    shown = of_kind(events, TransfersChanged)[-1].transfer.state
    assert shown is (TransferState.PAUSED if is_passing else TransferState.FAILED)
    assert len([request for request in server.requests if request]) == 1


async def test_a_service_out_of_reach_costs_nothing(desk: Desk) -> None:
    with nobody_there() as url, pytest.raises(UnreachableError):
        await desk.fetch(url)
    assert [attempt.state for attempt in await desk.attempts()] == [D.UNSPENT]
    assert desk.files() == []


async def test_evidence_of_a_mismatch_is_never_overwritten(desk: Desk) -> None:
    for wrong in (b"one", b"two"):
        with RawServer(answer(wrong, X_File_Checksum=SHA)) as server, pytest.raises(ChecksumError) as told:
            await desk.fetch(server.url)
    kept = desk.files()
    assert len(kept) == 2
    assert {(desk.folder / name).read_bytes() for name in kept} == {b"one", b"two"}
    assert "april-ranked (2).csv.gz.not-verified" in told.value.advice


async def test_a_second_verified_copy_stands_beside_the_first(desk: Desk) -> None:
    with RawServer(GOOD, GOOD) as server:
        first, second = (await desk.fetch(server.url), await desk.fetch(server.url))
    assert first.path != second.path
    assert desk.files() == ["april-ranked (2).csv.gz", "april-ranked.csv.gz"]


async def test_a_result_that_is_here_without_a_row_is_not_asked_for(desk: Desk) -> None:
    store, part = desk.world.store_of_results(), desk.folder / "x.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(BODY)
    path = store.keep(part, SHA, desk.folder / "april-ranked.csv.gz")
    with RawServer(GOOD) as server:
        download = await desk.fetch(server.url)
    assert (download.state, download.path, download.sha256) == (D.VERIFIED, path, SHA)
    assert await desk.attempts() == [download]
    assert [request for request in server.requests if request] == []


async def test_a_checksum_may_be_written_in_capitals_or_with_its_method(desk: Desk) -> None:
    with RawServer(answer(BODY, X_File_Checksum=f"SHA256:{SHA.upper()}")) as server:
        assert (await desk.fetch(server.url)).state is D.VERIFIED


async def test_a_folder_that_takes_nothing_is_found_before_a_slot_is_spent(desk: Desk) -> None:
    desk.folder.parent.parent.mkdir(parents=True, exist_ok=True)
    desk.folder.parent.write_text("a file where the folder should be")
    with RawServer(GOOD) as server, pytest.raises(StorageError, match="can't be written"):
        await desk.fetch(server.url)
    assert [request for request in server.requests if request] == []
    assert await desk.attempts() == []


@pytest.mark.parametrize("blocked", ["by-sha256", "out"])
async def test_so_is_a_store_or_a_further_folder_that_takes_nothing(
    desk: Desk, blocked: str, tmp_path: Path
) -> None:
    store = desk.world.store_of_results().folder
    path = store if blocked == "by-sha256" else tmp_path / "out"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file where the folder should be")
    with RawServer(GOOD) as server, pytest.raises(StorageError, match="can't be written"):
        await desk.fetch(server.url, out=tmp_path / "out")
    assert [request for request in server.requests if request] == []
    assert await desk.attempts() == []


async def test_a_result_larger_than_the_disk_is_not_taken_in(desk: Desk) -> None:
    with RawServer(answer(BODY, length=10**18)) as server, pytest.raises(StorageError, match="room"):
        await desk.fetch(server.url)
    (attempt,) = await desk.attempts()
    assert (attempt.state, attempt.expected_size) == (D.BROKEN, 10**18)
    assert desk.files() == []


async def test_a_full_disk_is_found_before_a_slot_is_spent(desk: Desk) -> None:
    desk.free = 25_000_000
    with RawServer(GOOD) as server:
        with pytest.raises(StorageError, match="too little room") as refused:
            await desk.fetch(server.url, item_count=100_000)  # 100 bytes a row are declared, three times
        assert "Free at least 6 MB" in refused.value.advice
        assert [request for request in server.requests if request] == []
        assert await desk.attempts() == []
        desk.free = 32_000_000
        assert (await desk.fetch(server.url, item_count=100_000)).state is D.VERIFIED


async def test_what_an_earlier_attempt_was_told_counts_more_than_what_is_usual(desk: Desk) -> None:
    await desk.ledger.add_download(download("d1", account_id="acc", state=D.BROKEN, expected_size=50_000_000))
    desk.free = 140_000_000
    with RawServer(GOOD) as server, pytest.raises(StorageError) as refused:
        await desk.fetch(server.url, item_count=1)
    assert "Free at least 10 MB" in refused.value.advice
    assert [request for request in server.requests if request] == []


async def test_what_a_row_takes_is_learnt_from_the_accounts_own_results(desk: Desk) -> None:
    for number in range(6):
        done = job(f"old-{number}", status=JobStatus.COMPLETED, item_count=10_000)
        await desk.ledger.save_jobs("acc", [done])
        await desk.ledger.add_download(
            download(f"d{number}", account_id="acc", job_id=done.job_id, state=D.VERIFIED, size=300_000)
        )
    desk.free = 9_100_000  # three times 30 bytes for each of 100,000 rows, and a header
    with RawServer(GOOD) as server:
        assert (await desk.fetch(server.url, item_count=100_000)).state is D.VERIFIED


async def test_once_it_is_paid_for_it_needs_no_more_room_than_its_bytes(desk: Desk) -> None:
    desk.free = 1_000_000 + len(BODY)
    with RawServer(GOOD) as server:
        assert (await desk.fetch(server.url)).state is D.VERIFIED


async def test_a_reference_in_any_script_gives_a_file(desk: Desk) -> None:
    with RawServer(GOOD) as server:
        download = await desk.fetch(server.url, "語" * 255)
    assert download.state is D.VERIFIED
    assert download.path is not None
    assert download.path.read_bytes() == BODY


async def test_stopped_half_way_it_has_cost_its_slot_and_leaves_no_part(
    desk: Desk, events: list[DeskEvent]
) -> None:
    with RawServer(answer(BODY[:30_000], length=len(BODY), X_File_Checksum=SHA)) as server:
        server.gate.clear()
        fetching = asyncio.ensure_future(desk.fetch(server.url))
        await until(lambda: server.requests)
        fetching.cancel()
        await asyncio.sleep(0)
        server.gate.set()
        with pytest.raises(asyncio.CancelledError):
            await fetching
    assert [attempt.state for attempt in await desk.attempts()] == [D.BROKEN]
    assert desk.files() == []
    assert of_kind(events, TransfersChanged)[-1].transfer.state is TransferState.CANCELLED


async def test_stopped_before_the_call_it_has_cost_nothing(desk: Desk) -> None:
    with RawServer(GOOD) as server:
        fetching = asyncio.ensure_future(desk.fetch(server.url))
        await asyncio.sleep(0)
        fetching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetching
    assert [request for request in server.requests if request] == []
    assert {attempt.state for attempt in await desk.attempts()} <= {D.UNSPENT}


async def test_a_decode_is_named_after_what_it_is(
    ledger: Ledger, hub: Hub, world: World, connect: Connect
) -> None:
    done = job("j1", operation="decode", status=JobStatus.COMPLETED)
    with RawServer(GOOD) as server:
        client = BatchClient(connect(server.url), DECODE)
        download = await Fetcher(ledger, hub, world).fetch("acc", done, "a/b", client, "row")
    assert download.path is not None
    assert download.path.name == "a-b-decoded.jsonl.gz"


@pytest.mark.parametrize("job_id", ["../../etc", "a/b", "", "..", "770a9622-a4bd"])
def test_no_job_id_leads_out_of_the_results(world: World, job_id: str, tmp_path: Path) -> None:
    folder = world.results_of(job_id)
    assert folder.parent == tmp_path / "home" / "results"
    assert folder.name not in ("", ".", "..")
