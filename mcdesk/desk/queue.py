"""What the user may do with files that have not become jobs yet. Each act is on record before it shows."""

from __future__ import annotations

from mcdesk.desk.book import Book
from mcdesk.desk.drafts import Drafts
from mcdesk.desk.lanes import Lanes
from mcdesk.desk.sending import put_off_while_unsure
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.submissions import Submission, SubmissionState


class Queue:
    """Hold, release, hurry, move, put off and remove. All raise LedgerError where a file has gone its way."""

    def __init__(self, book: Book, ledger: Ledger, lanes: Lanes, drafts: Drafts) -> None:
        self._book = book
        self._ledger = ledger
        self._lanes = lanes
        self._drafts = drafts

    async def hold(self, key: str) -> None:
        """Keeps a file from being sent, or from being tried again, until the user says otherwise."""
        if self._lanes.stop(key):
            return
        # As the ledger has it: a command line may be sending it, and then it must not be touched.
        known = await self._ledger.submission(key)
        if known is None:
            return
        is_open = known.state is SubmissionState.UNSURE
        await self._ledger.mark_held(key, put_off_while_unsure() if is_open else None)
        await self._show(key)
        self._lanes.hurry(known.operation)

    async def release(self, key: str) -> None:
        """Puts a file that was held back into its lane, with the same key and bytes."""
        known = await self._ledger.submission(key)
        is_open = known is not None and known.may_have_arrived
        await (self._ledger.mark_unsure if is_open else self._ledger.mark_waiting)(key)
        await self._show(key)
        self._lanes.wake()

    def try_now(self, key: str) -> None:
        """Does not wait for the next try of a file."""
        if (known := self._book.submission(key)) is not None:
            self._lanes.hurry(known.operation)

    async def move(self, key: str, *, up: bool) -> bool:
        """Lets a waiting file change places with the one before or behind it; tells whether there is one."""
        other = self._neighbour(key, up=up)
        if other is None:
            return False
        await self._ledger.exchange_places(key, other.id)
        fresh = [await self._ledger.submission(each) for each in (key, other.id)]
        self._book.put_submissions([each for each in fresh if each is not None])
        self._lanes.wake()
        return True

    async def start_after(self, key: str, at: float | None) -> None:
        """Lets others pass a waiting file until then; None for as soon as it can."""
        await self._ledger.set_not_before(key, at)
        await self._show(key)
        self._lanes.wake()

    async def remove(self, key: str) -> None:
        """Takes a file that was not sent out of the lane, with its copy."""
        submission = self._book.submission(key)
        was_last = await self._ledger.remove_submission(key)
        self._book.remove_submission(key)
        await self._drafts.remove_files(key)
        if was_last and submission is not None:
            await self._drafts.remove_files(submission.family)

    async def set_uploads_aside(self) -> None:
        """Breaks off what is being sent; those files do not go again by themselves. Nothing new begins."""
        self._lanes.send_no_more()
        for known in self._book.unsettled:
            self._lanes.stop(known.id)

    def _neighbour(self, key: str, *, up: bool) -> Submission | None:
        known = self._book.submission(key)
        if known is None or known.state is not SubmissionState.WAITING:
            return None
        line = [s for s in self._book.waiting(known.operation) if s.state is SubmissionState.WAITING]
        # Those that are put off are passed by: only what both say, before or behind, can be seen.
        line = [s for s in line if (s.not_before is None) is (known.not_before is None)]
        place = next((place for place, s in enumerate(line) if s.id == key), 0) + (-1 if up else 1)
        return line[place] if 0 <= place < len(line) else None

    async def _show(self, key: str) -> None:
        if (fresh := await self._ledger.submission(key)) is not None:
            self._book.put_submissions([fresh])
