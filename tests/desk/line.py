"""Both lanes on a real ledger, and what a test does with them."""

import asyncio
from dataclasses import replace
from pathlib import Path

from mcdesk.desk.book import Book
from mcdesk.desk.hub import Hub
from mcdesk.desk.lanes import Lanes
from mcdesk.desk.sending import Sender
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import DeskError
from mcdesk.model.events import DeskEvent, LaneStatus, RowsChanged
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import RowState
from mcdesk.model.submissions import FileFacts, Submission, SubmissionState
from mcdesk.services.batch import BatchClient
from tests.desk.bench import KEY, Clock, breathe, packed_submission, world_of
from tests.desk.conftest import Connect
from tests.sandbox_fixtures import Sandbox

EVERY = 10.0


class Line:
    """Both lanes at work on a real ledger. `look` does what the poller would."""

    def __init__(
        self, ledger: Ledger, hub: Hub, clock: Clock, connect: Connect, url: str, folder: Path
    ) -> None:
        world = world_of(folder / "home", clock, clock.sleep)
        http = connect(url)
        self._clients = {id_: BatchClient(http, operation) for id_, operation in OPERATIONS.items()}
        self._folder, self.ledger, self.book = folder, ledger, Book(hub)
        self.accepted: list[Job] = []
        self._sending: set[str] = set()
        hub.subscribe(lambda event: self._note(event))
        self.troubles: list[tuple[str, DeskError]] = []
        self.lanes = Lanes(
            self.book,
            ledger,
            Sender(ledger, hub, world),
            self._clients,
            world,
            every=EVERY,
            on_accepted=self._on_accepted,
            on_busy=self._on_busy,
            on_trouble=lambda submission, error: self.troubles.append((submission.id, error)),
        )
        self.tasks: list[asyncio.Task[None]] = []

    def _note(self, event: DeskEvent) -> None:
        if isinstance(event, RowsChanged):
            self._sending |= {row.key for row in event.rows if row.state is RowState.UPLOADING}

    def was_sending(self, id_: str) -> bool:
        """Whether its row ever said so."""
        return id_ in self._sending

    async def _on_accepted(self, job: Job) -> None:
        self.accepted.append(job)
        self.book.put_jobs([job])

    async def _on_busy(self, operation: str) -> None:
        self.book.put_jobs((await self._clients[operation].list_page(status="active")).jobs)

    def go(self) -> None:
        self.tasks = [asyncio.ensure_future(self.lanes.drive(operation)) for operation in OPERATIONS]

    async def add(self, id_: str, packed_as: FileFacts | None = None, **values: object) -> Submission:
        made = packed_submission(self._folder, id_, **values)
        made = replace(made, packed=packed_as or made.packed, rows=int(str(values.get("rows", 1))))
        written = await self.ledger.add_submission(made)
        self.book.put_submissions([written])
        self.lanes.wake()
        return written

    async def look(self) -> None:
        for client in self._clients.values():
            self.book.put_jobs((await client.list_page()).jobs)
        self.lanes.wake(looked=OPERATIONS)
        await breathe()

    async def looks_until(self, count: int) -> None:
        """Looks until so many files have been accepted."""
        async with asyncio.timeout(15):
            while len(self.accepted) < count:
                await self.look()

    async def send_elsewhere(self, reference: str, key: str) -> str:
        """Another program sends a file of that name; gives its job's id."""
        made = packed_submission(self._folder / "elsewhere", reference)
        accepted = await asyncio.to_thread(
            self._clients["rank"].submit,
            made.packed.path,
            reference=reference,
            idempotency_key=key,
            progress=lambda done, total: None,
        )
        return accepted.job.job_id

    @staticmethod
    def is_final(job_id: str, sandbox: Sandbox) -> bool:
        return any(j["job_id"] == job_id and j["status"] != "PROCESSING" for j in sandbox.jobs(KEY))

    def lane(self, operation: str) -> LaneStatus:
        return next(lane for lane in self.book.lanes if lane.operation == operation)

    def state(self, id_: str) -> SubmissionState:
        known = self.book.submission(id_)
        assert known is not None
        return known.state

    @property
    def sent(self) -> list[str]:
        return [job.reference or "" for job in self.accepted]
