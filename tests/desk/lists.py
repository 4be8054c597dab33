"""A service whose job lists are made by hand, and a listing that reads them."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx

from mcdesk.desk.book import Book
from mcdesk.desk.hub import Hub
from mcdesk.desk.listing import Listing
from mcdesk.desk.world import World
from mcdesk.model.accounts import ApiKey
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.sandbox.app import create_app
from mcdesk.sandbox.faults import parse
from mcdesk.sandbox.gateway import account_of
from mcdesk.sandbox.jobs import Job as ServedJob
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http
from tests.desk.bench import KEY, Clock

NAMES = {operation.id: operation.path.removeprefix("/v2/batch/") for operation in OPERATIONS.values()}


class Service:
    """A sandbox in this process whose jobs are put there by hand, and which counts what it is asked."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._app = create_app(folder, clock=clock)
        self._clock = clock
        self._jobs = 0
        self.asked_for: list[str] = []
        """Ids of the jobs whose status was asked for."""
        self.asked: list[tuple[str, str]] = []
        self.trouble_at = 0
        self.http = Http("http://127.0.0.1", ApiKey(KEY), transport=httpx.ASGITransport(self._counted))

    async def _counted(self, scope: Any, receive: Any, send: Any) -> None:
        query = parse_qs(scope["query_string"].decode())
        operation = next(id_ for id_, name in NAMES.items() if f"/{name}/" in scope["path"])
        self.asked.append((operation, query.get("cursor", ["first"])[0]))
        last = scope["path"].rsplit("/", 1)[-1]
        if last != "jobs":
            self.asked_for.append(last)
        if len(self.asked) == self.trouble_at:
            self.order("unavailable")
        await self._app(scope, receive, send)

    def calls(self, operation: str = "rank") -> int:
        """How often a list was asked for since the last time."""
        count = sum(asked == operation for asked, _ in self.asked)
        self.asked = [entry for entry in self.asked if entry[0] != operation]
        return count

    def add(self, count: int, operation: str = "rank", *, runs: bool = False) -> list[str]:
        """Adds jobs, newest last, and gives their ids."""
        ids = []
        for _ in range(count):
            self._jobs += 1
            job = ServedJob(
                job_id=hashlib.sha256(str(self._jobs).encode()).hexdigest()[:32],
                account=account_of(KEY),
                operation=operation,
                accepted_at=self._clock.now - 10_000 + self._jobs,
                longest_seconds=60,
                planned_seconds=60,
                item_count=1,
                successful_count=1,
                failed_count=0,
                ends_at=self._clock.now + 1000 if runs else self._clock.now - 1,
            )
            self._app.state.sandbox.store.admit(job, self._clock.now)
            ids.append(job.job_id)
        return ids

    def lose(self, *job_ids: str) -> None:
        """The service does not know these jobs any more."""
        for job_id in job_ids:
            self._app.state.sandbox.store.change(job_id, account="nobody")

    def find_again(self, job_id: str) -> None:
        self._app.state.sandbox.store.change(job_id, account=account_of(KEY))

    def begin_again(self, job_id: str, *, like: str) -> None:
        """Gives a job the moment at which another one began; its place in the list stays."""
        store = self._app.state.sandbox.store
        store.change(job_id, accepted_at=store.get(like).accepted_at)

    def order(self, kind: str, **parameters: Any) -> None:
        self._app.state.sandbox.faults.order(account_of(KEY), parse({"kind": kind} | parameters))

    async def aclose(self) -> None:
        await self.http.aclose()
        self._app.state.sandbox.close()


class Reader:
    """A listing with its book, and what it was told."""

    def __init__(self, service: Service, world: World, *, hurry: bool = True, **options: Any) -> None:
        self.book = Book(Hub())
        self.pages: list[int] = []
        self.gone: list[str] = []
        self._clock = world.now
        clients = {o.id: BatchClient(service.http, o) for o in OPERATIONS.values()}
        self.listing = Listing(
            clients, self.book, self._take, world, hurry=hurry, on_gone=self._mark_gone, **options
        )

    async def _take(self, jobs: Sequence[Job]) -> None:
        self.pages.append(len(jobs))
        self.book.put_jobs(jobs)

    async def _mark_gone(self, job_id: str) -> None:
        self.gone.append(job_id)
        self.book.mark_gone(job_id, self._clock())

    @property
    def known(self) -> set[str | None]:
        return {row.job_id for row in self.book.rows}
