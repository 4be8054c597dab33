"""Closing: what is under way is named, the end comes soon, and the next start goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mcdesk.model.rows import RowState
from tests.e2e.house import KEY, House, until
from tests.sandbox_fixtures import Sandbox

_AT_ONCE = 2.0


def test_closing_during_an_upload_leaves_one_job(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow", on="submit", seconds=4.0)
        await house.send(pairs("may-auction"))
        await until(lambda: house.desk.uploads_under_way, "the upload")
        await house.quit()
        assert house.says("Quit while may-auction is uploading?")
        house.press("Stay")
        await until(lambda: not house.front.stage.scope.is_running("quit"), "the answer")
        assert house.window.isVisible()
        await house.quit()
        house.press("Quit")
        await until(house.front.done.is_set, "the end")
        assert not house.window.isVisible()
        assert await house.close() < _AT_ONCE
        await house.open()
        await house.verified("may-auction")
        assert len(sandbox.jobs(KEY)) == 1

    play(story, url=sandbox.url)


def test_closing_during_a_download_warns_of_its_slot(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow", on="download", seconds=2.0)
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.COMPLETED)
        await until(lambda: house.front.results.downloading, "the download")
        await house.quit()
        assert house.says("Quit while may-auction is downloading?")
        house.press("Quit")
        await until(house.front.done.is_set, "the end")
        assert await house.close() < _AT_ONCE
        await house.open()
        await house.checked()
        assert len(house.details("may-auction").downloads) == 1

    play(story, url=sandbox.url)


def test_an_idle_window_closes_without_a_word(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        await house.quit()
        assert house.front.done.is_set()
        assert await house.close() < _AT_ONCE

    play(story, url=sandbox.url)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_tidily(tmp_path: Path, number: int, code: int):
    home = tmp_path / "home"
    process = _started(home)
    log = home / "logs" / "mcdesk.log"
    _wait(lambda: log.exists() and "is open" in log.read_text(), process)
    began = time.monotonic()
    process.send_signal(number)
    _, said = process.communicate(timeout=10)
    assert time.monotonic() - began < _AT_ONCE
    assert process.returncode == code
    assert "Traceback" not in said


def test_without_a_ledger_it_says_why_and_ends(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "ledger.sqlite3").write_bytes(b"this is no ledger" * 1000)
    process = _started(home)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("mcdesk can't start.")
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 1
    assert "Traceback" not in said


def _started(home: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"MCDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-m", "mcdesk"], env=environment, stderr=subprocess.PIPE, text=True
    )


def _wait(holds, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
