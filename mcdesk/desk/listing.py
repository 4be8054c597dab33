"""Reads the service's job lists: the history once, in portions, and then only as far as there can be news."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from mcdesk.desk.book import Book
from mcdesk.desk.missing import missing
from mcdesk.desk.world import World
from mcdesk.model.errors import DeskError, NotAllowedError, RefusedError, UnknownJobError
from mcdesk.model.jobs import Job
from mcdesk.services.batch import BatchClient

_BETWEEN_PAGES = 0.25
"""Seconds between the pages of a long list; a Free account may ask five times a second."""
_OLD_PAGES_A_LOOK = 20
"""So that reading a history of a hundred thousand jobs never keeps the next look waiting for long."""
_MISSING_A_LOOK = 5
"""Jobs that a list should show and does not, asked for in one look: there may be thousands."""


class Listing:
    """One list call an operation where nothing is new; more only while they bring something.

    Args:
        clients: One an operation.
        book: Tells what is known already.
        on_jobs: Takes over the jobs of a page.
        world: For the pause between pages.
        hurry: No pauses and no portions, for a service on this computer.
        on_gone: Told the id of a job that the service, asked for it by name, does not know any more.
        read_before: For operations whose history is in the ledger already, the newest job of it.
        on_read: Told the operation whose history is complete up to a job, and that job.
    """

    def __init__(
        self,
        clients: Mapping[str, BatchClient],
        book: Book,
        on_jobs: Callable[[Sequence[Job]], Awaitable[None]],
        world: World,
        *,
        hurry: bool,
        on_gone: Callable[[str], Awaitable[None]],
        read_before: Mapping[str, str] | None = None,
        on_read: Callable[[str, str], Awaitable[None]] | None = None,
    ) -> None:
        self._clients = clients
        self._book = book
        self._on_jobs = on_jobs
        self._world = world
        self._hurry = hurry
        self._on_read = on_read
        self._on_gone = on_gone
        self._resume_at: dict[str, str | None] = dict.fromkeys(clients)
        self._marks = dict(read_before or {})
        self._has_all = set(self._marks)
        self._asked_for: set[str] = set()
        self.fresh: set[str] = set()
        """Operations of which the last look has brought the newest jobs."""

    async def look(self) -> None:
        """Asks about every operation, also when one of them is in trouble.

        A key may be meant for some of the operations only. That is no trouble as long as it opens one.

        Raises:
            DeskError: The first trouble met, after all operations were asked.
        """
        trouble: DeskError | None = None
        self.fresh = set()
        most = _MISSING_A_LOOK
        for operation in self._clients:
            try:
                page = await self._newest(operation)
                self.fresh.add(operation)
                most -= await self._ask_for_missing(operation, page, most)
                if operation not in self._has_all:
                    await self._older(operation)
            except DeskError as error:
                trouble = trouble or error
        if trouble is not None and not (self.fresh and isinstance(trouble, NotAllowedError)):
            raise trouble

    async def adopt(self, operation: str) -> None:
        """Takes over the jobs that are running now: one that nobody here knows keeps the lane.

        Raises:
            DeskError: If the service can't be asked; nothing was taken over.
        """
        page = await self._clients[operation].list_page(status="active")
        await self._on_jobs(page.jobs)

    async def _newest(self, operation: str) -> Sequence[Job]:
        """Pages from the newest job down to the mark; open jobs not met there are asked for one by one.

        Gives the first page.
        """
        client = self._clients[operation]
        unseen = {job.job_id for job in self._book.open_jobs(operation)}
        page = await client.list_page()
        first = page.jobs
        newest = page.jobs[0].job_id if page.jobs else None
        mark = self._marks.get(operation)
        if operation not in self._has_all and self._resume_at[operation] is None:
            # What lies behind this page is read as history, so the mark is here from now on.
            self._resume_at[operation], mark = page.next_cursor, newest
            if page.next_cursor is None:
                self._has_all.add(operation)
        while True:
            unseen -= {job.job_id for job in page.jobs}
            await self._on_jobs(page.jobs)
            is_down = mark is None or any(job.job_id == mark for job in page.jobs)
            if page.next_cursor is None or is_down:
                break
            await self._breathe()
            page = await client.list_page(cursor=page.next_cursor)
        await self._move_mark(operation, newest)
        for job_id in unseen:
            await self._ask_for(client, job_id)
        return first

    async def _move_mark(self, operation: str, newest: str | None) -> None:
        """Only a look that came all the way down moves it: trouble half-way must not leave a gap behind."""
        if newest is not None and newest != self._marks.get(operation):
            self._marks[operation] = newest
            await self._tell_read(operation)

    async def _ask_for_missing(self, operation: str, page: Sequence[Job], most: int) -> int:
        """Asks for ended jobs that the page should show, each once a session; gives how many it asked for."""
        suspects = [job_id for job_id in missing(page, self._book.rows) if job_id not in self._asked_for]
        for job_id in suspects[:most]:
            self._asked_for.add(job_id)  # before: one that only brings trouble must not do so at every look
            await self._ask_for(self._clients[operation], job_id)
        return len(suspects[:most])

    async def _ask_for(self, client: BatchClient, job_id: str) -> None:
        await self._breathe()
        try:
            job = await client.status(job_id)
        except UnknownJobError:
            await self._on_gone(job_id)
        else:
            await self._on_jobs([job])

    async def _older(self, operation: str) -> None:
        """A portion of the history. Trouble half-way is resumed at the page where it struck."""
        pages = 0
        while (cursor := self._resume_at[operation]) is not None:
            if pages >= _OLD_PAGES_A_LOOK and not self._hurry:
                return
            await self._breathe()
            try:
                page = await self._clients[operation].list_page(cursor=cursor)
            except RefusedError:
                self._resume_at[operation] = None  # a cursor that has gone stale: begin anew at the next look
                raise
            await self._on_jobs(page.jobs)
            self._resume_at[operation] = page.next_cursor
            pages += 1
        self._has_all.add(operation)
        await self._tell_read(operation)

    async def _tell_read(self, operation: str) -> None:
        mark = self._marks.get(operation)
        if self._on_read is not None and operation in self._has_all and mark is not None:
            await self._on_read(operation, mark)

    async def _breathe(self) -> None:
        if not self._hurry:
            await self._world.sleep(_BETWEEN_PAGES)
