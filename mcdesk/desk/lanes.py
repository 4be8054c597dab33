"""The submission queues: one lane an operation, as wide as its declaration says. Files go by themselves.

A lane sends when the service has room for it; trouble makes it wait, a refusal sets the file aside and the
next one goes. It knows nothing of downloads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from mcdesk.desk.book import Book
from mcdesk.desk.sending import Sender
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import DeskError, LaneBusyError, LedgerError, StorageError
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.pauses import pause_after
from mcdesk.model.submissions import Origin, Refusal, Submission, SubmissionState
from mcdesk.services.batch import BatchClient


class Lanes:
    """Sends an account's waiting files, each once, in their order.

    Args:
        book: What is known; kept up to date by the lanes.
        ledger: Where each step is written first.
        sender: Does the sending.
        clients: One an operation.
        world: Clock, sleep and dice.
        every: Seconds to the first retry after trouble.
        on_accepted: Told the job that a file became.
        on_trouble: Told what kept a file from being sent.
    """

    def __init__(
        self,
        book: Book,
        ledger: Ledger,
        sender: Sender,
        clients: Mapping[str, BatchClient],
        world: World,
        *,
        every: float,
        on_accepted: Callable[[Job], Awaitable[None]],
        on_trouble: Callable[[Submission, DeskError], None],
    ) -> None:
        self._book = book
        self._ledger = ledger
        self._sender = sender
        self._clients = clients
        self._world = world
        self._every = every
        self._on_accepted = on_accepted
        self._on_trouble = on_trouble
        self._woken = {operation: asyncio.Event() for operation in clients}
        self._taken_elsewhere: set[str] = set()
        self._sending: dict[str, asyncio.Task[Job]] = {}

    def wake(self, *, looked: bool = False) -> None:
        """Lets the lanes see whether they can go on. `looked` says that the service's list is fresh."""
        if looked:
            self._taken_elsewhere.clear()
        for event in self._woken.values():
            event.set()

    def stop(self, submission_id: str) -> bool:
        """Breaks off an upload and sets the file aside. One that had all been sent is asked about instead."""
        task = self._sending.get(submission_id)
        return task is not None and task.cancel()

    async def drive(self, operation: str) -> None:
        """Works one lane until cancelled."""
        failures = 0
        while True:
            submission = self._next(operation)
            if submission is None:
                await self._woken[operation].wait()
                self._woken[operation].clear()
                continue
            trouble = await self._send(submission)
            is_next_again = (again := self._next(operation)) is not None and again.id == submission.id
            if trouble is None or not is_next_again:
                failures = 0
                continue
            failures += 1
            pause = pause_after(
                failures, base=self._every, retry_after=trouble.retry_after, dice=self._world.dice()
            )
            await self._world.sleep(pause)

    def _next(self, operation: str) -> Submission | None:
        """The file that may go now. One whose fate is unknown goes first, and also into a full lane."""
        waiting = [s for s in self._book.waiting(operation) if s.origin is Origin.WINDOW]
        if not waiting:
            return None
        if waiting[0].state is SubmissionState.UNSURE:
            return waiting[0]
        is_full = len(self._book.open_jobs(operation)) >= OPERATIONS[operation].lane_width
        return None if is_full or operation in self._taken_elsewhere else waiting[0]

    async def _send(self, submission: Submission) -> DeskError | None:
        client = self._clients[submission.operation]

        def on_percent(percent: int) -> None:
            self._book.put_percent(submission.id, percent)

        task = asyncio.ensure_future(self._sender.send(submission, client, on_percent))
        self._sending[submission.id] = task
        try:
            await asyncio.sleep(0)
            await self._reload(submission.id)
            await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise
        finally:
            del self._sending[submission.id]
        return await self._settle(submission, task)

    async def _settle(self, submission: Submission, task: asyncio.Task[Job]) -> DeskError | None:
        try:
            job = task.result()
        except asyncio.CancelledError:
            await self._set_aside(submission.id)
            return None
        except LaneBusyError as error:
            self._taken_elsewhere.add(submission.operation)
            await self._reload(submission.id)
            return error
        except DeskError as error:
            await self._step_out_of_sending(submission.id)
            self._on_trouble(submission, error)
            return error
        await self._reload(submission.id)
        await self._on_accepted(job)
        return None

    async def _set_aside(self, submission_id: str) -> None:
        fresh = await self._ledger.submission(submission_id)
        if fresh is not None and fresh.state is SubmissionState.WAITING:
            stopped = Refusal("You stopped the upload.", "Nothing was sent. Send it again, or remove it.")
            await self._ledger.mark_held(submission_id, stopped)
        await self._reload(submission_id)

    async def _step_out_of_sending(self, submission_id: str) -> None:
        """Nobody is sending it any more, and the ledger must say so; tried until it can be written."""
        while True:
            try:
                fresh = await self._ledger.submission(submission_id)
                if fresh is not None and fresh.state is SubmissionState.SENDING:
                    await self._ledger.mark_unsure(submission_id)
                await self._reload(submission_id)
            except (LedgerError, StorageError):
                await self._world.sleep(self._every)
            else:
                return

    async def _reload(self, submission_id: str) -> None:
        if (fresh := await self._ledger.submission(submission_id)) is not None:
            self._book.put_submissions([fresh])
