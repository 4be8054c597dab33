"""Every fault that the sandbox can have, at every call that it can strike: what becomes of the file."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.cli.exits import Exit
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import ApiKey
from mcdesk.model.errors import NoDownloadsLeftError, UsageError
from mcdesk.model.events import Ask, NoticeKind
from mcdesk.model.operations import RANK
from mcdesk.model.rows import CopyState
from mcdesk.sandbox.faults import GATEWAY_KINDS, PARAMETERS
from mcdesk.sandbox.operations import Call
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http
from tests.cli import runs
from tests.desk.bench import account, packed_submission, until
from tests.desk.office import Office
from tests.faults.expected import CALLS, CASES, Case, Word
from tests.faults.service import Kept, Service
from tests.faults.witness import off_record_in, slots_off_record, troubles_told
from tests.services.raw_server import quiet

ASKS = {Word.RESUME: Ask.RESUME_LANE, Word.AGREE: Ask.DOWNLOAD_AGAIN}
every_case = pytest.mark.parametrize("case", CASES, ids=str)


@pytest.fixture
async def office(service: Service, tmp_path: Path, ledger: Ledger, key: str) -> AsyncIterator[Office]:
    made = Office(tmp_path, ledger, account(service.url), key)
    yield made
    await made.aclose()


def test_every_fault_has_been_thought_about() -> None:
    assert {case.kind for case in CASES} == set(PARAMETERS)
    assert {(case.kind, case.on) for case in CASES} >= {(kind, on) for kind in GATEWAY_KINDS for on in CALLS}
    assert len({(case.kind, case.on) for case in CASES}) == len(CASES)


@every_case
async def test_the_window_comes_to_rest_and_leaves_the_rest_to_the_user(
    case: Case, office: Office, service: Service, key: str
) -> None:
    service.fault(key, case.kind, on=case.on, **case.parameters)
    await office.open()
    row_key = await office.send()
    expected = case.window

    def is_at_rest() -> bool:
        row = office.row(row_key)
        is_there = (row.state, row.copy) == (expected.state, expected.copy)
        return is_there and expected.told in troubles_told(office.events) and not service.ordered(key)

    await until(is_at_rest)
    await office.looks()
    assert is_at_rest()
    assert bool(troubles_told(office.events)) is bool(expected.told)
    assert [job.spent for job in service.made(key)] == [expected.spent] * bool(office.row(row_key).job_id)
    await require_on_record(case, office, service.made(key))
    if expected.word is Word.NOT_NEEDED:
        require_exact(office, row_key, service)
    else:
        await act(case, office, row_key, service, key)


async def act(case: Case, office: Office, row_key: str, service: Service, key: str) -> None:
    """The user is told what to do, and does it."""
    (told,) = office.notices(NoticeKind.TROUBLE, NoticeKind.FAILED)
    word = case.window.word
    assert (told.row_key, told.ask) == (row_key, ASKS.get(word, Ask.NOTHING))
    assert told.advice
    if word is Word.USELESS:
        with pytest.raises((UsageError, NoDownloadsLeftError)):
            office.desk.download(row_key, agreed=True)
        return
    if word is Word.RESUME:
        office.desk.resume_lane(told.operation)
    elif word is Word.DOWNLOAD:
        office.desk.download(row_key)
    else:
        assert "It cost one of its 3 downloads; 2 are left." in told.advice
        with pytest.raises(UsageError):
            office.desk.download(row_key)
        office.desk.download(row_key, agreed=True)
    await until(lambda: office.row(row_key).copy is CopyState.VERIFIED)
    require_exact(office, row_key, service)
    assert [job.spent for job in service.made(key)] == [case.window.spent + 1]
    await require_on_record(case, office, service.made(key))


def require_exact(office: Office, row_key: str, service: Service) -> None:
    download = office.verified(row_key)
    assert download.path is not None
    assert download.path.read_bytes() == service.result(download.job_id)


async def require_on_record(case: Case, office: Office, jobs: list[Kept]) -> None:
    if case.kind != "no_downloads_left":  # it spends slots that nobody has asked for
        assert await slots_off_record(office.ledger, office.account.id, jobs) == {}


async def test_bytes_that_do_not_match_are_kept_and_never_shown(
    office: Office, service: Service, key: str
) -> None:
    service.fault(key, "wrong_checksum")
    await office.open()
    row_key = await office.send()
    await until(lambda: office.row(row_key).copy is CopyState.DAMAGED)
    details = office.details(row_key)
    assert details is not None
    evidence = details.downloads[-1].path
    assert evidence is not None
    assert evidence.name.endswith(".not-verified")
    assert evidence.read_bytes() == service.result(details.downloads[-1].job_id)
    assert [path for path in evidence.parent.iterdir() if path != evidence] == []
    assert not await office.desk.verify(row_key)


@every_case
def test_a_run_says_how_it_ended_and_the_same_command_goes_on(
    case: Case,
    service: Service,
    key: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MCDESK_API_KEY", key)
    desk = runs.Desk(tmp_path, service, capfd)
    if case.on == Call.LIST:  # a run asks for the list only while another job has the lane
        occupy_lane(service, key, tmp_path)
    service.fault(key, case.kind, on=case.on, **case.parameters)
    expected = case.run
    assert desk.run() is expected.code
    assert expected.told in desk.stderr
    assert service.ordered(key) == []
    assert sum(job.spent for job in made_of_it(service, key)) == expected.spent
    if expected.again is not None:
        assert desk.run() is expected.again
    (job,) = made_of_it(service, key)
    if case.kind != "no_downloads_left":
        assert asyncio.run(off_record_in(desk.home, [job])) == {}
    is_done = Exit.DONE in (expected.code, expected.again)
    handed_out = [path.read_bytes() for path in desk.out.iterdir()]
    assert handed_out == ([service.result(job.job_id)] if is_done else [])


def made_of_it(service: Service, key: str) -> list[Kept]:
    return [job for job in service.made(key) if job.reference == "april"]


def occupy_lane(service: Service, key: str, folder: Path) -> None:
    service.fault(key, "slow_job", seconds=1)  # so long that the run finds it there
    other = packed_submission(folder / "elsewhere", "other")
    http = Http(service.url, ApiKey(key))
    BatchClient(http, RANK).submit(
        other.packed.path, reference="other", idempotency_key="other", progress=quiet
    )
    asyncio.run(http.aclose())
