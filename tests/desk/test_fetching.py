"""Fetching a result: the slot on record before it is spent, nothing shown that did not verify."""

import asyncio
import gzip
import hashlib
import os
from collections.abc import Callable
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
from mcdesk.services.batch import BatchClient
from tests.desk.bench import of_kind, until
from tests.desk.conftest import Connect
from tests.ledger.samples import job
from tests.services.raw_server import RawServer, answer, nobody_there

BODY = gzip.compress(b"vin,vin_rank\nA,1\n" + os.urandom(60_000))
SHA = hashlib.sha256(BODY).hexdigest()
GOOD = answer(BODY, X_File_Checksum=SHA, X_Remaining_Downloads="2")
D = DownloadState

Fetch = Callable[[str], "asyncio.Future[Download]"]


class Desk:
    """A fetcher on a real ledger, and the folder of the one job that it fetches."""

    def __init__(self, ledger: Ledger, hub: Hub, world: World, connect: Connect) -> None:
        self.ledger, self.world = ledger, world
        self.folder = world.results_of("j1")
        self._fetcher = Fetcher(ledger, hub, world)
        self._connect = connect

    async def fetch(self, url: str, reference: str = "april") -> Download:
        done = job("j1", status=JobStatus.COMPLETED)
        client = BatchClient(self._connect(url), RANK)
        return await self._fetcher.fetch("acc", done, reference, client, "row")

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
    assert of_kind(events, TransfersChanged)[-1].transfer.state is TransferState.FAILED
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


async def test_a_result_larger_than_the_disk_is_not_begun(desk: Desk) -> None:
    with RawServer(answer(BODY, length=10**18)) as server, pytest.raises(StorageError, match="room"):
        await desk.fetch(server.url)
    assert [attempt.state for attempt in await desk.attempts()] == [D.BROKEN]
    assert desk.files() == []


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
