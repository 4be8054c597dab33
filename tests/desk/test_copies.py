"""The results on this computer: restored where that is possible, told where they are lost, at no cost."""

import asyncio
import hashlib
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mcdesk.desk.copies import Copies
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import StorageError
from tests.desk.bench import world_of
from tests.ledger.samples import download

BYTES = b"vin,vin_rank\nA,1\n"
D = DownloadState


class Shop:
    """Verified results of one account."""

    def __init__(self, ledger: Ledger, world: World) -> None:
        self.ledger, self.world = ledger, world
        self.copies = Copies("acc", ledger, world)

    async def result(self, job_id: str = "j1", data: bytes = BYTES, **values: Any) -> Download:
        folder = self.world.results_of(job_id)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "x.part").write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.world.store_of_results().keep(folder / "x.part", sha256, folder / "april-ranked.csv")
        told: dict[str, Any] = {"state": D.VERIFIED, "path": path, "size": len(data), "sha256": sha256}
        made = download(f"d-{job_id}", account_id="acc", job_id=job_id, **(told | values))
        await self.ledger.add_download(made)
        return made

    def lose_blobs(self) -> None:
        shutil.rmtree(self.world.store_of_results().folder)

    async def states(self) -> list[DownloadState]:
        return [each.state for each in await self.ledger.downloads("acc")]


@pytest.fixture
def shop(ledger: Ledger, world: World) -> Shop:
    return Shop(ledger, world)


def path_of(result: Download) -> Path:
    assert result.path is not None
    return result.path


async def test_a_copy_that_is_what_it_was_stays_so(shop: Shop) -> None:
    result = await shop.result()
    assert await shop.copies.check(result) == result


async def test_a_copy_that_is_gone_is_restored_at_no_cost(shop: Shop) -> None:
    result = await shop.result()
    path_of(result).unlink()
    assert await shop.copies.check(result) == result
    assert path_of(result).read_bytes() == BYTES


async def test_a_copy_that_is_gone_for_good_is_lost_and_found_when_it_is_put_back(shop: Shop) -> None:
    result = await shop.result()
    elsewhere = path_of(result).rename(shop.world.home / "moved.csv")
    shop.lose_blobs()
    lost = await shop.copies.check(result)
    assert lost == replace(result, state=D.LOST)
    assert await shop.states() == [D.LOST]
    assert await shop.copies.check(lost) == lost
    elsewhere.rename(path_of(result))
    assert await shop.copies.check(lost) == result
    assert await shop.states() == [D.VERIFIED]


async def test_a_changed_copy_without_a_blob_is_lost_and_untouched(shop: Shop) -> None:
    result = await shop.result()
    path_of(result).unlink()
    path_of(result).write_bytes(b"edited")
    shop.lose_blobs()
    assert (await shop.copies.check(result)).state is D.LOST
    assert path_of(result).read_bytes() == b"edited"


@pytest.mark.parametrize("state", [D.STARTED, D.BROKEN, D.MISMATCH, D.UNSPENT])
async def test_what_was_never_verified_is_not_looked_at(shop: Shop, state: DownloadState) -> None:
    result = await shop.result(state=state)
    path_of(result).unlink()
    assert await shop.copies.check(result) == result
    assert not path_of(result).exists()


async def test_a_home_that_was_moved_takes_its_results_along(shop: Shop, tmp_path: Path) -> None:
    result = await shop.result()
    moved = world_of(tmp_path / "moved", lambda: 0.0)
    shutil.copytree(shop.world.home / "results", moved.home / "results")
    shutil.rmtree(shop.world.home / "results")
    checked = await Copies("acc", shop.ledger, moved).check(result)
    assert checked == replace(result, path=moved.results_of("j1") / "april-ranked.csv")
    assert not (shop.world.home / "results").exists()


async def test_bytes_that_are_here_but_can_not_be_put_in_their_place_are_not_lost(shop: Shop) -> None:
    result = await shop.result()
    shutil.rmtree(path_of(result).parent)
    path_of(result).parent.write_text("a file where the folder should be")
    with pytest.raises(StorageError):
        await shop.copies.check(result)
    assert await shop.states() == [D.VERIFIED]
    assert await shop.copies.notice_missing() == ()


async def test_a_look_at_the_start_tells_what_has_changed(shop: Shop) -> None:
    intact, gone, cut, back = [await shop.result(f"j{n}", BYTES + bytes([n])) for n in range(4)]
    shop.lose_blobs()
    path_of(gone).unlink()
    path_of(cut).unlink()
    path_of(cut).write_bytes(BYTES)
    await shop.ledger.update_download(replace(back, state=D.LOST))
    changed = await shop.copies.notice_missing()
    assert set(changed) == {replace(gone, state=D.LOST), replace(cut, state=D.LOST), back}
    assert intact not in changed
    assert await shop.copies.notice_missing() == ()


async def test_a_look_at_the_start_restores_in_silence(shop: Shop) -> None:
    result = await shop.result()
    path_of(result).unlink()
    assert await shop.copies.notice_missing() == ()
    assert path_of(result).read_bytes() == BYTES


async def test_two_looks_at_once_make_one_file(shop: Shop) -> None:
    result = await shop.result()
    path_of(result).unlink()
    path_of(result).write_bytes(b"edited")
    await asyncio.gather(*(shop.copies.check(result) for _ in range(5)))
    names = sorted(path.name for path in path_of(result).parent.iterdir())
    assert names == ["april-ranked (changed).csv", "april-ranked.csv"]


async def test_a_readable_copy_is_made_of_the_restored_result(shop: Shop) -> None:
    result = await shop.result()
    path_of(result).unlink()
    assert (await shop.copies.readable(result)).read_bytes() == BYTES


async def test_very_many_results_are_looked_for_in_a_moment_that_nobody_feels(shop: Shop) -> None:
    kept = await shop.result()
    many = [replace(kept, id=f"many-{n}", job_id=f"job-{n}") for n in range(3_000)]
    for each in many:
        await shop.ledger.add_download(each)
    longest = 0.0
    looking = asyncio.ensure_future(shop.copies.notice_missing())
    while not looking.done():
        before = time.perf_counter()
        await asyncio.sleep(0)
        longest = max(longest, time.perf_counter() - before)
    assert await looking == ()
    assert longest < 0.2
