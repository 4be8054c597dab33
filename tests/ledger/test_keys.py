import asyncio
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mcdesk.ledger import keyrings
from mcdesk.ledger.keys import Keys
from mcdesk.model.accounts import ApiKey
from mcdesk.model.errors import KeyringError
from tests.ledger.conftest import Start

CHILD = (sys.executable, "-W", "error", "-m", "tests.ledger.children.keyring_user")
needs_secret_service = pytest.mark.skipif(
    not all(map(shutil.which, ("dbus-run-session", "gnome-keyring-daemon", "gdbus"))),
    reason="needs dbus-run-session, gnome-keyring-daemon and gdbus",
)


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A user without a desktop, whose folders are all below the test's."""
    folders = {
        "HOME": tmp_path,
        "XDG_RUNTIME_DIR": tmp_path / "run",
        "XDG_DATA_HOME": tmp_path / "data",
        "XDG_CONFIG_HOME": tmp_path / "config",
        "XDG_CACHE_HOME": tmp_path / "cache",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, exist_ok=True)
    left_out = ("DBUS_", "DISPLAY", "WAYLAND", "PYTHON_KEYRING", "KEYRING_PROPERTY", "GNOME_KEYRING")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return kept | {name: str(folder) for name, folder in folders.items()}


def spoken(start: Start, surroundings: dict[str, str], *steps: str, service: str = "") -> list[Any]:
    """What a process says that takes these steps; `service` is a shell command that starts a keyring."""
    command = ["sh", "-c", f'{service}"$@"; exit $?', "sh", *CHILD, *steps]
    if service:
        command = ["dbus-run-session", "--", *command]
    child = start(*command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said, errors = child.communicate(timeout=20)
    assert child.returncode == 0, errors
    return [json.loads(line) for line in said.splitlines()]


UNLOCKED = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; "
SILENT = (
    "printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 & "
    'trap "kill -KILL $!" EXIT; gdbus wait --session --timeout 5 org.freedesktop.secrets; kill -STOP $!; '
)


@needs_secret_service
def test_a_real_keyring_keeps_a_key(start: Start, surroundings: dict[str, str]):
    steps = ("name", "get", "put", "get", "get other", "put newer", "get", "delete", "delete", "get")
    assert spoken(start, surroundings, "10", *steps, service=UNLOCKED) == [
        "GNOME Keyring / Secret Service",
        None,
        None,
        "a-secret-key",
        None,
        None,
        "a-newer-key",
        None,
        None,
        None,
    ]


@needs_secret_service
def test_a_key_outlives_the_session_and_a_locked_keyring_does_not_give_it(
    start: Start, surroundings: dict[str, str]
):
    assert spoken(start, surroundings, "10", "put", service=UNLOCKED) == [None]
    assert spoken(start, surroundings, "10", "get", service=UNLOCKED) == ["a-secret-key"]
    for trouble in spoken(start, surroundings, "10", "get", "put", "delete", service=LOCKED):
        assert trouble["title"] == "The system's keyring is locked."
        assert "Unlock it" in trouble["advice"]


@needs_secret_service
def test_a_keyring_that_does_not_answer(start: Start, surroundings: dict[str, str]):
    [trouble] = spoken(start, surroundings, "0.5", "get", service=SILENT)
    assert trouble["title"] == "The system's keyring did not answer within 0.5 seconds."
    assert "try again" in trouble["advice"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a keyring")
def test_no_keyring_at_all(start: Start, surroundings: dict[str, str]):
    for trouble in spoken(start, surroundings, "10", "name", "get", "put", "delete"):
        assert trouble["title"] == "This computer has no keyring that could keep the key."
        assert "Start the system's keyring" in trouble["advice"]
    assert not list(Path(surroundings["XDG_DATA_HOME"]).rglob("*")), "no plain file in its place"


PLAIN = """
from keyring.backend import KeyringBackend

class PlaintextKeyring(KeyringBackend):
    priority = 9
    def get_password(self, service, username): return "from the clear"
    def set_password(self, service, username, password): raise AssertionError("a key in the clear")
"""


def test_a_keyring_that_keeps_keys_in_the_clear_is_refused(
    start: Start, surroundings: dict[str, str], tmp_path: Path
):
    (tmp_path / "plainrings.py").write_text(PLAIN)
    surroundings |= {
        "PYTHONPATH": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "plainrings.PlaintextKeyring",
    }
    for trouble in spoken(start, surroundings, "10", "get", "put", "name"):
        assert "plainrings" in trouble["title"]
        assert "PYTHON_KEYRING_BACKEND" in trouble["advice"]


def test_the_keyring_that_forgets_everything_is_refused(start: Start, surroundings: dict[str, str]):
    surroundings["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    [trouble] = spoken(start, surroundings, "10", "put")
    assert "keyring.backends.null" in trouble["title"]


class Scripted:
    """A trusted keyring that does as it is told."""

    def __init__(self, act: Any) -> None:
        self.get_password = self.set_password = self.delete_password = lambda *_: act()


async def test_a_late_answer_does_no_harm(monkeypatch: pytest.MonkeyPatch):
    answer = threading.Event()
    monkeypatch.setattr(keyrings, "trusted", lambda: Scripted(answer.wait))
    before = set(threading.enumerate())
    with pytest.raises(KeyringError, match="did not answer"):
        await Keys(timeout=0.05).get("one")
    [left_behind] = set(threading.enumerate()) - before
    assert left_behind.daemon
    answer.set()
    await asyncio.to_thread(left_behind.join, 5)
    assert not left_behind.is_alive()


async def test_whatever_else_a_keyring_raises_is_told_without_its_text(monkeypatch: pytest.MonkeyPatch):
    def fail() -> None:
        raise ZeroDivisionError("a-secret-key")

    monkeypatch.setattr(keyrings, "trusted", lambda: Scripted(fail))
    with pytest.raises(KeyringError, match="ZeroDivisionError") as caught:
        await Keys().put("one", ApiKey("a-secret-key"))
    assert "a-secret-key" not in str(caught.value)


def test_of_several_keyrings_the_first_that_is_trusted_is_used(monkeypatch: pytest.MonkeyPatch):
    import keyring
    from keyring.backends import SecretService, chainer, null

    several = chainer.ChainerBackend()
    wanted = SecretService.Keyring()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [null.Keyring(), wanted])
    monkeypatch.setattr(keyring, "get_keyring", lambda: several)
    assert keyrings.trusted() is wanted
    assert keyrings.words_for(wanted) == "GNOME Keyring / Secret Service"


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("keyring.backends.macOS", "macOS Keychain"),
        ("keyring.backends.Windows", "Windows Credential Manager"),
        ("keyring.backends.kwallet", "KDE Wallet"),
    ],
)
def test_keyrings_have_the_names_that_users_know(module: str, words: str):
    kind = type("Keyring", (SimpleNamespace,), {"__module__": module})
    assert keyrings.words_for(kind()) == words
