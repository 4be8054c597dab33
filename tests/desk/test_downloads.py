"""Which results are fetched, at whose word, and what is never done twice by itself."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from mcdesk.desk.claim import claimed_now
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import NoDownloadsLeftError, UsageError
from mcdesk.model.events import Ask, NoticeKind, TransferKind, TransfersChanged
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import CopyState, RowState
from tests.desk.bench import KEY, account, breathe, of_kind, until, world_of
from tests.desk.office import Office
from tests.ledger.samples import download
from tests.sandbox_fixtures import Sandbox

D = DownloadState


@pytest.fixture
async def office(tmp_path: Path, ledger: Ledger, sandbox: Sandbox) -> AsyncIterator[Office]:
    made = Office(tmp_path, ledger, account(sandbox.url))
    yield made
    await made.aclose()


def spent(sandbox: Sandbox) -> int:
    """Slots that the service has counted."""
    return sum(int(job["download_count"]) for job in sandbox.jobs(KEY))


async def completed(office: Office, *, fetches: bool = False) -> str:
    """A job that is done; gives its row's key."""
    await office.open(fetches=fetches)
    key = await office.send()
    await until(lambda: office.row(key).state is RowState.COMPLETED)
    return key


async def test_the_first_download_starts_by_itself_only_where_wanted(
    office: Office, sandbox: Sandbox
) -> None:
    key = await completed(office, fetches=False)
    await office.looks()
    assert spent(sandbox) == 0
    office.desk.fetch_automatically(True)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)
    await office.looks()
    assert spent(sandbox) == 1
    assert office.row(key).slots == DownloadSlots(2, 3)


async def test_a_further_download_needs_the_users_word(office: Office, sandbox: Sandbox) -> None:
    key = await completed(office)
    office.desk.download(key)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)
    with pytest.raises(UsageError, match="used before"):
        office.desk.download(key)
    assert spent(sandbox) == 1
    await breathe()  # the first one is all over now
    office.desk.download(key, agreed=True)
    await until(lambda: len(office.attempts(key)) == 2 and D.STARTED not in office.attempts(key))
    assert spent(sandbox) == 2
    assert office.attempts(key) == [D.VERIFIED, D.VERIFIED]


async def test_a_slot_that_somebody_else_spent_needs_the_users_word_too(
    office: Office, sandbox: Sandbox
) -> None:
    key = await completed(office)
    with office.client.download(str(office.row(key).job_id)) as (_, chunks):
        assert b"".join(chunks)
    await until(lambda: office.row(key).slots == DownloadSlots(2, 3))
    with pytest.raises(UsageError):
        office.desk.download(key)


async def test_a_broken_download_is_never_repeated_by_itself(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "drop_download")
    key = await completed(office, fetches=True)
    await until(lambda: office.attempts(key) == [D.BROKEN])
    await office.looks()
    assert office.attempts(key) == [D.BROKEN]
    assert spent(sandbox) == 1
    assert office.row(key).copy is CopyState.BROKEN
    (notice,) = office.notices(NoticeKind.TROUBLE)
    assert notice.title == "april: The download broke off."
    assert notice.advice == "It cost one of its 3 downloads; 2 are left."
    assert (notice.ask, notice.row_key) == (Ask.DOWNLOAD_AGAIN, key)
    with pytest.raises(UsageError):
        office.desk.download(key)
    office.desk.download(key, agreed=True)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)
    assert spent(sandbox) == 2


async def test_when_the_last_download_breaks_that_is_said_and_nothing_is_asked(
    office: Office, sandbox: Sandbox
) -> None:
    def has_told(count: int) -> bool:
        return len(office.notices(NoticeKind.TROUBLE)) == count

    sandbox.fault(KEY, "drop_download", count=3)
    key = await completed(office)
    office.desk.download(key)
    for broken in (1, 2):
        await until(partial(has_told, broken))
        assert office.row(key).slots == DownloadSlots(3 - broken, 3)
        office.desk.download(key, agreed=True)
    await until(partial(has_told, 3))
    last = office.notices(NoticeKind.TROUBLE)[-1]
    assert last.advice == (
        "It cost one of its 3 downloads; none is left. Send the file again to get a new result."
    )
    assert last.ask is Ask.NOTHING
    with pytest.raises(NoDownloadsLeftError):
        office.desk.download(key, agreed=True)


async def test_a_result_that_does_not_verify_is_not_shown_as_one(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "wrong_checksum")
    key = await completed(office, fetches=True)
    await until(lambda: office.row(key).copy is CopyState.DAMAGED)
    await office.looks()
    assert (office.attempts(key), spent(sandbox)) == ([D.MISMATCH], 1)
    (notice,) = office.notices(NoticeKind.TROUBLE)
    assert "not-verified" in notice.advice
    assert "It cost one of its 3 downloads; 2 are left." in notice.advice
    assert (notice.ask, notice.row_key) == (Ask.DOWNLOAD_AGAIN, key)
    assert not await office.desk.verify(key)


