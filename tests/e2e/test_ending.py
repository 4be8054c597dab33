"""The end of the process: within two seconds whatever hangs, tidily where a signal asked for it."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mcdesk.app import Program
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import ApiKey
from mcdesk.model.operations import RANK
from mcdesk.model.preflight import PreflightWish
from tests.e2e.house import KEY, MemoryKeys
from tests.e2e.network import Network
from tests.sandbox_fixtures import Sandbox

_AT_ONCE = 2.0

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Starts mcdesk on `home`; it does not outlive the test."""
    processes: list[subprocess.Popen[str]] = []

    def begin(module: str = "mcdesk") -> subprocess.Popen[str]:
        environment = os.environ | {"MCDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "TEST_KEY": KEY}
        environment |= {"LEAVE_BY": str(home / "leave")}
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def opened(start: Start, home: Path, module: str = "mcdesk") -> subprocess.Popen[str]:
    process = start(module)
    log = home / "logs" / "mcdesk.log"
    wait(lambda: log.exists() and "is open" in log.read_text(), process)
    return process


def ended(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> tuple[float, str]:
    """Seconds from the signal to the end of the process, and what it said."""
    began = time.monotonic()
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    return time.monotonic() - began, said


def wait(holds: Callable[[], object], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_tidily(start: Start, home: Path, number: int, code: int):
    process = opened(start, home)
    took, said = ended(process, number)
    assert took < _AT_ONCE
    assert process.returncode == code
    assert "Traceback" not in said


def test_without_a_ledger_it_says_why_and_ends(start: Start, home: Path):
    home.mkdir()
    (home / "ledger.sqlite3").mkdir()
    process = start()
    assert process.stderr is not None
    assert process.stderr.readline().startswith("mcdesk can't start.")
    assert process.poll() is None
    _, said = ended(process)
    assert process.returncode == 1
    assert "Traceback" not in said


async def _queue(home: Path, url: str, file: Path) -> None:
    """An account at `url`, and a file that waits to be sent."""
    program = Program(await Ledger.open(home), MemoryKeys(), home)
    account = await program.add_account("Northlake Auto", ApiKey(KEY), url, for_session=False)
    desk = await program.open_desk(account)
    draft = await desk.drafts.draft(file, PreflightWish(RANK), lambda look: None)
    await desk.submit(draft, "may-auction")
    await desk.aclose()
    await program.aclose()


def test_a_network_that_hangs_does_not_hold_it_up(start: Start, home: Path, sandbox: Sandbox, pairs):
    with Network(sandbox.url) as network:
        asyncio.run(_queue(home, network.url, pairs()))
        network.hang()
        process = opened(start, home, "tests.e2e.children.window_user")
        for _ in range(2):  # the look at the list, and the upload
            wait(lambda: network.stuck.acquire(blocking=False), process)
        took, said = ended(process)
        assert took < _AT_ONCE
        assert (process.returncode, said) == (0, "")
        assert _state(home) in ("sending", "unsure")


def test_a_ledger_that_hangs_does_not_hold_it_up(start: Start, home: Path, sandbox: Sandbox, pairs):
    asyncio.run(_queue(home, sandbox.url, pairs()))
    sandbox.fault(KEY, "slow", on="any", count=50, seconds=5.0)
    process = opened(start, home, "tests.e2e.children.window_user")
    wait(lambda: _state(home) == "sending", process)
    with closing(sqlite3.connect(home / "ledger.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        took, said = ended(process)
    assert took < _AT_ONCE
    assert (process.returncode, said) == (0, "")


@pytest.mark.parametrize("answer", ["Quit, go on next time", "Stop and quit"])
@pytest.mark.parametrize("call", ["submit", "download"])
def test_a_transfer_does_not_outlast_the_answer(
    start: Start, home: Path, sandbox: Sandbox, pairs, call: str, answer: str
):
    asyncio.run(_queue(home, sandbox.url, pairs()))
    sandbox.fault(KEY, "slow", on=call, seconds=5.0)
    process = opened(start, home, "tests.e2e.children.window_leaver")
    wait(lambda: _state(home) == "sending" if call == "submit" else _attempts(home) == ["started"], process)
    (home / "leave").write_text(answer)
    said, trouble = process.communicate(timeout=30)
    assert time.monotonic() - float(said) < _AT_ONCE
    assert process.returncode == 0
    assert "Traceback" not in trouble
    assert len(sandbox.jobs(KEY)) <= 1


def _state(home: Path) -> str:
    """How the one submission stands, as another process sees it."""
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as ledger:
        return str(ledger.execute("SELECT state FROM submissions").fetchone()[0])


def _attempts(home: Path) -> list[str]:
    """How the downloads stand, as another process sees it."""
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as ledger:
        return [state for (state,) in ledger.execute("SELECT state FROM downloads")]
