"""What a process that died in the middle of a download has left: the bytes decide what became of it."""

import asyncio
import gzip
import hashlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mcdesk.desk.claim import claimed_now
from mcdesk.desk.copies import Copies
from mcdesk.desk.recovery import found_here, settled
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import StorageError
from mcdesk.model.jobs import JobStatus
from mcdesk.results import shelf
from tests.desk.bench import START
from tests.desk.half_server import HalfServer, headed_attempt
from tests.desk.unreadable import make_unreadable, needs_refusal
from tests.ledger.samples import download, job
from tests.services.raw_server import answer

BODY = gzip.compress(b"vin,vin_rank\nA,1\n" + os.urandom(60_000))
SHA = hashlib.sha256(BODY).hexdigest()
ROOT = Path(__file__).parents[2]
NAME = "april-ranked.csv.gz"
D = DownloadState


class Wreck:
    """What a dead process left of one attempt, on the disk and in the ledger."""

    def __init__(self, ledger: Ledger, world: World) -> None:
        self.ledger, self.world = ledger, world
        self.folder, self.store = world.results_of("j1"), world.store_of_results()
        self.folder.mkdir(parents=True)

    async def attempt(self, id_: str = "d1", **values: Any) -> Download:
        await self.ledger.save_jobs("acc", [job("j1", status=JobStatus.COMPLETED, reference="april")])
        made = download(id_, **({"account_id": "acc", "started_at": START} | values))
        await self.ledger.add_download(made)
        return made

    async def headed(self, id_: str = "d1", **values: Any) -> Download:
        """An attempt whose headers are on record."""
        told: dict[str, Any] = {"expected_sha256": SHA, "expected_size": len(BODY), "remaining": 2}
        return await self.attempt(id_, **(told | values))

    def part(self, attempt: Download, data: bytes) -> Path:
        path = self.world.part_of(attempt)
        path.write_bytes(data)
        return path

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    async def settled(self, attempt: Download) -> Download:
        ended = await settled(attempt, self.ledger, self.world)
        assert ended is not None
        assert ended in await self.ledger.downloads("acc", "j1")
        return ended


@pytest.fixture
def wreck(ledger: Ledger, world: World) -> Wreck:
    return Wreck(ledger, world)


