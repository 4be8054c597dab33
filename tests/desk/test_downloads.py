"""Which results are fetched, at whose word, and what is never done twice by itself."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import NoDownloadsLeftError, UsageError
from mcdesk.model.events import NoticeKind
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import CopyState, RowState
from tests.desk.bench import KEY, account, breathe, until
from tests.desk.office import Office
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
    assert len(office.notices(NoticeKind.TROUBLE)) == 1
    with pytest.raises(UsageError):
        office.desk.download(key)
    office.desk.download(key, agreed=True)
    await until(lambda: office.row(key).copy is CopyState.VERIFIED)
    assert spent(sandbox) == 2


async def test_a_result_that_does_not_verify_is_not_shown_as_one(office: Office, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "wrong_checksum")
    key = await completed(office, fetches=True)
    await until(lambda: office.row(key).copy is CopyState.DAMAGED)
    await office.looks()
    assert (office.attempts(key), spent(sandbox)) == ([D.MISMATCH], 1)
    (notice,) = office.notices(NoticeKind.TROUBLE)
    assert "not-verified" in notice.advice
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
    await until(lambda: any(row.copy is CopyState.FETCHING for row in office.desk.rows) or _is_asked(office))
    office.desk.stop_transfer(key)
    await until(lambda: office.attempts(key) == [D.BROKEN])
    await office.looks()
    assert office.attempts(key) == [D.BROKEN]
    office.desk.stop_transfer("unknown")


def _is_asked(office: Office) -> bool:
    """Whether a download has been told to whoever watches."""
    from mcdesk.model.events import TransferKind, TransfersChanged
    from tests.desk.bench import of_kind

    return any(e.transfer.kind is TransferKind.DOWNLOADING for e in of_kind(office.events, TransfersChanged))
