"""Ledgers for the tests: real files in a folder of the test's own."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from mcdesk.ledger.ledger import Ledger
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT

Start = Callable[..., "Popen[str]"]


def names_in(folder: Path) -> list[str]:
    """The files in a folder but for the claims, which stay there empty."""
    return sorted(file.name for file in folder.iterdir() if file.name != "claims")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
async def ledger(home: Path) -> AsyncIterator[Ledger]:
    """An open ledger with two accounts."""
    opened = await Ledger.open(home)
    await opened.save_account(ACCOUNT)
    await opened.save_account(OTHER_ACCOUNT)
    yield opened
    await opened.aclose()


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts processes, and ends those that are left."""
    running: list[Popen[str]] = []

    def begin(*command: str, **options: Any) -> "Popen[str]":
        process = Popen(command, text=True, cwd=Path(__file__).parents[2], **options)
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        with process:  # waits for it and closes its pipes
            pass
