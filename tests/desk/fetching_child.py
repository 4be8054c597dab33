"""Fetches one result in a process of its own, which the test kills: `HOME URL`."""

import asyncio
import sys
import time
import uuid
from pathlib import Path

from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.hub import Hub
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import ApiKey
from mcdesk.model.operations import RANK
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http


async def fetch(home: Path, url: str) -> None:
    ledger = await Ledger.open(home)
    done = await ledger.job("acc", "j1")
    assert done is not None
    world = World(time.time, asyncio.sleep, lambda: str(uuid.uuid4()), lambda: 0.5, home)
    client = BatchClient(Http(url, ApiKey("sandbox-child")), RANK)
    await Fetcher(ledger, Hub(), world).fetch("acc", done, "april", client, "row")


if __name__ == "__main__":
    asyncio.run(fetch(Path(sys.argv[1]), sys.argv[2]))
