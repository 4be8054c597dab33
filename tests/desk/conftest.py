"""A clock, a world, a ledger, a hub with its events: what most of the desk's parts are built from."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from mcdesk.desk.hub import Hub
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import ApiKey
from mcdesk.model.events import DeskEvent
from mcdesk.services.http import Http
from tests.desk.bench import KEY, Clock, account, world_of
from tests.sandbox_fixtures import Sandbox

Connect = Callable[..., Http]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(tmp_path: Path, clock: Clock) -> World:
    """Time stands still in it; sleeping is short."""
    return world_of(tmp_path / "home", clock)


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def events(hub: Hub) -> list[DeskEvent]:
    """All that the hub tells."""
    heard: list[DeskEvent] = []
    hub.subscribe(heard.append)
    return heard


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    opened = await Ledger.open(tmp_path / "home")
    await opened.save_account(account("http://127.0.0.1:1"))
    yield opened
    await opened.aclose()


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    """Makes connections, and closes them at the end."""
    opened: list[Http] = []

    def http(url: str, key: str = KEY) -> Http:
        opened.append(Http(url, ApiKey(key)))
        return opened[-1]

    yield http
    for one in opened:
        await one.aclose()


@pytest.fixture
async def line(
    ledger: Ledger, hub: Hub, clock: Clock, connect: Connect, sandbox: Sandbox, tmp_path: Path
) -> AsyncIterator[Any]:
    """Both lanes, at work when told so."""
    from tests.desk.line import Line

    made = Line(ledger, hub, clock, connect, sandbox.url, tmp_path)
    yield made
    for task in made.tasks:
        task.cancel()
    await asyncio.gather(*made.tasks, return_exceptions=True)
