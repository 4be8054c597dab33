import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import LedgerError
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, download


async def test_an_attempt_is_written_down_and_then_its_outcome(ledger: Ledger):
    begun = download("d")
    await ledger.add_download(begun)
    assert await ledger.downloads(ACCOUNT.id) == (begun,)

    verified = replace(
        begun,
        state=DownloadState.VERIFIED,
        path=Path("/results/april-ranked.csv.gz"),
        size=5_000_000_000,
        sha256="c" * 64,
        expected_sha256="c" * 64,
        remaining=2,
        finished_at=130.5,
        expected_size=5_000_000_001,
    )
    await ledger.update_download(verified)
    assert await ledger.downloads(ACCOUNT.id, "j1") == (verified,)


async def test_oldest_first_and_those_of_one_moment_as_written(ledger: Ledger):
    attempts = [("z", 5.0), ("b", 9.0), ("a", 9.0), ("c", 1.0)]
    for id_, at in attempts:
        await ledger.add_download(download(id_, started_at=at))
    await ledger.add_download(download("x", job_id="j2"))
    await ledger.add_download(download("y", account_id=OTHER_ACCOUNT.id))

    assert [d.id for d in await ledger.downloads(ACCOUNT.id, "j1")] == ["c", "z", "b", "a"]
    assert [d.id for d in await ledger.downloads(ACCOUNT.id)] == ["c", "z", "b", "a", "x"]


@pytest.mark.parametrize("state", DownloadState)
async def test_every_state_survives(ledger: Ledger, state: DownloadState):
    await ledger.add_download(download("d", state=state))
    assert [d.state for d in await ledger.downloads(ACCOUNT.id)] == [state]


async def test_the_outcome_of_an_attempt_that_nobody_wrote_down_is_refused(ledger: Ledger):
    with pytest.raises(LedgerError, match="not in the ledger"):
        await ledger.update_download(download("d"))
    assert await ledger.downloads(ACCOUNT.id) == ()


async def test_what_a_worker_writes_down_is_on_record_when_it_goes_on(ledger: Ledger, home: Path):
    begun = download("d")
    await ledger.add_download(begun)

    def work() -> list[tuple[int]]:
        ledger.update_download_now(replace(begun, remaining=2))
        with closing(sqlite3.connect(home / FILE_NAME)) as other:
            return other.execute("SELECT remaining FROM downloads").fetchall()

    assert await asyncio.to_thread(work) == [(2,)]
    assert await ledger.downloads(ACCOUNT.id) == (replace(begun, remaining=2),)


@pytest.mark.parametrize("state", [each for each in DownloadState if each is not DownloadState.STARTED])
async def test_headers_that_come_late_do_not_change_an_attempt_that_has_ended(
    ledger: Ledger, state: DownloadState
):
    ended = download("d", state=state, finished_at=130.5)
    await ledger.add_download(ended)
    await asyncio.to_thread(ledger.update_download_now, download("d", remaining=2))
    assert await ledger.downloads(ACCOUNT.id) == (ended,)


async def test_headers_change_nothing_else(ledger: Ledger):
    begun = download("d", path=Path("/results/a.csv.gz"), size=3)
    await ledger.add_download(begun)
    told = replace(begun, remaining=1, expected_sha256="c" * 64, expected_size=9)
    await asyncio.to_thread(ledger.update_download_now, replace(told, path=None, size=None))
    assert await ledger.downloads(ACCOUNT.id) == (told,)


async def test_a_worker_hears_what_went_wrong(ledger: Ledger):
    with pytest.raises(LedgerError, match="not in the ledger"):
        await asyncio.to_thread(ledger.update_download_now, download("unheard of"))
    await ledger.aclose()
    with pytest.raises(LedgerError, match="closed"):
        await asyncio.to_thread(ledger.update_download_now, download("d"))
