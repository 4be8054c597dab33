"""The rows of the first picture and those behind it, from the ledger alone.

Light on imports: no network, no database library.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from mcdesk.desk.book import Book
from mcdesk.desk.hub import Hub
from mcdesk.model.downloads import Download
from mcdesk.model.errors import DeskError
from mcdesk.model.jobs import Job
from mcdesk.model.rows import JobRow
from mcdesk.model.submissions import Submission

if TYPE_CHECKING:
    from mcdesk.ledger.ledger import Ledger

FIRST_ROWS = 300
"""Jobs that are read before the first picture; the others follow."""
_AT_ONCE = 150
"""Jobs that go into the table at once: well under 50 ms of the window's time, however it is sorted."""


def rows_of(
    jobs: Sequence[Job], submissions: Sequence[Submission], downloads: Sequence[Download]
) -> tuple[JobRow, ...]:
    """The rows that follow from what a ledger holds."""
    book = Book(Hub())
    book.load(jobs, submissions, downloads)
    return book.rows


async def first_rows(ledger: Ledger, account_id: str) -> tuple[JobRow, ...]:
    """The newest jobs, and everything that waits or is on its way."""
    book = Book(Hub())
    await fill(book, ledger, account_id)
    return book.rows


async def fill(book: Book, ledger: Ledger, account_id: str) -> None:
    """Reads the newest jobs and all submissions and downloads into a book."""
    submissions = await ledger.submissions(account_id)
    downloads = await ledger.downloads(account_id)
    book.load(await ledger.jobs(account_id, limit=FIRST_ROWS), submissions, downloads)


async def fill_rest(book: Book, ledger: Ledger, account_id: str, wait: Callable[[], Awaitable[None]]) -> None:
    """Reads all other jobs into a book, a few at a time; waits while another process holds the ledger."""
    last: tuple[float, str] | None = None
    while True:
        with contextlib.suppress(DeskError):
            jobs = await ledger.jobs(account_id, limit=_AT_ONCE, before=last)
            if not jobs:
                return
            book.load(jobs, (), ())
            last = (jobs[-1].created_at, jobs[-1].job_id)
            continue
        await wait()
