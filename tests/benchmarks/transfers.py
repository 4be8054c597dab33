"""A hundred megabytes up and down through the desk's own sender and fetcher, against curl and sha256sum."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.hub import Hub
from mcdesk.desk.sending import Sender
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, AccountKind, ApiKey
from mcdesk.model.operations import RANK
from mcdesk.model.submissions import FileFacts, Origin, Submission, SubmissionState
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http

SIZE = 100_000_000

Moving = Callable[[Hub, str], Awaitable[float]]
"""Moves the file up and down under a hub's eyes; gives the seconds."""


@contextmanager
def byte_server(result: Path) -> Iterator[str]:
    """The server in a process of its own; gives its address."""
    command = [sys.executable, "-m", "tests.benchmarks.byte_server", str(result)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("no pipe")
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.kill()


def write_noise(path: Path) -> None:
    """A file that is as hard to compress as a gzip."""
    path.write_bytes(random.Random(7).randbytes(SIZE))


class Rig:
    """A ledger, a client and one submission, ready to move bytes."""

    def __init__(self, home: Path, url: str, file: Path) -> None:
        self.home, self.url, self.file = home, url, file
        self.world = World(time.time, asyncio.sleep, lambda: uuid.uuid4().hex, random.random, home)
        self.account = Account("bench", "bench", AccountKind.SANDBOX, url)

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[Moving]:
        """An open ledger and a client that has looked at the list already, as a running desk has."""
        ledger = await Ledger.open(self.home)
        http = Http(self.url, ApiKey("sandbox-bench"))
        try:
            await ledger.save_account(self.account)
            client = BatchClient(http, RANK)
            await client.list_page()
            yield lambda hub, sha256: self._move(ledger, client, hub, sha256)
        finally:
            await http.aclose()
            await ledger.aclose()

    async def move(self, sha256: str) -> float:
        """Uploads, downloads, verifies; gives the seconds."""
        async with self.desk() as moving:
            return await moving(Hub(), sha256)

    async def _move(self, ledger: Ledger, client: BatchClient, hub: Hub, sha256: str) -> float:
        submission = await ledger.add_submission(self._submission(sha256))
        started = time.perf_counter()
        job = await Sender(ledger, hub, self.world).send(submission, client, lambda _: None)
        download = await Fetcher(ledger, hub, self.world).fetch("bench", job, "bench", client, "bench")
        seconds = time.perf_counter() - started
        if download.sha256 != sha256 or download.path is None:
            raise RuntimeError("other bytes came back")
        download.path.unlink()  # as the rival's is: dirty pages of one run must not slow the next
        return seconds

    def _submission(self, sha256: str) -> Submission:
        facts = FileFacts(self.file, SIZE, sha256)
        return Submission(
            id=uuid.uuid4().hex,
            account_id="bench",
            operation=RANK.id,
            reference="bench",
            idempotency_key=uuid.uuid4().hex,
            source=facts,
            packed=facts,
            rows=1,
            unique_values=1,
            origin=Origin.COMMAND,
            state=SubmissionState.WAITING,
            place=0,
            created_at=time.time(),
        )


def with_curl(url: str, file: Path, out: Path) -> float:
    """The same journey by hand: curl up, curl down, sha256sum."""
    jobs, key = f"{url}{RANK.path}/jobs", "?api_key=sandbox-bench"
    started = time.perf_counter()
    curl = ["curl", "-sS", "-o"]
    subprocess.run([*curl, "/dev/null", "-F", f"file=@{file}", f"{jobs}{key}"], check=True)
    subprocess.run([*curl, str(out), "-X", "POST", f"{jobs}/bench/download{key}"], check=True)
    subprocess.run(["sha256sum", str(out)], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    out.unlink()
    return seconds
