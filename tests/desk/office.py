"""A whole desk on a real ledger against the real sandbox, and what a test does with it."""

import asyncio
import time
from pathlib import Path
from typing import Any

from mcdesk.desk.desk import Desk
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, ApiKey
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.events import DeskEvent, Notice, NoticeKind
from mcdesk.model.operations import RANK
from mcdesk.model.preflight import PreflightWish
from mcdesk.model.rows import JobRow
from mcdesk.model.submissions import Submission
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http
from tests.desk.bench import KEY, csv_file, of_kind, packed_submission, quick_sleep, until, world_of


class Office:
    """Opens desks one after the other, as restarts of a program would."""

    def __init__(self, folder: Path, ledger: Ledger, account: Account, key: str = KEY) -> None:
        self.folder, self.ledger, self.account = folder, ledger, account
        self._key = key
        self._opened: list[Desk] = []
        self._http = Http(account.base_url, ApiKey(key))
        self.client = BatchClient(self._http, RANK)
        self.events: list[DeskEvent] = []

    @property
    def desk(self) -> Desk:
        return self._opened[-1]

    async def open(self, *, fetches: bool = True) -> Desk:
        """A desk that is at work, with all that it tells from now on in `events`."""
        await self.ledger.save_account(self.account)
        prefix = f"{self.account.id}-{len(self._opened)}"
        world = world_of(self.folder / "home", time.time, quick_sleep, prefix)
        desk = Desk(self.account, Http(self.account.base_url, ApiKey(self._key)), self.ledger, world)
        desk.subscribe(self.events.append)
        desk.fetch_automatically(fetches)
        await desk.load()
        desk.start()
        self._opened.append(desk)
        return desk

    async def aclose(self) -> None:
        for desk in self._opened:
            await desk.aclose()
        await self._http.aclose()

    async def send(self, name: str = "april", **when: Any) -> str:
        """Drops a file and sends it; gives its row's key."""
        wish = PreflightWish(RANK)
        draft = await self.desk.drafts.draft(csv_file(self.folder, f"{name}.csv"), wish, lambda look: None)
        return await self.desk.submit(draft, name, **when)

    async def send_from_elsewhere(self, id_: str = "elsewhere") -> str:
        """Another program sends a file; gives its job's row key."""
        sent = packed_submission(self.folder / "elsewhere", id_)
        return f"job:{await self.put_through(sent)}"

    async def put_through(self, submission: Submission) -> str:
        """Sends a submission's bytes under its key, past the desk; gives the job's id."""
        accepted = await asyncio.to_thread(
            self.client.submit,
            submission.packed.path,
            reference=submission.reference,
            idempotency_key=submission.idempotency_key,
            progress=lambda done, total: None,
        )
        return accepted.job.job_id

    async def remember(self, id_: str, **values: Any) -> Submission:
        """A submission that an earlier run left in the ledger."""
        await self.ledger.save_account(self.account)
        values = {"created_at": time.time()} | values
        sample = packed_submission(self.folder, id_, account_id=self.account.id, **values)
        return await self.ledger.add_submission(sample)

    def lease_of(self, submission_id: str) -> Path:
        """What another process holds while it sends."""
        return world_of(self.folder / "home", time.time).lease_of(submission_id)

    def row(self, key: str) -> JobRow:
        details = self.details(key)
        assert details is not None, key
        return details.row

    def details(self, key: str) -> JobDetails | None:
        return self.desk.details(key)

    def attempts(self, key: str) -> list[DownloadState]:
        details = self.details(key)
        return [attempt.state for attempt in details.downloads] if details else []

    def verified(self, key: str) -> Download:
        details = self.details(key)
        assert details is not None
        return next(attempt for attempt in details.downloads if attempt.state is DownloadState.VERIFIED)

    def notices(self, *kinds: NoticeKind) -> list[Notice]:
        return [notice for notice in of_kind(self.events, Notice) if notice.kind in kinds]

    async def looks(self, count: int = 3) -> None:
        """Waits until the service has been looked at so many times more."""
        for _ in range(count):
            seen = self.desk.poll_status.checked_at

            def has_looked(seen: float | None = seen) -> bool:
                return self.desk.poll_status.checked_at != seen

            await until(has_looked)
