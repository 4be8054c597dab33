"""Reads the service's job lists: all pages the first time, then only as far as there can be news."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from mcdesk.desk.book import Book
from mcdesk.desk.world import World
from mcdesk.model.errors import DeskError
from mcdesk.model.jobs import Job
from mcdesk.services.batch import BatchClient

_BETWEEN_PAGES = 0.25
"""Seconds between the pages of a long list; a Free account may ask five times a second."""


class Listing:
    """One list call an operation where nothing is new; more pages only while they bring something.

    Args:
        clients: One an operation.
        book: Tells what is known already.
        on_jobs: Takes over the jobs of a page.
        world: For the pause between pages.
        hurry: No pause between pages, for a service on this computer.
    """

    def __init__(
        self,
        clients: Mapping[str, BatchClient],
        book: Book,
        on_jobs: Callable[[Sequence[Job]], Awaitable[None]],
        world: World,
        *,
        hurry: bool,
    ) -> None:
        self._clients = clients
        self._book = book
        self._on_jobs = on_jobs
        self._world = world
        self._hurry = hurry
        self._resume_at: dict[str, str | None] = dict.fromkeys(clients)
        self._has_all: set[str] = set()

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
        """Pages from the newest job on, until every job that was still open has been seen."""
        client = self._clients[operation]
        unseen = {job.job_id for job in self._book.open_jobs(operation)}
        page = await client.list_page()
        if self._resume_at[operation] is None:
            self._resume_at[operation] = page.next_cursor
            if page.next_cursor is None:
                self._has_all.add(operation)
        while True:
            unseen -= {job.job_id for job in page.jobs}
            await self._on_jobs(page.jobs)
            if page.next_cursor is None or not unseen:
                return
            await self._breathe()
            page = await client.list_page(cursor=page.next_cursor)

    async def _older(self, operation: str) -> None:
        """The rest of the history, once. Trouble half-way is resumed at the page where it struck."""
        while (cursor := self._resume_at[operation]) is not None:
            await self._breathe()
            page = await self._clients[operation].list_page(cursor=cursor)
            await self._on_jobs(page.jobs)
            self._resume_at[operation] = page.next_cursor
        self._has_all.add(operation)

    async def _breathe(self) -> None:
        if not self._hurry:
            await self._world.sleep(_BETWEEN_PAGES)