async def test_a_whole_part_becomes_the_result_and_its_slot_was_not_wasted(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    wreck.part(attempt, BODY)
    ended = await wreck.settled(attempt)
    assert (ended.state, ended.path) == (D.VERIFIED, wreck.folder / NAME)
    assert (ended.sha256, ended.size, ended.remaining) == (SHA, len(BODY), 2)
    assert wreck.files() == [NAME]
    assert wreck.store.find(SHA) is not None


@pytest.mark.parametrize("data", [BODY[:-1], b"", BODY + b"x", None])
async def test_less_than_the_whole_is_broken_and_nothing_of_it_stays(
    wreck: Wreck, data: bytes | None
) -> None:
    attempt = await wreck.headed()
    if data is not None:
        wreck.part(attempt, data)
    ended = await wreck.settled(attempt)
    assert (ended.state, ended.path, ended.remaining) == (D.BROKEN, None, 2)
    assert wreck.files() == []


async def test_killed_between_blob_and_name_it_gets_its_name(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    wreck.store.put(wreck.part(attempt, BODY), SHA, ".csv.gz")
    ended = await wreck.settled(attempt)
    assert (ended.state, ended.path) == (D.VERIFIED, wreck.folder / NAME)
    assert wreck.files() == [NAME]


async def test_killed_between_name_and_ledger_it_gets_no_second_name(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    wreck.store.keep(wreck.part(attempt, BODY), SHA, wreck.folder / "june-ranked (2).csv.gz")
    ended = await wreck.settled(attempt)
    assert (ended.state, ended.path) == (D.VERIFIED, wreck.folder / "june-ranked (2).csv.gz")
    assert wreck.files() == ["june-ranked (2).csv.gz"]


async def test_a_blob_of_another_job_is_the_result_too(wreck: Wreck) -> None:
    other = wreck.world.results_of("other")
    other.mkdir()
    (other / "x.part").write_bytes(BODY)
    wreck.store.keep(other / "x.part", SHA, other / NAME)
    attempt = await wreck.headed()
    wreck.part(attempt, BODY[:1000])
    ended = await wreck.settled(attempt)
    assert (ended.state, ended.path) == (D.VERIFIED, wreck.folder / NAME)
    assert wreck.files() == [NAME]


async def test_a_damaged_blob_is_no_result(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    blob = wreck.store.put(wreck.part(attempt, BODY), SHA, ".csv.gz")
    blob.unlink()
    blob.write_bytes(BODY[:-1])
    assert (await wreck.settled(attempt)).state is D.BROKEN


async def test_the_file_of_an_earlier_attempt_is_not_taken_for_this_ones(wreck: Wreck) -> None:
    path = wreck.folder / NAME
    path.write_bytes(b"another result")
    await wreck.attempt("d0", state=D.VERIFIED, path=path, sha256=shelf.sha256_of(path))
    attempt = await wreck.attempt()
    ended = await wreck.settled(attempt)
    assert (ended.state, ended.path) == (D.BROKEN, None)
    assert wreck.files() == [NAME]


async def test_without_headers_a_name_that_was_given_just_now_is_the_result(wreck: Wreck) -> None:
    """As earlier versions left it."""
    attempt = await wreck.attempt()
    (wreck.folder / NAME).write_bytes(BODY)
    os.utime(wreck.folder / NAME, (START + 5, START + 5))
    ended = await wreck.settled(attempt)
    assert (ended.state, ended.path, ended.sha256) == (D.VERIFIED, wreck.folder / NAME, SHA)


async def test_without_headers_a_name_of_a_blob_is_the_result(wreck: Wreck) -> None:
    attempt = await wreck.attempt()
    path = wreck.store.keep(wreck.part(attempt, BODY), SHA, wreck.folder / NAME)
    os.utime(path, (START - 5_000, START - 5_000))
    assert (await wreck.settled(attempt)).state is D.VERIFIED


@pytest.mark.parametrize(
    "name",
    [
        "april-ranked (changed).csv.gz",
        "april-ranked.csv.gz.not-verified",
        "april-decoded.jsonl.gz",
        "notes.txt",
        "d0.part",
    ],
)
async def test_no_other_file_in_the_folder_is_taken_for_a_result(wreck: Wreck, name: str) -> None:
    attempt = await wreck.attempt()
    (wreck.folder / name).write_bytes(b"edited by somebody")
    os.utime(wreck.folder / name, (START + 5, START + 5))
    assert (await wreck.settled(attempt)).state is D.BROKEN
    assert wreck.files() == [name]


async def test_a_file_that_was_there_before_is_not_taken_for_a_result(wreck: Wreck) -> None:
    attempt = await wreck.attempt()
    (wreck.folder / NAME).write_bytes(BODY)
    os.utime(wreck.folder / NAME, (START - 60, START - 60))
    assert (await wreck.settled(attempt)).state is D.BROKEN


async def test_a_whole_part_without_headers_on_record_proves_nothing(wreck: Wreck) -> None:
    attempt = await wreck.attempt()
    wreck.part(attempt, BODY)
    assert (await wreck.settled(attempt)).state is D.BROKEN
    assert wreck.files() == []


async def test_an_attempt_that_is_still_made_is_left_alone(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    part = wreck.part(attempt, BODY[:100])
    with claimed_now(wreck.world.download_claim("acc", "j1")):
        assert await settled(attempt, wreck.ledger, wreck.world) is None
    assert part.exists()
    assert [each.state for each in await wreck.ledger.downloads("acc", "j1")] == [D.STARTED]


@pytest.mark.parametrize("state", [D.VERIFIED, D.MISMATCH, D.UNSPENT, D.BROKEN])
async def test_what_its_own_process_made_of_it_meanwhile_stands(wreck: Wreck, state: DownloadState) -> None:
    attempt = await wreck.headed()
    ended = replace(attempt, state=state)
    await wreck.ledger.update_download(ended)
    assert await wreck.settled(attempt) == ended


async def test_settling_again_changes_nothing(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    wreck.part(attempt, BODY)
    ended = await wreck.settled(attempt)
    assert await wreck.settled(attempt) == ended


async def test_a_whole_part_that_the_store_can_not_take_gets_its_name_alone(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    part = wreck.part(attempt, BODY)
    wreck.store.folder.write_text("a file where the folder should be")
    ended = await wreck.settled(attempt)
    assert (ended.state, ended.path) == (D.VERIFIED, wreck.folder / NAME)
    assert not part.exists()


@needs_refusal
async def test_a_part_that_can_not_be_read_now_is_not_thrown_away(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    make_unreadable(wreck.world.part_of(attempt))
    with pytest.raises(StorageError, match="can't be read"):
        await settled(attempt, wreck.ledger, wreck.world)
    assert await wreck.ledger.downloads("acc", "j1") == (attempt,)
    wreck.world.part_of(attempt).unlink()  # the disk has recovered
    wreck.part(attempt, BODY)
    assert (await wreck.settled(attempt)).state is D.VERIFIED


@needs_refusal
async def test_a_blob_that_can_not_be_read_now_does_not_make_an_attempt_broken(wreck: Wreck) -> None:
    attempt = await wreck.headed()
    make_unreadable(wreck.store.place_of(SHA, ".csv.gz"))
    with pytest.raises(StorageError, match="can't be read"):
        await settled(attempt, wreck.ledger, wreck.world)
    assert await wreck.ledger.downloads("acc", "j1") == (attempt,)


async def test_a_result_whose_row_is_lost_is_put_on_record(wreck: Wreck) -> None:
    path = wreck.store.keep(wreck.part(download("d0"), BODY), SHA, wreck.folder / NAME)
    here = await found_here("acc", "j1", wreck.ledger, wreck.world)
    assert here is not None
    assert (here.state, here.path, here.sha256, here.size) == (D.VERIFIED, path, SHA, len(BODY))
    assert await wreck.ledger.downloads("acc", "j1") == (here,)
    assert await found_here("acc", "j1", wreck.ledger, wreck.world) is None
    assert wreck.files() == [NAME]


@pytest.mark.parametrize("state", [D.BROKEN, D.MISMATCH, D.LOST])
async def test_what_an_earlier_attempt_was_promised_may_be_in_the_store(
    wreck: Wreck, state: DownloadState
) -> None:
    attempt = await wreck.headed(state=state)
    wreck.store.put(wreck.part(attempt, BODY), SHA, ".csv.gz")
    here = await found_here("acc", "j1", wreck.ledger, wreck.world)
    assert here is not None
    assert (here.state, here.path, here.sha256) == (D.VERIFIED, wreck.folder / NAME, SHA)


async def test_a_file_that_was_never_verified_is_not_found_as_a_result(wreck: Wreck) -> None:
    (wreck.folder / NAME).write_bytes(BODY)
    assert await found_here("acc", "j1", wreck.ledger, wreck.world) is None
    assert await wreck.ledger.downloads("acc", "j1") == ()


async def test_a_further_name_of_what_is_on_record_is_no_news(wreck: Wreck) -> None:
    path = wreck.store.keep(wreck.part(download("d0"), BODY), SHA, wreck.folder / NAME)
    await wreck.headed(state=D.VERIFIED, path=path, sha256=SHA)
    (wreck.folder / "april-ranked (2).csv.gz").hardlink_to(path)
    assert await found_here("acc", "j1", wreck.ledger, wreck.world) is None


async def test_killed_in_mid_download_the_ledger_knows_the_price(
    wreck: Wreck, ledger: Ledger, world: World
) -> None:
    """A process of its own, killed for good in front of the last bytes."""
    await wreck.ledger.save_jobs("acc", [job("j1", status=JobStatus.COMPLETED, reference="april")])
    said = answer(BODY, X_File_Checksum=SHA, X_Remaining_Downloads="2")
    with HalfServer(said, 1_000) as server:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.desk.fetching_child", str(world.home), server.url, cwd=ROOT
        )
        try:
            await headed_attempt(ledger)
        finally:
            child.kill()
            await child.wait()
    assert wreck.files() != []
    (attempt,) = await ledger.downloads("acc", "j1")
    assert (attempt.state, attempt.remaining, attempt.expected_size) == (D.STARTED, 2, len(BODY))
    assert (await wreck.settled(attempt)).state is D.BROKEN
    assert wreck.files() == []
    copies = Copies("acc", ledger, world)
    assert await copies.notice_missing() == ()
    with pytest.raises(StorageError):
        await copies.readable(attempt)
