"""Whatever the network does: each file becomes one job, each slot that is spent is on record.

Each seed is another bad network. One that fails is tried again by its number alone.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from mcdesk.cli.exits import Exit
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.events import NoticeKind
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import PreflightWish
from mcdesk.model.rows import CopyState, RowState
from mcdesk.model.submissions import SubmissionState
from tests.cli import runs
from tests.desk.bench import account, csv_file, until
from tests.desk.office import Office
from tests.faults.mischief import fates
from tests.faults.proxy import Proxy
from tests.faults.service import Service
from tests.faults.witness import off_record_in, slots_off_record

SEEDS = range(12)
UNRULY = 24
"""Connections that meet something before the network is good."""
UNRULY_FOR_ONE = 8
"""The same for a single run, whose pauses are real and double with each failure in a row."""
FILES = {"rank": 3, "decode": 2}
POLL = 0.005
ALL_SLOTS = 3
ENDS = (Exit.DONE, Exit.NO_DOWNLOADS_LEFT)
"""What giving the command again does not change."""
each_seed = pytest.mark.parametrize("seed", SEEDS)


@pytest.fixture
def network(seed: int, service: Service) -> Iterator[Proxy]:
    with Proxy(service.url, fates(seed, UNRULY)) as proxy:
        yield proxy


@pytest.fixture
async def office(network: Proxy, tmp_path: Path, ledger: Ledger, key: str) -> AsyncIterator[Office]:
    made = Office(tmp_path, ledger, account(network.url), key)
    yield made
    await made.aclose()


async def send(office: Office, operation: str, name: str) -> str:
    wish = PreflightWish(OPERATIONS[operation])
    file = csv_file(office.folder, f"{name}.csv")
    return await office.desk.submit(await office.desk.drafts.draft(file, wish, lambda look: None), name)


def is_settled(office: Office, row_key: str) -> bool:
    """Completed, and fetched or asked about: nothing more happens by itself."""
    row = office.row(row_key)
    is_asked = any(notice.row_key == row_key for notice in office.notices(NoticeKind.TROUBLE))
    return row.state is RowState.COMPLETED and (row.copy is CopyState.VERIFIED or is_asked)


@each_seed
async def test_a_desk_loses_nothing_and_pays_nothing_twice(
    office: Office, network: Proxy, service: Service, key: str
) -> None:
    desk = await office.open()
    sent = {
        await send(office, operation, f"{operation}-{number}"): f"{operation}-{number}"
        for operation, count in FILES.items()
        for number in range(count)
    }
    await until(lambda: all(is_settled(office, row) for row in sent), seconds=40)
    network.calm()
    await office.looks()
    assert sum(network.done.values()) > len(sent)
    jobs = service.made(key)
    assert sorted(job.reference for job in jobs) == sorted(sent.values())
    submissions = await office.ledger.submissions(office.account.id)
    assert {s.state for s in submissions} == {SubmissionState.ACCEPTED}
    assert {job.reference: job.spent for job in jobs if job.spent > 1} == {}
    assert await slots_off_record(office.ledger, office.account.id, jobs) == {}
    for row in sent:
        if office.row(row).copy is not CopyState.VERIFIED:
            desk.download(row, agreed=True)
    await until(lambda: all(office.row(row).copy is CopyState.VERIFIED for row in sent))
    for row in sent:
        path = office.verified(row).path
        assert path is not None
        assert path.read_bytes() == service.result(office.verified(row).job_id)
    assert await slots_off_record(office.ledger, office.account.id, service.made(key)) == {}
    await desk.aclose()
    assert asyncio.all_tasks() == {asyncio.current_task()}


@each_seed
def test_a_run_comes_to_its_end_with_one_job(
    seed: int,
    service: Service,
    key: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MCDESK_API_KEY", key)
    service.fault(key, "slow_job", seconds=0.1)
    desk = runs.Desk(tmp_path, service, capfd)
    with Proxy(service.url, fates(seed, UNRULY_FOR_ONE, soon=True)) as network:
        end = desk.run(base_url=network.url, keep=seed % 2, poll=POLL)
        if end is Exit.NOT_VERIFIED:
            assert [job.spent for job in service.made(key)] <= [ALL_SLOTS - seed % 2]
        end = end if end in ENDS else run_to_the_end(desk, network)
        assert network.done
    (job,) = service.made(key)
    assert asyncio.run(off_record_in(desk.home, [job])) == {}
    if end is Exit.NO_DOWNLOADS_LEFT:
        assert job.spent == ALL_SLOTS
        assert desk.files_out() == []
    else:
        assert [path.read_bytes() for path in desk.out.iterdir()] == [service.result(job.job_id)]


def run_to_the_end(desk: runs.Desk, network: Proxy) -> Exit:
    """Gives the command again, and lets it have every slot, as its words advise."""
    network.calm()
    for _ in range(ALL_SLOTS):
        end = desk.run(base_url=network.url, keep=0, poll=POLL)
        if end in ENDS:
            return end
        assert end in (Exit.REFUSED, Exit.NOT_VERIFIED), desk.stderr
    pytest.fail(f"it came to no end: {desk.stderr}")
