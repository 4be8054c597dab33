"""The submission queues: one lane an operation, as wide as its declaration says. Files go by themselves.

A lane sends when the service has room for it. Trouble that passes makes it wait, visibly; a refusal sets the
file aside and the next one goes; trouble that every file would meet stops the lane until the user says go on.
It knows nothing of downloads.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Mapping

from mcdesk.desk.book import Book
from mcdesk.desk.claim import claimed_now
from mcdesk.desk.sending import Sender, put_off_while_unsure
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import BusyElsewhereError, DeskError, LaneBusyError, LedgerError, StorageError
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.pauses import pause_after
from mcdesk.model.rows import Retry
from mcdesk.model.submissions import Origin, Refusal, Submission, SubmissionState
from mcdesk.services.batch import BatchClient

_LONGEST_DOZE = 60.0
"""Seconds after which a lane looks at the clock again: a computer may have slept meanwhile."""


class Lanes:
    """Sends an account's waiting files, each once, in their order.

    Args:
        book: What is known; kept up to date by the lanes.
        ledger: Where each step is written first.
        sender: Does the sending.
        clients: One an operation.
        world: Clock, sleep, dice and leases.
        every: Seconds to the first retry after trouble.
        on_accepted: Told the job that a file became.
        on_busy: Told the operation whose lane another job has; looks for that job.
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
        on_busy: Callable[[str], Awaitable[None]],
        on_trouble: Callable[[Submission, DeskError], None],
    ) -> None:
        self._book = book
        self._ledger = ledger
        self._sender = sender
        self._clients = clients
        self._world = world
        self._every = every
        self._on_accepted = on_accepted
        self._on_busy = on_busy
        self._on_trouble = on_trouble
        self._woken = {operation: asyncio.Event() for operation in clients}
        self._hurried = {operation: asyncio.Event() for operation in clients}
        self._stopped: set[str] = set()
        self._is_ending = False
        self._taken_elsewhere: set[str] = set()
        self._leased_elsewhere: set[str] = set()
        self._met_busy_lane: set[str] = set()
        self._user_stopped: set[str] = set()
        self._sending: dict[str, asyncio.Task[Job]] = {}

    def wake(self, *, looked: Collection[str] = ()) -> None:
        """Lets the lanes see whether they can go on; `looked` has the operations whose list is fresh."""
        self._taken_elsewhere.difference_update(looked)
        if looked:
            self._leased_elsewhere.clear()
        for event in self._woken.values():
            event.set()

    def hurry(self, operation: str) -> None:
        """Cuts short the pause before a lane's next try."""
        self._hurried[operation].set()
        self.wake()

    def resume(self, operation: str) -> None:
        """Lets a stopped lane go on: the user has seen to what stopped it, or wants to know."""
        self._stopped.discard(operation)
        self._book.put_lane_trouble(operation, None)
        self.hurry(operation)

    def send_no_more(self) -> None:
        """Begins nothing new, for good: the desk is about to close. What is being sent goes on."""
        self._is_ending = True

    def stop(self, submission_id: str) -> bool:
        """Breaks off an upload and sets the file aside. One that had all been sent is asked about instead."""
        task = self._sending.get(submission_id)
        if task is None or not task.cancel():
            return False
        self._user_stopped.add(submission_id)
        return True

    async def drive(self, operation: str) -> None:
        """Works one lane until cancelled."""
        failures = 0
        while True:
            submission = self._next(operation)
            if submission is None:
                await self._doze(operation)
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
            await self._pause(submission, trouble, pause)

    async def settle_left(self) -> None:
        """Takes up what a process that is gone was sending: whether it arrived is an open question.

        Raises:
            DeskError: If the ledger can't be written; to be tried again.
        """
        for submission in self._book.unsettled:
            if submission.state is SubmissionState.SENDING and submission.id not in self._sending:
                # A lease that can't be made, in a folder that is not ours, must not hold up the others.
                with contextlib.suppress(BusyElsewhereError, StorageError), self._lease(submission):
                    await self._as_unsure(submission.id)

    def _next(self, operation: str) -> Submission | None:
        """The file that may go now. One whose fate is unknown goes first, and also into a full lane.

        The job in the lane may be its own. But a service that has once answered it with a busy lane looks at
        the lane before the key, and is asked again when the lane is free.
        """
        if self._is_ending or operation in self._stopped:
            return None
        waiting = [s for s in self._book.waiting(operation) if self._is_ours(s)]
        unsure = [s for s in waiting if s.state is SubmissionState.UNSURE]
        is_full = len(self._book.open_jobs(operation)) >= OPERATIONS[operation].lane_width
        is_taken = is_full or operation in self._taken_elsewhere
        if unsure:
            return None if is_taken and unsure[0].id in self._met_busy_lane else unsure[0]
        prompt = [s for s in waiting if s.not_before is None]
        return None if is_taken or not prompt else prompt[0]

    def _is_ours(self, submission: Submission) -> bool:
        """What a command line began is left to it, but for the question whether it arrived."""
        is_meant = submission.origin is Origin.WINDOW or submission.state is SubmissionState.UNSURE
        return is_meant and submission.id not in self._leased_elsewhere

    async def _doze(self, operation: str) -> None:
        """Waits until something may have changed, or a file that was put off is due."""
        put_off = [s for s in self._book.waiting(operation) if s.not_before is not None]
        if not put_off:
            await self._woken[operation].wait()
        else:
            left = min(s.not_before or 0.0 for s in put_off) - self._world.now()
            if left > 0:
                await self._wait_for(self._woken[operation], min(left, _LONGEST_DOZE))
        self._woken[operation].clear()
        try:
            for submission in put_off:
                if (submission.not_before or 0.0) <= self._world.now():
                    await self._ledger.set_not_before(submission.id, None)
                    await self._reload(submission.id)
        except DeskError:  # removed meanwhile, or the ledger is busy: looked at again
            await self._world.sleep(self._every)

    async def _pause(self, submission: Submission, trouble: DeskError, seconds: float) -> None:
        self._hurried[submission.operation].clear()
        self._book.put_retry(submission.id, Retry(trouble.title, self._world.now() + seconds))
        try:
            await self._wait_for(self._hurried[submission.operation], seconds)
        finally:
            self._book.put_retry(submission.id, None)

    async def _wait_for(self, event: asyncio.Event, seconds: float) -> None:
        sleep = asyncio.ensure_future(self._world.sleep(seconds))
        asked = asyncio.ensure_future(event.wait())
        try:
            await asyncio.wait({sleep, asked}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleep.cancel()
            asked.cancel()

    def _lease(self, submission: Submission) -> contextlib.AbstractContextManager[None]:
        return claimed_now(self._world.lease_of(submission.id))

    async def _send(self, submission: Submission) -> DeskError | None:
        """Sends a file while no other process does; tells what came in between."""
        try:
            with self._lease(submission):
                fresh = await self._ledger.submission(submission.id)
                if fresh is None or fresh.state not in (SubmissionState.WAITING, SubmissionState.UNSURE):
                    await self._take_over(submission.id, fresh)
                    return None
                return await self._send_leased(fresh)
        except BusyElsewhereError:
            self._leased_elsewhere.add(submission.id)
            return None
        except (LedgerError, StorageError) as error:
            return error

    async def _take_over(self, submission_id: str, fresh: Submission | None) -> None:
        """What another process made of a file meanwhile."""
        if fresh is None:
            self._book.remove_submission(submission_id)
        elif fresh.state is SubmissionState.SENDING:
            await self._as_unsure(submission_id)
        else:
            await self._reload(submission_id)

    async def _send_leased(self, submission: Submission) -> DeskError | None:
        client = self._clients[submission.operation]

        def on_percent(percent: int) -> None:
            self._book.put_percent(submission.id, percent)

        task = asyncio.ensure_future(self._sender.send(submission, client, on_percent))
        self._sending[submission.id] = task
        try:
            await asyncio.sleep(0)
            await self._reload(submission.id)
            await asyncio.wait({task})
        except BaseException:  # whatever it is, the upload must not outlive its lease
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise
        finally:
            del self._sending[submission.id]
        return await self._settle(submission, task)

    async def _settle(self, submission: Submission, task: asyncio.Task[Job]) -> DeskError | None:
        was_stopped = submission.id in self._user_stopped
        self._user_stopped.discard(submission.id)
        try:
            job = task.result()
        except asyncio.CancelledError:
            await self._until_written(lambda: self._set_aside(submission))
            return None
        except LaneBusyError as error:
            self._taken_elsewhere.add(submission.operation)
            self._met_busy_lane.add(submission.id)
            await self._reload(submission.id)
            with contextlib.suppress(DeskError):  # the next look at the list finds it as well
                await self._on_busy(submission.operation)
            return error
        except LedgerError as error:  # it moved meanwhile, or can't be written yet; nothing about the file
            await self._until_written(lambda: self._as_unsure(submission.id))
            if was_stopped:
                await self._until_written(lambda: self._put_off(submission.id))
            return error
        except DeskError as error:
            await self._until_written(lambda: self._as_unsure(submission.id))
            if error.stops_lane:
                self._stopped.add(submission.operation)
                self._book.put_lane_trouble(submission.operation, error)
            self._on_trouble(submission, error)
            return error
        await self._reload(submission.id)
        await self._on_accepted(job)
        return None

    async def _set_aside(self, submission: Submission) -> None:
        """The user stopped it. One that had just been sent whole is asked about once more, to settle it."""
        fresh = await self._ledger.submission(submission.id)
        if fresh is not None and fresh.state is SubmissionState.WAITING:
            await self._ledger.mark_held(submission.id, _stopped())
        elif (
            fresh is not None
            and fresh.state is SubmissionState.UNSURE
            and (submission.state is SubmissionState.UNSURE or self._is_ending)
        ):
            await self._ledger.mark_held(submission.id, put_off_while_unsure())
        await self._reload(submission.id)

    async def _as_unsure(self, submission_id: str) -> None:
        fresh = await self._ledger.submission(submission_id)
        if fresh is not None and fresh.state is SubmissionState.SENDING:
            await self._ledger.mark_unsure(submission_id)
        await self._reload(submission_id)

    async def _put_off(self, submission_id: str) -> None:
        """The user stopped it, and nobody could write down how far it had come, or that it began at all."""
        fresh = await self._ledger.submission(submission_id)
        if fresh is not None and fresh.state is SubmissionState.WAITING:
            await self._ledger.mark_held(submission_id, _stopped())
        elif fresh is not None and fresh.state is SubmissionState.UNSURE:
            await self._ledger.mark_held(submission_id, put_off_while_unsure())
        await self._reload(submission_id)

    async def _until_written(self, write: Callable[[], Awaitable[None]]) -> None:
        """Nobody is sending the file any more, and the ledger must say so; tried until it can be written."""
        while True:
            try:
                await write()
            except (LedgerError, StorageError):
                await self._world.sleep(self._every)
            else:
                return

    async def _reload(self, submission_id: str) -> None:
        if (fresh := await self._ledger.submission(submission_id)) is not None:
            self._book.put_submissions([fresh])


def _stopped() -> Refusal:
    return Refusal("You stopped the upload.", "Nothing was sent. Send it again, or remove it.")
