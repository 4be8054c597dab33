"""Answers that never come, one at a time: what was asked for may have happened, or may be about to."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mcdesk.cli.exits import Exit
from mcdesk.desk.desk import Desk
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, ApiKey
from mcdesk.model.downloads import DownloadState
from mcdesk.model.events import Ask, NoticeKind
from mcdesk.model.rows import CopyState
from mcdesk.services.http import Http
from tests.cli import runs
from tests.desk.bench import account, quick_sleep, until, world_of
from tests.desk.office import Office
from tests.faults.mischief import UNEVENTFUL, Fate, Mischief
from tests.faults.proxy import Proxy
from tests.faults.service import Service
from tests.faults.witness import slots_off_record

LONG_PAUSE = 20.0
LATE = 0.3
"""Seconds: long after a desk in compressed time has asked whether anything was spent."""


class PatientOffice(Office):
    """Its desk's long pauses end when the test says so; short ones are short as everywhere."""

    def __init__(self, folder: Path, ledger: Ledger, account: Account, key: str) -> None:
        super().__init__(folder, ledger, account, key)
        self.pauses_end = asyncio.Event()

    async def open(self, *, fetches: bool = True) -> Desk:
        await self.ledger.save_account(self.account)
        prefix = f"{self.account.id}-{len(self._opened)}"
        world = world_of(self.folder / "home", time.time, self._sleep, prefix)
        desk = Desk(self.account, Http(self.account.base_url, ApiKey(self._key)), self.ledger, world)
        desk.subscribe(self.events.append)
        desk.fetch_automatically(fetches)
        await desk.load()
        desk.start()
        self._opened.append(desk)
        return desk

    async def _sleep(self, seconds: float) -> None:
        if seconds >= LONG_PAUSE:
            await self.pauses_end.wait()
        await quick_sleep(seconds)


Through = Callable[..., Proxy]
Offices = Callable[[str], PatientOffice]


@pytest.fixture
def through(service: Service) -> Iterator[Through]:
    """Makes a network whose connections meet these fates, in their order."""
    with ExitStack() as stack:
        yield lambda *fates: stack.enter_context(Proxy(service.url, fates))


@pytest.fixture
async def offices(tmp_path: Path, ledger: Ledger, key: str) -> AsyncIterator[Offices]:
    """Makes a desk's office at an address, and closes it at the end."""
    made: list[PatientOffice] = []

    def at(url: str) -> PatientOffice:
        made.append(PatientOffice(tmp_path, ledger, account(url), key))
        return made[-1]

    yield at
    for office in made:
        await office.aclose()


async def test_a_file_that_arrives_after_its_connection_has_died_is_one_job(
    through: Through, offices: Offices, service: Service, key: str
) -> None:
    network = through(UNEVENTFUL, Fate(Mischief.DELIVER_LATE, seconds=LATE))
    office = offices(network.url)
    await office.open()
    await office.looks(1)  # the first connection is the list's, the second the upload's
    row = await office.send()
    await until(lambda: office.row(row).copy is CopyState.VERIFIED and network.done)
    await office.looks(5)
    assert [job.spent for job in service.made(key)] == [1]


async def test_a_download_that_is_asked_for_after_its_connection_has_died_is_not_asked_for_again(
    through: Through, offices: Offices, service: Service, key: str
) -> None:
    network = through(UNEVENTFUL, Fate(Mischief.DELIVER_LATE, exchange=1, seconds=LATE))
    office = offices(network.url)
    await office.open()
    await office.looks(1)
    row = await office.send()  # the download goes by the connection of the upload
    await until(lambda: network.done and [job.spent for job in service.made(key)] == [1])
    office.pauses_end.set()
    await until(lambda: office.notices(NoticeKind.TROUBLE))
    await office.looks()
    (notice,) = office.notices(NoticeKind.TROUBLE)
    assert (notice.row_key, notice.ask) == (row, Ask.DOWNLOAD_AGAIN)
    assert "2 are left" in notice.advice
    jobs = service.made(key)
    assert [job.spent for job in jobs] == [1]
    assert await slots_off_record(office.ledger, office.account.id, jobs) == {}


async def test_leaving_while_an_attempt_may_still_be_counted_forgets_no_slot(
    through: Through, offices: Offices, service: Service, key: str
) -> None:
    network = through(UNEVENTFUL, Fate(Mischief.DELIVER_LATE, exchange=1, seconds=LATE))
    office = offices(network.url)
    desk = await office.open()
    await office.looks(1)
    row = await office.send()
    await until(lambda: office.attempts(row) == [DownloadState.BROKEN])
    await desk.aclose()
    await until(lambda: [job.spent for job in service.made(key)] == [1])
    await office.open()
    await office.looks()
    assert await slots_off_record(office.ledger, office.account.id, service.made(key)) == {}


async def test_the_users_word_counts_while_it_is_still_asked_what_the_last_attempt_cost(
    offices: Offices, service: Service, key: str
) -> None:
    service.fault(key, "drop_download")
    service.fault(key, "slow", on="status", seconds=0.5)
    office = offices(service.url)
    await office.open()
    row = await office.send()
    await until(lambda: office.row(row).copy is CopyState.BROKEN)
    office.desk.download(row, agreed=True)
    await until(lambda: office.row(row).copy is CopyState.VERIFIED, seconds=2)
    assert [job.spent for job in service.made(key)] == [2]


def test_a_run_keeps_back_what_it_was_told_to_although_nobody_says_what_the_first_attempt_cost(
    through: Through,
    service: Service,
    key: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MCDESK_API_KEY", key)
    status_lost, download_lost = Fate(Mischief.SWALLOW, exchange=1), Fate(Mischief.SWALLOW)
    network = through(UNEVENTFUL, UNEVENTFUL, status_lost, download_lost)
    desk = runs.Desk(tmp_path, service, capfd)
    service.fault(key, "unauthorized", on="download")  # the first run gets as far as the download
    assert desk.run(base_url=network.url, keep=2) is Exit.REFUSED
    assert desk.run(base_url=network.url, keep=2) is Exit.NOT_VERIFIED
    assert network.done[Mischief.SWALLOW] == 2
    assert [job.spent for job in service.made(key)] == [1]
