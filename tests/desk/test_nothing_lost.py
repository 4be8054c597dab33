"""Any sequence of submissions, crashes, restarts, faults and looks: nothing lost, nothing paid twice.

A crash in this process: the ledger is shut in mid-work, so that nothing more can be written, then every task
is ended. What a process that is killed leaves behind is tried with real processes elsewhere.
"""

import asyncio
import contextlib
import itertools
import shutil
import sqlite3
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from mcdesk.desk.desk import Desk
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import ApiKey
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import LedgerError
from mcdesk.model.events import LanesChanged
from mcdesk.model.jobs import JobStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import PreflightWish
from mcdesk.model.submissions import SubmissionState
from mcdesk.results import shelf
from mcdesk.sandbox.server import SandboxServer
from mcdesk.services.http import Http
from tests.desk.bench import account, csv_file, quick_sleep, until, world_of
from tests.sandbox_fixtures import Sandbox

_T = TypeVar("_T")
ALL_SLOTS = 3
FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("slow", {"seconds": 0.02}),
    ("unauthorized", {}),
    ("access_denied", {}),
    ("rate_limited", {"retry_after": 0}),
    ("quota_exhausted", {"retry_after": 0}),
    ("unavailable", {"status": 502}),
    ("slow_job", {"seconds": 0.1}),
    ("fail_job", {}),
    ("drop_after_upload", {}),
    ("drop_download", {"share": 0.5}),
    ("drop_download", {"share": 0.0}),
    ("wrong_checksum", {}),
    ("no_downloads_left", {}),
)


