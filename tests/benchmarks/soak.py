"""Two thousand jobs with faults of every kind, on a clock that runs a hundred times faster.

Run as a program it is told the sandbox's address and a folder, and prints one JSON object: what became of the
jobs, how the memory grew after the first quarter, and how many tasks were left over. A user is played who
reads what mcdesk asks and agrees: lets a stopped lane go on, and spends another download where one broke.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import random
import sys
import time
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mcdesk.desk.desk import Desk
from mcdesk.desk.heaps import share_heaps
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, AccountKind, ApiKey
from mcdesk.model.errors import DeskError
from mcdesk.model.events import Ask, DeskEvent, Notice, RowsChanged
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import PreflightWish
from mcdesk.model.rows import CopyState, JobRow, RowState
from mcdesk.services.http import Http
from tests.benchmarks.soak_outcome import Outcome

JOBS = 2_000
SHARE = 0.05
"""Of the files that meet a fault, for each kind of fault."""
FASTER = 100.0
KEY = "sandbox-soak"
ACCOUNT = "soak"
_AT_ONCE = 12
_PATIENCE = 120.0
"""Seconds in which what is under way must come to its end."""
_SEED = 4
_VIN = "WP1BE2AY5PDA28064"
_FAULTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("slow", "any", {"seconds": 0.02}),
    ("unauthorized", "submit", {}),
    ("access_denied", "submit", {}),
    ("rate_limited", "any", {"retry_after": 1}),
    ("quota_exhausted", "submit", {"retry_after": 60}),
    ("unavailable", "any", {"status": 503}),
    ("slow_job", "any", {"seconds": 0.1}),
    ("fail_job", "any", {}),
    ("drop_after_upload", "any", {}),
    ("drop_download", "any", {"share": 0.5}),
    ("wrong_checksum", "any", {}),
    ("no_downloads_left", "any", {}),
)


class FastClock:
    """Time as the desk sees it."""

    def __init__(self) -> None:
        self._began = time.time()

    def now(self) -> float:
        return self._began + (time.time() - self._began) * FASTER

    @staticmethod
    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / FASTER)


@dataclass(slots=True)
class Soak:
    """One desk, its sandbox, and what was seen on the way. It keeps nothing of a job that is over."""

    url: str
    folder: Path
    dice: random.Random = field(default_factory=lambda: random.Random(_SEED))
    ordered: Counter[str] = field(default_factory=Counter)
    open: set[str] = field(default_factory=set)
    """Keys of the rows that have not come to their end."""
    memory: list[int] = field(default_factory=list)
    tasks: list[int] = field(default_factory=list)

    async def run(self, jobs: int) -> dict[str, Any]:
        began = time.monotonic()
        ledger = await Ledger.open(self.folder / "home")
        account = Account(ACCOUNT, "Soak", AccountKind.SANDBOX, self.url)
        await ledger.save_account(account)
        clock = FastClock()
        world = World(
            clock.now, clock.sleep, lambda: uuid.uuid4().hex, self.dice.random, self.folder / "home"
        )
        desk = Desk(account, Http(self.url, ApiKey(KEY)), ledger, world)
        desk.subscribe(lambda event: self._follow(desk, event))
        desk.start()
        for number in range(jobs):
            await self._one(desk, number)
            if (number + 1) % (jobs // 4) == 0:
                await self._until(lambda: not self.open and desk.is_quiet, desk)
                self._measure()
        told = await Outcome(self.url, KEY, ACCOUNT, self.ordered).told(ledger, jobs)
        await desk.aclose()
        await ledger.aclose()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        seconds = round(time.monotonic() - began)
        seen = {"tasks": self.tasks, "left over": len(left), "memory": self.memory, "seconds": seconds}
        return told | seen

    async def _one(self, desk: Desk, number: int) -> None:
        for kind, on, parameters in _FAULTS:
            if self.dice.random() < SHARE:
                self.ordered[kind] += 1
                await asyncio.to_thread(self._order, {"kind": kind, "on": on, **parameters})
        path = self.folder / "file.csv"
        await asyncio.to_thread(
            path.write_text, f"vin,price,miles,source,zip\n{_VIN},1,{number},a.com,30907\n"
        )
        operation = list(OPERATIONS.values())[number % len(OPERATIONS)]
        draft = await desk.drafts.draft(path, PreflightWish(operation), lambda look: None)
        self.open.add(await desk.submit(draft, f"soak-{number:04}"))
        await self._until(lambda: len(self.open) < _AT_ONCE, desk)

    def _follow(self, desk: Desk, event: DeskEvent) -> None:
        if isinstance(event, RowsChanged):
            self.open.difference_update(row.key for row in event.rows if _is_over(row))
        elif isinstance(event, Notice):
            self._agree(desk, event)

    def _agree(self, desk: Desk, notice: Notice) -> None:
        loop = asyncio.get_running_loop()
        if notice.ask is Ask.RESUME_LANE:
            loop.call_later(0.05, desk.resume_lane, notice.operation)
        elif notice.ask is Ask.DOWNLOAD_AGAIN:
            loop.call_later(0.05, self._download, desk, notice.row_key)

    @staticmethod
    def _download(desk: Desk, key: str) -> None:
        try:
            desk.download(key, agreed=True)
        except DeskError as error:  # none left, in the meantime
            logging.getLogger(__name__).info("not downloaded again: %s", error.title)

    async def _until(self, holds: Callable[[], bool], desk: Desk) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                while not holds():  # noqa: ASYNC110 - being quiet has no event
                    await asyncio.sleep(0.005)
        except TimeoutError:
            stuck = [desk.details(key) for key in sorted(self.open)]
            raise AssertionError(f"no end of {stuck}; {desk.lanes}; {desk.poll_status}") from None

    def _measure(self) -> None:
        # At a quiet moment, with no garbage left: what is read is what mcdesk holds on to, not what it needed
        # for a moment. One reading, as large blocks go back to the system at once and the rest is still.
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self.memory.append(pages * os.sysconf("SC_PAGE_SIZE"))
        self.tasks.append(len(asyncio.all_tasks()))

    def _order(self, fault: dict[str, Any]) -> None:
        url = f"{self.url}/sandbox/faults?api_key={KEY}"
        request = urllib.request.Request(
            url, json.dumps(fault).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request) as answer:
            answer.read()


def _is_over(row: JobRow) -> bool:
    """Whether nothing will happen to it any more: failed, or its result is here, or can't be had."""
    if row.state is not RowState.COMPLETED:
        return row.state is RowState.FAILED
    has_slots = row.slots is None or row.slots.left > 0
    return row.copy is CopyState.VERIFIED or not (has_slots or row.copy is CopyState.FETCHING)


if __name__ == "__main__":
    share_heaps()
    count = int(sys.argv[3]) if len(sys.argv) > 3 else JOBS
    print(json.dumps(asyncio.run(Soak(sys.argv[1], Path(sys.argv[2])).run(count))))
