"""One window a home: a second start brings the first window to the front, whatever became of earlier ones."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QDialog, QWidget

from mcdesk.ui.one_window import RaiseListener, bring_to_front, only_window, socket_name
from tests.ui.inspector.probes import shown

Start = Callable[[Path], subprocess.Popen[str]]
_RAISED = "mcdesk is open already; its window was brought to the front.\n"


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `mcdesk` as a user does; none outlives the test."""
    processes: list[subprocess.Popen[str]] = []

    def begin(home: Path) -> subprocess.Popen[str]:
        environment = os.environ | {"MCDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "mcdesk"]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def test_a_second_start_brings_the_first_window_to_the_front(start: Start, tmp_path: Path):
    home = tmp_path / "home"
    first = opened(start, home)
    (tmp_path / "link").symlink_to(home)
    for way in (home, tmp_path / "home" / ".." / "home", tmp_path / "link"):
        second = start(way)
        _, said = second.communicate(timeout=20)
        assert (second.returncode, said) == (0, _RAISED)
    assert first.poll() is None
    assert log(home).count("is open") == 1


def test_another_home_is_another_window(start: Start, tmp_path: Path):
    opened(start, tmp_path / "one")
    opened(start, tmp_path / "two")


def test_a_killed_window_leaves_nothing_in_the_way(start: Start, tmp_path: Path):
    home = tmp_path / "home"
    first = opened(start, home)
    first.kill()
    first.wait()
    again = opened(start, home, times=2)
    _, said = start(home).communicate(timeout=20)
    assert said == _RAISED
    again.send_signal(signal.SIGTERM)
    again.wait(10)
    opened(start, home, times=3)


def test_a_start_while_the_first_one_ends_opens_a_window(start: Start, tmp_path: Path):
    home = tmp_path / "home"
    first = opened(start, home)
    first.send_signal(signal.SIGTERM)
    second = start(home)
    first.wait(10)
    wait(lambda: log(home).count("is open") == 2, second)


def test_a_window_that_hangs_is_told_of(start: Start, tmp_path: Path):
    home = tmp_path / "home"
    first = opened(start, home)
    first.send_signal(signal.SIGSTOP)
    second = start(home)
    assert second.stderr is not None
    said = second.stderr.readline()
    assert said.startswith("mcdesk can't start. mcdesk is open already, but its window does not answer.")
    second.send_signal(signal.SIGTERM)
    _, rest = second.communicate(timeout=10)
    assert second.returncode == 1
    assert "Traceback" not in rest
    first.send_signal(signal.SIGCONT)
    _, said = start(home).communicate(timeout=20)
    assert said == _RAISED


def test_a_claim_that_cannot_be_made_is_gone_without(tmp_path: Path):
    (tmp_path / "claims").write_text("a file where the folder should be")
    with only_window(tmp_path) as is_first:
        assert is_first


def test_long_paths_have_short_names(tmp_path: Path):
    names = {socket_name(tmp_path / ("x" * length)) for length in (1, 100, 200)}
    assert len(names) == 3
    assert all(len(name) < 40 and "/" not in name for name in names)


@pytest.fixture
def listener(qtbot, tmp_path: Path):
    window = shown(qtbot, QWidget())
    listener = RaiseListener(tmp_path, window)
    assert listener.listen()
    yield listener
    listener.close()


@pytest.mark.parametrize("words", [b"quit\n", b"raise the dead\n", b"r" * 100_000, b"\0"])
def test_nothing_but_the_word_is_taken(qtbot, listener: RaiseListener, tmp_path: Path, words: bytes):
    asked: list[bool] = []
    listener.asked.connect(lambda: asked.append(True))
    rude = guest(tmp_path, words)
    qtbot.waitUntil(lambda: rude.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert asked == []


def test_who_says_nothing_is_shown_out(qtbot, listener: RaiseListener, tmp_path: Path):
    silent = guest(tmp_path, b"rai")
    with qtbot.waitSignals([silent.disconnected, listener.asked]):
        spoken = guest(tmp_path, b"raise\n")
    qtbot.waitUntil(lambda: spoken.bytesAvailable() > 0)
    assert spoken.readAll().data() == b"raised\n"


def test_an_old_socket_is_no_obstacle(qtbot, tmp_path: Path):
    path = QDir.temp().filePath(socket_name(tmp_path))
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(path)
    window = shown(qtbot, QWidget())
    listener = RaiseListener(tmp_path, window)
    assert listener.listen()
    listener.close()


def test_a_minimised_window_comes_back_with_its_sheet(qtbot):
    window = shown(qtbot, QWidget())
    sheet = QDialog(window)
    sheet.open()
    window.showMinimized()
    bring_to_front(window)
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    qtbot.waitUntil(sheet.isActiveWindow)


def guest(home: Path, words: bytes) -> QLocalSocket:
    each = QLocalSocket()
    each.connectToServer(socket_name(home))
    assert each.waitForConnected(2000)
    each.write(words)
    each.flush()
    return each


def opened(start: Start, home: Path, times: int = 1) -> subprocess.Popen[str]:
    """A window that is open, once it has said so in the log that many times in all."""
    process = start(home)
    wait(lambda: log(home).count("is open") == times, process)
    return process


def log(home: Path) -> str:
    path = home / "logs" / "mcdesk.log"
    return path.read_text() if path.exists() else ""


def wait(holds: Callable[[], object], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_home_that_a_window_makes_is_its_users_own(tmp_path: Path):
    home = tmp_path / "new" / "home"
    with only_window(home) as is_first:
        assert is_first
    assert home.stat().st_mode & 0o777 == 0o700
