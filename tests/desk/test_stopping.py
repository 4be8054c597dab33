"""A download that is stopped: what it had paid for is kept, and nothing is paid for after the stop."""

import asyncio
import contextlib
import gzip
import hashlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.hub import Hub
from mcdesk.desk.recovery import settled
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import StorageError
from mcdesk.model.jobs import JobStatus
from mcdesk.model.operations import RANK
from mcdesk.results.store import Store
from mcdesk.services.batch import BatchClient
from tests.desk.bench import until
from tests.desk.conftest import Connect
from tests.desk.half_server import HalfServer
from tests.ledger.samples import job
from tests.services.raw_server import RawServer, answer

BODY = gzip.compress(b"vin,vin_rank\nA,1\n" + os.urandom(60_000))
SHA = hashlib.sha256(BODY).hexdigest()
GOOD = answer(BODY, X_File_Checksum=SHA, X_Remaining_Downloads="2")
D = DownloadState


class SlowDisk(Store):
    """Takes a result in when it may go on."""

    reached = threading.Event()
    gate = threading.Event()

    def keep(self, part: Path, sha256: str, wanted: Path) -> Path:
        self.reached.set()
        self.gate.wait(20)
        return super().keep(part, sha256, wanted)


class RefusingDisk(Store):
    """Takes nothing in, in no way."""

    def keep(self, part: Path, sha256: str, wanted: Path) -> Path:
        raise StorageError("The disk is full.")


def on_disk(world: World, kind: type[Store]) -> World:
    """The same world, whose results lie on a disk of that kind."""

    class Elsewhere(World):
        def store_of_results(self) -> Store:
            return kind(world.store_of_results().folder)

    return Elsewhere(
        world.now, world.sleep, world.new_id, world.dice, world.home, free_bytes=lambda folder: 10**12
    )


class Runner:
    def __init__(self, ledger: Ledger, hub: Hub, connect: Connect) -> None:
        self.ledger, self._hub, self._connect = ledger, hub, connect

    def begin(self, world: World, url: str) -> asyncio.Task[Download]:
        done = job("j1", status=JobStatus.COMPLETED, reference="april")
        client = BatchClient(self._connect(url), RANK)
        return asyncio.ensure_future(
            Fetcher(self.ledger, self._hub, world).fetch("acc", done, "april", client, "row")
        )

    async def attempt(self) -> Download:
        (only,) = await self.ledger.downloads("acc", "j1")
        return only


async def stopped(fetching: asyncio.Task[Download]) -> None:
    fetching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await fetching


@pytest.fixture
def runner(ledger: Ledger, hub: Hub, connect: Connect) -> Runner:
    return Runner(ledger, hub, connect)


async def test_stopped_while_the_disk_takes_it_in_it_becomes_the_result(runner: Runner, world: World) -> None:
    SlowDisk.reached.clear()
    SlowDisk.gate.clear()
    with RawServer(GOOD) as server:
        fetching = runner.begin(on_disk(world, SlowDisk), server.url)
        await until(SlowDisk.reached.is_set)
        await stopped(fetching)
    left = await runner.attempt()
    assert (left.state, left.path, left.finished_at) == (D.STARTED, None, None)
    assert (left.expected_sha256, left.remaining) == (SHA, 2)
    SlowDisk.gate.set()
    await until(lambda: world.store_of_results().find(SHA) and not world.part_of(left).exists())
    ended = await settled(left, runner.ledger, world)
    assert ended is not None
    assert ended.state is D.VERIFIED


async def test_settled_while_the_disk_still_takes_it_in_it_is_the_result_too(
    runner: Runner, world: World
) -> None:
    SlowDisk.reached.clear()
    SlowDisk.gate.clear()
    with RawServer(GOOD) as server:
        fetching = runner.begin(on_disk(world, SlowDisk), server.url)
        await until(SlowDisk.reached.is_set)
        await stopped(fetching)
        ended = await settled(await runner.attempt(), runner.ledger, world)
        SlowDisk.gate.set()
    assert ended is not None
    assert (ended.state, ended.sha256) == (D.VERIFIED, SHA)


async def test_a_whole_result_that_no_disk_takes_now_is_put_in_its_place_later(
    runner: Runner, world: World
) -> None:
    with RawServer(GOOD) as server, pytest.raises(StorageError):
        await runner.begin(on_disk(world, RefusingDisk), server.url)
    left = await runner.attempt()
    assert left.state is D.STARTED
    assert world.part_of(left).read_bytes() == BODY
    ended = await settled(left, runner.ledger, world)
    assert ended is not None
    assert ended.state is D.VERIFIED


async def test_headers_that_come_after_the_stop_do_not_make_it_look_under_way(
    runner: Runner, world: World
) -> None:
    with HalfServer(GOOD, len(GOOD)) as server:
        fetching = runner.begin(world, server.url)
        await until(lambda: any(world.results_of("j1").glob("*.part")))
        await until(lambda: server.is_asked)
        await stopped(fetching)
        assert (await runner.attempt()).state is D.BROKEN
        server.go_on()
    await until(lambda: not any(world.results_of("j1").glob("*.part")))
    assert (await runner.attempt()).state is D.BROKEN


@pytest.fixture
def full_queue() -> Iterator[socket.socket]:
    """A server that answers nobody's wish to connect for now, because too many wait."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    waiting = [socket.socket() for _ in range(3)]
    for one in waiting:
        one.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            one.connect(listener.getsockname())
    yield listener
    for one in (*waiting, listener):
        one.close()


async def test_stopped_while_it_connects_it_spends_nothing_even_when_the_way_is_free(
    runner: Runner, world: World, full_queue: socket.socket
) -> None:
    fetching = runner.begin(world, f"http://127.0.0.1:{full_queue.getsockname()[1]}")
    await until(lambda: any(world.results_of("j1").glob("*.part")))
    await stopped(fetching)
    assert (await runner.attempt()).state is D.UNSPENT
    said = await asyncio.to_thread(_all_that_is_said, full_queue)
    assert said == b""
    await until(lambda: not any(world.results_of("j1").glob("*.part")))


def _all_that_is_said(listener: socket.socket) -> bytes:
    """Lets everybody in, one after the other, until the thread that connects has gone."""
    said = b""
    listener.settimeout(3)
    for _ in range(4):
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            break
        with connection:
            connection.settimeout(0.2)
            with contextlib.suppress(OSError):
                said += connection.recv(65536)
    return said
