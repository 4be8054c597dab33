"""One file's way without a window: what it resumes, what it repairs, when it gives up."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mcdesk.desk.hub import Hub
from mcdesk.desk.journey import Journey
from mcdesk.desk.patience import PATIENCE
from mcdesk.desk.plan import Plan, Progress, Step
from mcdesk.desk.trip import Trip
from mcdesk.desk.waking import SLICE
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import (
    DownloadBrokenError,
    InputFileError,
    KeyRefusedError,
    ServiceTroubleError,
    StorageError,
    UnreachableError,
)
from mcdesk.model.jobs import JobStatus
from mcdesk.model.operations import RANK
from mcdesk.model.preflight import PreflightWish
from mcdesk.model.submissions import Origin, Submission, SubmissionState
from mcdesk.services.batch import BatchClient
from tests.desk.bench import CSV, KEY, Clock, account, csv_file, packed_submission, world_of
from tests.desk.conftest import Connect
from tests.ledger.samples import job
from tests.sandbox_fixtures import Sandbox
from tests.services.raw_server import RawServer, answer, nobody_there

D = DownloadState


class Traveller:
    """Runs journeys for one file, one after the other, as repeated commands would."""

    def __init__(self, folder: Path, ledger: Ledger, hub: Hub, world: World, connect: Connect) -> None:
        self.folder, self.ledger, self.world = folder, ledger, world
        self.file = csv_file(folder, "april.csv")
        self.out = folder / "out"
        self.steps: list[Step] = []
        self.progress = Progress()
        self._hub, self._connect = hub, connect

    async def go(self, url: str, **changes: Any) -> Path:
        plan = replace(Plan(self.file, "april", self.out, 0.01, 1, PreflightWish(RANK)), **changes)
        self.progress, self.steps = Progress(), []
        client = BatchClient(self._connect(url), RANK)
        owner = account(url)
        await self.ledger.save_account(owner)
        trip = Trip(plan, owner, client, self.ledger, self._hub, self.world, self.steps.append)
        (result,) = await Journey(trip, self.progress).go()
        return result

    async def begun(self, **values: Any) -> Submission:
        """A submission of the same file that an earlier run left behind."""
        sample = packed_submission(self.folder, "april", origin=Origin.COMMAND, **values)
        return await self.ledger.add_submission(sample)

    @property
    def words(self) -> str:
        return " | ".join(step.text for step in self.steps)


@pytest.fixture
async def traveller(tmp_path: Path, ledger: Ledger, hub: Hub, world: World, connect: Connect) -> Traveller:
    return Traveller(tmp_path, ledger, hub, world, connect)


@pytest.mark.parametrize("left", [SubmissionState.WAITING, SubmissionState.SENDING, SubmissionState.UNSURE])
async def test_what_an_earlier_run_began_is_taken_up_with_its_key(
    traveller: Traveller, sandbox: Sandbox, left: SubmissionState
) -> None:
    sent = await traveller.begun()
    if left is not SubmissionState.WAITING:
        await traveller.ledger.mark_sending(sent.id, 1.0)
    if left is SubmissionState.UNSURE:
        await traveller.ledger.mark_unsure(sent.id)
    assert (await traveller.go(sandbox.url)).is_file()
    assert "Resuming" in traveller.words
    assert len(await traveller.ledger.submissions("acc")) == 1
    assert [told["client_reference"] for told in sandbox.jobs(KEY)] == ["april"]


async def test_a_lost_copy_is_made_again_byte_for_byte(traveller: Traveller, sandbox: Sandbox) -> None:
    with nobody_there() as url, pytest.raises(UnreachableError):
        await traveller.go(url)
    (sent,) = await traveller.ledger.submissions("acc")
    sent.packed.path.unlink()
    assert (await traveller.go(sandbox.url)).is_file()
    assert len(await traveller.ledger.submissions("acc")) == 1


@pytest.mark.parametrize("has_copy", [True, False])
async def test_a_home_that_was_moved_still_sends_what_waits_in_it(
    traveller: Traveller, sandbox: Sandbox, tmp_path: Path, clock: Clock, has_copy: bool
) -> None:
    with nobody_there() as url, pytest.raises(UnreachableError):
        await traveller.go(url)
    (sent,) = await traveller.ledger.submissions("acc")
    (tmp_path / "home" / "files").rename(tmp_path / "moved-files")
    (tmp_path / "moved").mkdir()
    (tmp_path / "moved-files").rename(tmp_path / "moved" / "files")
    traveller.world = world_of(tmp_path / "moved", clock, prefix="moved")
    if not has_copy:
        traveller.world.packed_of(sent).unlink()
    assert (await traveller.go(sandbox.url)).is_file()
    assert not sent.packed.path.exists()
    assert [told["client_reference"] for told in sandbox.jobs(KEY)] == ["april"]
    assert [known.id for known in await traveller.ledger.submissions("acc")] == [sent.id]


async def test_a_copy_that_can_not_be_made_again_is_not_replaced_by_another(
    traveller: Traveller, sandbox: Sandbox
) -> None:
    sent = await traveller.begun()
    sent.packed.path.unlink()
    odd = replace(sent, id="odd", packed=replace(sent.packed, sha256="0" * 64))
    await traveller.ledger.remove_submission(sent.id)
    await traveller.ledger.add_submission(odd)
    with pytest.raises(StorageError, match="can't be made again"):
        await traveller.go(sandbox.url)
    assert sandbox.jobs(KEY) == []


async def test_the_windows_submission_of_the_same_file_is_not_taken_over(
    traveller: Traveller, sandbox: Sandbox
) -> None:
    theirs = await traveller.begun()
    await traveller.ledger.remove_submission(theirs.id)
    await traveller.ledger.add_submission(replace(theirs, id="window", origin=Origin.WINDOW))
    await traveller.go(sandbox.url)
    assert len(await traveller.ledger.submissions("acc")) == 2
    window = await traveller.ledger.submission("window")
    assert window is not None
    assert window.state is SubmissionState.WAITING


async def test_a_refused_file_goes_with_the_same_key_next_time(
    traveller: Traveller, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "access_denied", on="submit")
    with pytest.raises(KeyRefusedError):
        await traveller.go(sandbox.url)
    assert (await traveller.go(sandbox.url)).is_file()
    states = [sent.state for sent in await traveller.ledger.submissions("acc")]
    assert states == [SubmissionState.ACCEPTED]


async def test_it_waits_longer_each_time_and_gives_up_in_the_end(
    traveller: Traveller, clock: Clock, tmp_path: Path
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    traveller.world = world_of(tmp_path / "home", clock, sleep)
    with nobody_there() as url, pytest.raises(UnreachableError):
        await traveller.go(url, poll=10)
    assert sum(slept) == sum([20, 40, 80, 160, *[300] * (PATIENCE - 5)])
    assert max(slept) <= SLICE  # so that a computer that sleeps meanwhile does not prolong it
    told = [step.text.rpartition("Next try in ")[2] for step in traveller.steps if "Next try" in step.text]
    assert told[:5] == ["20 s.", "40 s.", "1 min.", "2 min.", "5 min."]
    assert traveller.progress.current.job is None


async def test_trouble_while_watching_loses_nothing(traveller: Traveller, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "unavailable", on="status", count=PATIENCE)
    with pytest.raises(ServiceTroubleError):
        await traveller.go(sandbox.url)
    assert traveller.progress.current.job is not None
    assert (await traveller.go(sandbox.url)).is_file()
    assert len(sandbox.jobs(KEY)) == 1


async def test_a_damaged_copy_is_fetched_anew(traveller: Traveller, sandbox: Sandbox) -> None:
    first = await traveller.go(sandbox.url)
    first.unlink()
    (attempt,) = await traveller.ledger.downloads("acc")
    assert attempt.path is not None
    attempt.path.write_bytes(b"damaged")
    again = await traveller.go(sandbox.url)
    assert again.read_bytes() != b"damaged"
    assert [a.state for a in await traveller.ledger.downloads("acc")] == [D.LOST, D.VERIFIED]


async def test_a_download_that_was_running_at_the_end_has_cost_its_slot(
    traveller: Traveller, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "access_denied", on="download")
    with pytest.raises(KeyRefusedError):
        await traveller.go(sandbox.url)
    assert traveller.progress.current.job is not None
    left = Download("d0", "acc", traveller.progress.current.job.job_id, D.STARTED, 1.0)
    await traveller.ledger.add_download(left)
    await traveller.go(sandbox.url)
    assert [a.state for a in await traveller.ledger.downloads("acc")] == [D.BROKEN, D.UNSPENT, D.VERIFIED]


async def test_progress_tells_how_far_it_came(traveller: Traveller, sandbox: Sandbox) -> None:
    path = await traveller.go(sandbox.url)
    progress = traveller.progress
    assert progress.current.result == path
    assert progress.current.job is not None
    assert progress.current.job.status is JobStatus.COMPLETED
    assert progress.current.job.slots is not None
    assert progress.current.job.slots.left == 2
    said = traveller.words
    assert "april.csv: 1 row, 1 unique VINs" in said
    assert said.index("Accepted as job") < said.index("Downloading the result")
    uploads = [step.percent for step in traveller.steps if step.text == "Uploading"]
    assert uploads[-1] == 100


async def test_a_file_that_is_gone_is_told_before_anything_is_written(
    traveller: Traveller, sandbox: Sandbox
) -> None:
    with pytest.raises(InputFileError, match="is not there"):
        await traveller.go(sandbox.url, file=traveller.folder / "gone.csv")
    assert await traveller.ledger.submissions("acc") == ()


async def test_an_answer_of_a_service_that_lost_its_mind_spends_no_second_slot(traveller: Traveller) -> None:
    """The job is completed, its download breaks, and one slot is to be kept."""
    done = {"job_id": "j1", "status": "COMPLETED", "created_at": "2026-04-01T10:00:00Z"}
    fresh, used = (
        answer(json.dumps(done | {"max_downloads": 3, "remaining_downloads": left}).encode())
        for left in (3, 1)
    )
    sent = await traveller.begun()
    await traveller.ledger.mark_sending(sent.id, 1.0)
    await traveller.ledger.mark_accepted(sent.id, job("j1"), 1.0, "")
    with (
        RawServer(fresh, answer(b"x", length=10), used) as server,
        pytest.raises(DownloadBrokenError) as told,
    ):
        await traveller.go(server.url)
    assert "--keep-downloads 0" in told.value.advice
    assert sum(b"/download" in request for request in server.requests) == 1
    assert not traveller.out.exists() or list(traveller.out.iterdir()) == []
    assert traveller.file.read_text() == CSV


async def test_a_result_whose_record_was_lost_with_the_process_costs_no_second_slot(
    traveller: Traveller, sandbox: Sandbox
) -> None:
    await traveller.go(sandbox.url)
    (verified,) = await _downloads(traveller)
    lost = replace(verified, state=DownloadState.STARTED, path=None, sha256=None, size=None, remaining=None)
    await traveller.ledger.update_download(lost)
    await traveller.go(sandbox.url)
    assert [job["download_count"] for job in sandbox.jobs(KEY)] == [1]
    (again,) = await _downloads(traveller)
    assert (again.state, again.sha256) == (DownloadState.VERIFIED, verified.sha256)


async def _downloads(traveller: Traveller) -> tuple[Download, ...]:
    (sent,) = await traveller.ledger.submissions("acc")
    assert sent.job_id is not None
    return await traveller.ledger.downloads("acc", sent.job_id)
