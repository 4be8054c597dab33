"""Sends one submission and writes down what became of it. When, and whether again, others decide."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

from mcdesk.desk.arrivals import possible_jobs
from mcdesk.desk.hub import Hub
from mcdesk.desk.transfers import TransferMeter
from mcdesk.desk.worker import Report, in_worker
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import (
    AnswerLostError,
    DeskError,
    RefusedError,
    ServiceTroubleError,
    StorageError,
)
from mcdesk.model.events import Transfer, TransferKind, TransferState
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.submissions import ARRIVAL_UNKNOWN, Refusal, Submission, SubmissionState
from mcdesk.services.batch import Accepted, BatchClient

OnPercent = Callable[[int], None]


class Sender:
    """Takes a submission from WAITING or UNSURE to what the answer makes of it.

    Whoever calls holds the submission's lease, so that no other process sends it meanwhile.
    """

    def __init__(self, ledger: Ledger, hub: Hub, world: World) -> None:
        self._ledger = ledger
        self._hub = hub
        self._world = world

    async def send(self, submission: Submission, client: BatchClient, on_percent: OnPercent) -> Job:
        """Uploads the exact bytes under the submission's own key and gives the job.

        Afterwards the ledger says ACCEPTED, or UNSURE when no usable answer came, WAITING when the file
        certainly did not get in but may later, or no file of the account could, HELD when trying again can't
        help.

        Args:
            submission: As the ledger has it now: one that was UNSURE stays so until there is an answer.
            client: Of its operation.
            on_percent: Told how much of it has been sent.

        Raises:
            DeskError: Why there is no job; the ledger has been told already.
        """
        was_unsure = submission.state is SubmissionState.UNSURE
        if was_unsure and (job := await self._found_in_list(submission, client)) is not None:
            return job
        await self._begin(submission.id, was_unsure=was_unsure)
        transfer = Transfer(submission.id, submission.id, TransferKind.UPLOADING, submission.title)
        meter = TransferMeter(transfer, self._hub, self._world.now)

        is_all_sent = False

        def report(done: int, total: int | None) -> None:
            nonlocal is_all_sent
            is_all_sent = done == total
            meter(done, total)
            on_percent(100 * done // total if total else 0)

        try:
            accepted = await in_worker(
                lambda tell: _upload(client, submission, self._world, tell),
                report,
                name=f"upload {submission.id}",
            )
        except DeskError as error:
            meter.end(TransferState.PAUSED if error.can_retry else TransferState.FAILED, error.title)
            await self._note(submission, error, was_unsure=was_unsure)
            raise
        except BaseException:
            # A body that broke off can't have been taken; a whole one may have been, and its key will tell.
            meter.end(TransferState.CANCELLED, "Stopped")
            await self._step_back(submission.id, may_have_arrived=is_all_sent or was_unsure)
            raise
        meter.end(TransferState.DONE, "Uploaded")
        await self._ledger.mark_accepted(submission.id, accepted.job, self._world.now(), accepted.request_id)
        return accepted.job

    async def _found_in_list(self, submission: Submission, client: BatchClient) -> Job | None:
        """The job of an open question that is so old that the service may have forgotten the key."""
        age = self._world.now() - submission.created_at
        if 0 <= age < OPERATIONS[submission.operation].key_seconds:
            return None
        known = await self._ledger.submissions(submission.account_id)
        taken = {other.job_id for other in known if other.job_id is not None}
        jobs = await possible_jobs(client, submission, taken)
        if len(jobs) > 1 or (jobs and any(_is_rival(other, submission) for other in known)):
            refusal = _not_known("More than one job or file can be meant.")
            await self._ledger.mark_held(submission.id, refusal)
            raise RefusedError(refusal.title, refusal.advice)
        for job in jobs:
            await self._ledger.mark_accepted(submission.id, job, self._world.now(), "")
            return job
        return None

    async def _begin(self, submission_id: str, *, was_unsure: bool) -> None:
        try:
            await self._ledger.mark_sending(submission_id, self._world.now())
        except asyncio.CancelledError:  # the ledger has written it all the same
            await self._step_back(submission_id, may_have_arrived=was_unsure)
            raise

    async def _step_back(self, submission_id: str, *, may_have_arrived: bool) -> None:
        await (self._ledger.mark_unsure if may_have_arrived else self._ledger.mark_waiting)(submission_id)

    async def _note(self, submission: Submission, error: DeskError, *, was_unsure: bool) -> None:
        if isinstance(error, AnswerLostError | ServiceTroubleError):
            await self._ledger.mark_unsure(submission.id)
        elif error.can_retry or error.stops_lane:
            # None answers an earlier try; not even a busy lane, which may be looked at before the key is.
            await self._step_back(submission.id, may_have_arrived=was_unsure)
        else:
            await self._ledger.mark_held(submission.id, _refusal_of(error, was_unsure=was_unsure))


def _is_rival(other: Submission, submission: Submission) -> bool:
    """Whether another open question could be answered by the same job: the parts of a file are alike."""
    is_alike = (other.operation, other.reference, other.rows) == (
        submission.operation,
        submission.reference,
        submission.rows,
    )
    is_open = other.may_have_arrived or other.state is SubmissionState.SENDING
    return is_alike and is_open and other.id != submission.id


def _refusal_of(error: DeskError, *, was_unsure: bool) -> Refusal:
    """Why a file is set aside. One that may have arrived earlier must not be taken for one that did not."""
    if not was_unsure:
        return Refusal(error.title, error.advice, error.code, error.instance)
    return _not_known(f"{error.title} {error.advice}", error.instance)


def _not_known(why: str, instance: str = "") -> Refusal:
    advice = (
        f"{why} An earlier try may have arrived: look for its job in the table before you send the file as a "
        "new one. Trying again here is safe."
    )
    return Refusal("It is not known whether this file arrived.", advice, ARRIVAL_UNKNOWN, instance)


def put_off_while_unsure() -> Refusal:
    """The words for a file that the user sets aside while nobody knows whether it arrived."""
    return _not_known("You stopped asking.")


def _upload(client: BatchClient, submission: Submission, world: World, tell: Report) -> Accepted:
    packed = world.packed_of(submission)
    _require_same_bytes(packed, submission.packed.sha256)
    return client.submit(
        packed,
        reference=submission.reference,
        idempotency_key=submission.idempotency_key,
        progress=tell,
    )


def _require_same_bytes(path: Path, sha256: str) -> None:
    """An idempotency key stands for one content; sending another under it would be a lie."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise StorageError(
            "The copy kept for sending is gone.", "Remove it here and send the file anew."
        ) from exc
    if found != sha256:
        raise StorageError("The copy kept for sending has changed.", "Remove it here and send the file anew.")
