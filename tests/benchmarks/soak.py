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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mcdesk.desk.desk import Desk
from mcdesk.desk.heaps import share_heaps
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, AccountKind, ApiKey
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import DeskError
from mcdesk.model.events import Ask, DeskEvent, Notice
from mcdesk.model.jobs import JobStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import PreflightWish
from mcdesk.results import shelf
from mcdesk.services.http import Http

JOBS = 2_000
SHARE = 0.05
"""Of the files that meet a fault, for each kind of fault."""
FASTER = 100.0
KEY = "sandbox-soak"
_AT_ONCE = 12
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
    """One desk, its sandbox, and what was seen on the way."""

    url: str
    folder: Path
    dice: random.Random = field(default_factory=lambda: random.Random(_SEED))
    ordered: Counter[str] = field(default_factory=Counter)
    open: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    tasks: list[int] = field(default_factory=list)

    async def run(self, jobs: int) -> dict[str, Any]:
        ledger = await Ledger.open(self.folder / "home")
        account = Account("soak", "Soak", AccountKind.SANDBOX, self.url)
        await ledger.save_account(account)
        clock = FastClock()
        world = World(
            clock.now, clock.sleep, lambda: uuid.uuid4().hex, self.dice.random, self.folder / "home"
        )
        desk = Desk(account, Http(self.url, ApiKey(KEY)), ledger, world)
        desk.subscribe(lambda event: self._agree(desk, event))
        desk.start()
        for number in range(jobs):
            await self._one(desk, number)
            if (number + 1) % (jobs // 4) == 0:
                await self._until(lambda: self._open_ones(desk) == 0)
                self._measure()
        told = await self._compare(desk, ledger)
        await desk.aclose()
        await ledger.aclose()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        return told | {"tasks": self.tasks, "left over": len(left), "memory": self.memory}

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
        self.open.append(await desk.submit(draft, f"soak-{number:04}"))
        await self._until(lambda: self._open_ones(desk) < _AT_ONCE)

    def _agree(self, desk: Desk, event: DeskEvent) -> None:
        if not isinstance(event, Notice):
            return
        loop = asyncio.get_running_loop()
        if event.ask is Ask.RESUME_LANE:
            loop.call_later(0.05, desk.resume_lane, event.operation)
        elif event.ask is Ask.DOWNLOAD_AGAIN:
            loop.call_later(0.05, self._download, desk, event.row_key)

    @staticmethod
    def _download(desk: Desk, key: str) -> None:
        try:
            desk.download(key, agreed=True)
        except DeskError as error:  # none left, in the meantime
            logging.getLogger(__name__).info("not downloaded again: %s", error.title)

    def _open_ones(self, desk: Desk) -> int:
        self.open = [key for key in self.open if not self._is_over(desk, key)]
        return len(self.open)

    @staticmethod
    def _is_over(desk: Desk, key: str) -> bool:
        details = desk.details(key)
        if details is None or details.job is None or not details.job.status.is_final:
            return False
        if details.job.status is JobStatus.FAILED:
            return True
        has_slots = details.job.slots is None or details.job.slots.left > 0
        return any(d.state is DownloadState.VERIFIED for d in details.downloads) or not has_slots

    @staticmethod
    async def _until(holds: Any) -> None:
        async with asyncio.timeout(120):
            while not holds():  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.01)

    def _measure(self) -> None:
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self.memory.append(pages * os.sysconf("SC_PAGE_SIZE"))
        self.tasks.append(len(asyncio.all_tasks()))

    async def _compare(self, desk: Desk, ledger: Ledger) -> dict[str, Any]:
        await self._until(lambda: desk.is_quiet)
        submissions = await ledger.submissions("soak")
        downloads = await ledger.downloads("soak")
        jobs = {
            job["job_id"]: job for path in ("marketmatch/rank", "neovin/decode") for job in self._jobs(path)
        }
        known = Counter(submission.job_id for submission in submissions)
        spent = Counter(d.job_id for d in downloads if d.state is not DownloadState.UNSPENT)
        verified = {d.job_id: d for d in downloads if d.state is DownloadState.VERIFIED}
        completed = {id_ for id_, job in jobs.items() if job["status"] == "COMPLETED"}
        intact = sum(shelf.is_intact(d.path, d.sha256) for d in verified.values())
        taken_away = {id_ for id_ in completed if jobs[id_]["remaining_downloads"] == 0}
        return {
            "intents": len(submissions),
            "jobs": len(jobs),
            "jobs without intent": len(jobs.keys() - known.keys()),
            "intents without job": sum(s.job_id not in jobs for s in submissions),
            "completed": len(completed),
            "verified": len(verified),
            "verified and intact": intact,
            "completed, no result, slots left": len(completed - verified.keys() - taken_away),
            "slots not on record": sum(
                jobs[id_]["download_count"] > spent[id_] for id_ in completed - taken_away
            ),
            "faults": dict(self.ordered),
        }

    def _jobs(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            url = f"{self.url}/v2/batch/{path}/jobs?api_key={KEY}&rows=100{cursor}"
            with urllib.request.urlopen(url) as answer:
                page = json.load(answer)
            found += page["jobs"]
            if "next_cursor" not in page:
                return found
            cursor = f"&cursor={page['next_cursor']}"

    def _order(self, fault: dict[str, Any]) -> None:
        url = f"{self.url}/sandbox/faults?api_key={KEY}"
        request = urllib.request.Request(
            url, json.dumps(fault).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request) as answer:
            answer.read()


if __name__ == "__main__":
    share_heaps()
    count = int(sys.argv[3]) if len(sys.argv) > 3 else JOBS
    print(json.dumps(asyncio.run(Soak(sys.argv[1], Path(sys.argv[2])).run(count))))
