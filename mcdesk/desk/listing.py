"""Reads the service's job lists: the history once, in portions, and then only as far as there can be news."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from mcdesk.desk.book import Book
from mcdesk.desk.world import World
from mcdesk.model.errors import DeskError, RefusedError, UnknownJobError
from mcdesk.model.jobs import Job
from mcdesk.services.batch import BatchClient

_BETWEEN_PAGES = 0.25
"""Seconds between the pages of a long list; a Free account may ask five times a second."""
_OLD_PAGES_A_LOOK = 20
"""So that reading a history of a hundred thousand jobs never keeps the next look waiting for long."""


class Listing:
    """One list call an operation where nothing is new; more only while they bring something.

    Args:
        clients: One an operation.
        book: Tells what is known already.
        on_jobs: Takes over the jobs of a page.
        world: For the pause between pages.
        hurry: No pauses and no portions, for a service on this computer.
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
        read_before: Mapping[str, str] | None = None,
        on_read: Callable[[str, str], Awaitable[None]] | None = None,
    ) -> None:
        self._clients = clients
        self._book = book
        self._on_jobs = on_jobs
        self._world = world
        self._hurry = hurry
        self._on_read = on_read
        self._resume_at: dict[str, str | None] = dict.fromkeys(clients)
        self._marks = dict(read_before or {})
        self._has_all = set(self._marks)

    async def look(self) -> None:
        """Asks about every operation, also when one of them is in trouble.

        Raises:
            DeskError: The first trouble met, after all operations were asked.
        """
        trouble: DeskError | None = None
        for operation in self._clients:
            try:
                await self._newest(operation)
                if operation not in self._has_all:
                    await self._older(operation)
            except DeskError as error:
                trouble = trouble or error
        if trouble is not None:
            raise trouble

    async def _newest(self, operation: str) -> None:
        """Pages from the newest job down to the mark; open jobs not met there are asked for one by one."""
        client = self._clients[operation]
        unseen = {job.job_id for job in self._book.open_jobs(operation)}
        page = await client.list_page()
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
        await self._ask_for(client, unseen)

    async def _move_mark(self, operation: str, newest: str | None) -> None:
        """Only a look that came all the way down moves it: trouble half-way must not leave a gap behind."""
        if newest is not None and newest != self._marks.get(operation):
            self._marks[operation] = newest
            await self._tell_read(operation)

    async def _ask_for(self, client: BatchClient, job_ids: Iterable[str]) -> None:
        for job_id in job_ids:
            await self._breathe()
            try:
                job = await client.status(job_id)
            except UnknownJobError:
                self._book.forget_open(job_id)  # what the ledger knows of it stays
                continue
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
