"""The rows of the first picture, from the ledger alone. Light on imports: no network library is touched."""

from __future__ import annotations

from mcdesk.desk.book import Book
from mcdesk.desk.hub import Hub
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.rows import JobRow

FIRST_ROWS = 300
"""Jobs that are read before the first picture; the others follow."""


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