@pytest.mark.parametrize("kind", ["unavailable", "rate_limited"])
async def test_trouble_that_cost_nothing_is_tried_again_by_itself(
    office: Office, sandbox: Sandbox, kind: str
) -> None:
    sandbox.fault(KEY, kind, on="download", count=2, retry_after=0)
    key = await completed(office, fetches=True)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)
    assert office.attempts(key) == [D.UNSPENT, D.UNSPENT, D.VERIFIED]
    assert spent(sandbox) == 1
    assert office.notices(NoticeKind.TROUBLE) == []


async def test_a_refusal_is_told_once_and_not_tried_again_by_itself(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "access_denied", on="download")
    key = await completed(office, fetches=True)
    await until(lambda: office.notices(NoticeKind.TROUBLE))
    await office.looks()
    assert (office.attempts(key), spent(sandbox)) == ([D.UNSPENT], 0)
    assert len(office.notices(NoticeKind.TROUBLE)) == 1
    office.desk.download(key)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)


async def test_jobs_from_elsewhere_are_fetched_on_the_users_word_only(
    office: Office, sandbox: Sandbox
) -> None:
    desk = await office.open()
    key = await office.send_from_elsewhere()
    await until(lambda: desk.details(key) and office.row(key).state is RowState.COMPLETED)
    assert office.row(key).is_elsewhere
    await office.looks()
    assert spent(sandbox) == 0
    desk.download(key)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)
    assert office.row(key).reference == "elsewhere"


async def test_without_slots_there_is_nothing_to_agree_to(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "no_downloads_left")
    key = await completed(office, fetches=True)
    await until(lambda: office.row(key).slots == DownloadSlots(0, 3))
    with pytest.raises(NoDownloadsLeftError):
        office.desk.download(key, agreed=True)


async def test_a_job_that_is_not_done_has_nothing_to_fetch(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow_job", seconds=60)
    await office.open()
    key = await office.send()
    await until(lambda: office.row(key).state is RowState.PROCESSING)
    for unknown in (key, "gone"):
        with pytest.raises(UsageError, match="no result"):
            office.desk.download(unknown)


async def test_a_stopped_download_has_cost_its_slot_and_is_not_taken_up_again(
    office: Office, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "slow", on="download", seconds=0.3)
    key = await completed(office, fetches=True)
    await until(lambda: _is_asked(office))
    office.desk.stop_transfer(key)
    await until(lambda: office.attempts(key) == [D.BROKEN])
    await office.looks()
    assert office.attempts(key) == [D.BROKEN]
    office.desk.stop_transfer("unknown")


async def test_what_a_dead_process_left_half_way_is_settled_and_told(
    office: Office, sandbox: Sandbox
) -> None:
    key = await completed(office)
    row = office.row(key)
    started = download(
        "dead", account_id="acc", job_id=row.job_id, remaining=2, expected_sha256="0" * 64, expected_size=10
    )
    await office.ledger.add_download(started)
    await office.desk.aclose()
    await office.open(fetches=True)
    await until(lambda: office.attempts(key) == [D.BROKEN])
    await office.looks()
    assert (office.attempts(key), spent(sandbox)) == ([D.BROKEN], 0)


async def test_a_command_line_that_dies_beside_the_window_leaves_no_row_that_fetches_for_ever(
    office: Office,
) -> None:
    key = await completed(office)
    started = download(
        "dead", account_id="acc", job_id=office.row(key).job_id, remaining=1, expected_sha256="0" * 64
    )
    await office.ledger.add_download(started)
    with claimed_now(
        world_of(office.folder / "home", lambda: 0.0).download_claim("acc", str(office.row(key).job_id))
    ):
        with office.client.download(str(office.row(key).job_id)) as (_, chunks):
            assert b"".join(chunks)  # the window sees a slot go, and with it the attempt
        await until(lambda: office.attempts(key) == [D.STARTED])
        await office.looks()
        assert office.attempts(key) == [D.STARTED]
    await until(lambda: office.attempts(key) == [D.BROKEN])
    (notice,) = office.notices(NoticeKind.TROUBLE)
    assert notice.title == "april: The download was interrupted."
    assert notice.advice == "It cost one of its 3 downloads; 1 is left."
    assert notice.ask is Ask.DOWNLOAD_AGAIN


async def test_a_result_whose_row_is_lost_is_found_and_not_paid_for_again(
    office: Office, sandbox: Sandbox
) -> None:
    """The ledger came back from a copy that is older than the download."""
    key = await completed(office, fetches=True)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)
    path = office.verified(key).path
    await office.desk.aclose()
    with closing(sqlite3.connect(office.folder / "home" / FILE_NAME)) as ledger, ledger:
        ledger.execute("DELETE FROM downloads")
    await office.open(fetches=True)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)
    assert office.verified(key).path == path
    assert await office.desk.verify(key)
    assert spent(sandbox) == 1


def _is_asked(office: Office) -> bool:
    """Whether the request of a download is on its way: told after the transfer itself has been."""
    told = [event.transfer for event in of_kind(office.events, TransfersChanged)]
    return len([one for one in told if one.kind is TransferKind.DOWNLOADING]) > 1