class NothingLost(RuleBasedStateMachine):
    """What was meant to be sent, what the sandbox has, what is on record and what lies on the disk."""

    keys = Bundle("keys")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="nothing-lost-"))
        self.server = SandboxServer(self.folder / "sandbox", speed=500)
        self.sandbox = Sandbox(self.server.start())
        self.api_key = f"sandbox-{uuid.uuid4()}"
        self.account = account(self.sandbox.url)
        self.runner = asyncio.Runner()
        self.numbers = itertools.count(1)
        self.names: dict[str, str] = {}
        self.verified: dict[str, tuple[Path, str]] = {}
        self.stopped: set[str] = set()
        self.runner.run(self._open())

    @rule(target=keys, operation=st.sampled_from(sorted(OPERATIONS)), is_held=st.booleans())
    def submit(self, operation: str, is_held: bool) -> Any:
        name = f"file-{next(self.numbers)}"
        key = self._run(self._submit(name, operation, is_held))
        if key is None:
            return multiple()
        self.names[key] = name
        return key

    @rule(fault=st.sampled_from(FAULTS), on=st.sampled_from(["any", "submit", "status", "list", "download"]))
    def strike(self, fault: tuple[str, dict[str, Any]], on: str) -> None:
        self.sandbox.fault(self.api_key, fault[0], on=on, **fault[1])

    @rule(turns=st.integers(0, 400))
    def go_on(self, turns: int) -> None:
        self._run(self._turns(turns))

    @rule()
    def look(self) -> None:
        self.desk.check_now()
        self._run(self._turns(50))

    @rule(turns=st.integers(0, 150))
    def crash_and_restart(self, turns: int) -> None:
        self._run(self._turns(turns))
        self._run(self._crash())
        self._run(self._open())

    @rule()
    def leave_and_restart(self) -> None:
        self._run(self._leave())
        self._run(self._open())

    @rule(key=keys, act=st.sampled_from(["hold", "release", "forward", "back", "try now"]))
    def decide(self, key: str, act: str) -> None:
        self._run(self._decide(key, act))

    @rule(operation=st.sampled_from(sorted(OPERATIONS)))
    def resume(self, operation: str) -> None:
        self.desk.resume_lane(operation)

    @invariant()
    def no_intent_has_two_jobs(self) -> None:
        counts = Counter(reference for reference, _, _ in self._jobs())
        assert all(count == 1 for count in counts.values()), counts

    @invariant()
    def no_verified_result_is_lost(self) -> None:
        for download in self._run(self.ledger.downloads(self.account.id)):
            if download.state is DownloadState.VERIFIED:
                assert download.path is not None
                assert download.sha256 is not None
                self.verified[download.job_id] = (download.path, download.sha256)
        for path, sha256 in self.verified.values():
            assert shelf.is_intact(path, sha256), path

    def teardown(self) -> None:
        if not hasattr(self, "runner"):
            return
        try:
            self._run(self._settle())
            self._compare()
        finally:
            self._run(self._leave())
            self.runner.close()
            self.server.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _compare(self) -> None:
        jobs = self._jobs()
        assert {reference for reference, _, _ in jobs} == set(self.names.values())
        downloads = self._run(self.ledger.downloads(self.account.id))
        spent = Counter(d.job_id for d in downloads if d.state is not DownloadState.UNSPENT)
        for reference, job_id, at_service in jobs:
            # An ordered "none left" spends slots that nobody asked for.
            assert spent[job_id] >= at_service or at_service == ALL_SLOTS, reference
        assert not [d for d in downloads if d.state is DownloadState.STARTED]
        self.no_intent_has_two_jobs()
        self.no_verified_result_is_lost()

    async def _settle(self) -> None:
        """Everything that has been in the way is gone, and the user says go on."""
        self.sandbox.clear(self.api_key)
        for operation in OPERATIONS:
            self.desk.resume_lane(operation)
        for submission in await self.ledger.submissions(self.account.id):
            if submission.state is SubmissionState.HELD:
                await self.desk.send_again(submission.id)
        await until(self._is_settled, seconds=60)

    def _is_settled(self) -> bool:
        details = [self.desk.details(key) for key in self.names]
        ended = all(d is not None and d.job is not None and d.job.status.is_final for d in details)
        completed = [d for d in details if d is not None and d.job and d.job.status is JobStatus.COMPLETED]
        tried = all(d.downloads or (d.job and d.job.slots and d.job.slots.left < 3) for d in completed)
        return ended and tried and self.desk.is_quiet

    async def _submit(self, name: str, operation: str, is_held: bool) -> str | None:
        wish = PreflightWish(OPERATIONS[operation])
        draft = await self.desk.drafts.draft(csv_file(self.folder, f"{name}.csv"), wish, lambda look: None)
        return await self.desk.submit(draft, name, is_held=is_held)

    async def _decide(self, key: str, act: str) -> None:
        acts: dict[str, Any] = {
            "hold": lambda: self.desk.hold(key),
            "release": lambda: self.desk.send_again(key),
            "forward": lambda: self.desk.move(key, True),
            "back": lambda: self.desk.move(key, False),
        }
        if act == "try now":
            self.desk.try_now(key)
            return
        with contextlib.suppress(LedgerError):  # it has gone its way: the acts say so
            await acts[act]()

    async def _open(self) -> None:
        self.ledger = await Ledger.open(self.folder / "home")
        await self.ledger.save_account(self.account)
        world = world_of(self.folder / "home", time.time, quick_sleep, uuid.uuid4().hex)
        self.desk = Desk(self.account, Http(self.sandbox.url, ApiKey(self.api_key)), self.ledger, world)
        self.desk.subscribe(self._note)
        await self.desk.load()
        self.desk.start()

    def _note(self, event: object) -> None:
        if isinstance(event, LanesChanged):
            self.stopped = {lane.operation for lane in event.lanes if lane.is_stopped}

    async def _crash(self) -> None:
        await self.ledger.aclose()
        await self.desk.aclose()

    async def _leave(self) -> None:
        await self.desk.aclose()
        await self.ledger.aclose()

    @staticmethod
    async def _turns(count: int) -> None:
        for turn in range(count):
            await asyncio.sleep(0.001 if turn % 10 == 0 else 0)

    def _jobs(self) -> list[tuple[str, str, int]]:
        """Reference, id and slots spent of all jobs: from the sandbox's own file, where no fault strikes."""
        where = f"{(self.folder / 'sandbox' / 'sandbox.sqlite3').as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(where, uri=True)) as connection:
            return connection.execute("SELECT client_reference, job_id, download_count FROM jobs").fetchall()

    def _run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return self.runner.run(work)


TestNothingLost = pytest.mark.logs_warnings(NothingLost.TestCase)  # a shut ledger is no quiet end
TestNothingLost.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
