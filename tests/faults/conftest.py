"""One sandbox for all tests of a module; each test has an account, a home and a ledger of its own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from mcdesk.ledger.ledger import Ledger
from mcdesk.sandbox.server import SandboxServer
from tests.faults.service import Service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data = tmp_path_factory.mktemp("service")
    with SandboxServer(data, speed=200) as server:
        yield Service(server.url, data)


@pytest.fixture
def key(tmp_path: Path) -> str:
    """The key of an account that no other test has."""
    return f"sandbox-{tmp_path.name}"


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    opened = await Ledger.open(tmp_path / "home")
    yield opened
    await opened.aclose()
