"""One submission's way without a window: send, watch, fetch, hand out. It prepares no file.

It takes every step that is still to be taken, so it can be run again after any interruption.
"""

from __future__ import annotations

from pathlib import Path

from mcdesk.desk.one_result import OneResult, tell_of_the_other
from mcdesk.desk.patience import Patience
from mcdesk.desk.plan import JobFailedError, PartProgress, Progress, Step
from mcdesk.desk.sending import Sender
from mcdesk.desk.trip import Trip
from mcdesk.desk.waking import pause
from mcdesk.desk.worker import in_worker
from mcdesk.model.downloads import Download
from mcdesk.model.errors import DeskError, LaneBusyError, StorageError
from mcdesk.model.jobs import Job, JobStatus, stage_words
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.submissions import Submission


class OneJob:
    """Goes one submission's way. `progress` tells how far it came."""

    def __init__(self, trip: Trip, progress: Progress) -> None:
        self._plan = trip.plan
        self._account = trip.account
        self._client = trip.client
        self._ledger = trip.ledger
        self._world = trip.world
        self._tell = trip.tell
        self._sender = Sender(trip.ledger, trip.hub, trip.world)
        self._patience = Patience(trip.plan.poll, trip.world, trip.tell)
        self._whole = progress
        self.progress = PartProgress()
        self._result = OneResult(trip, self.progress)

    async def go(self, submission: Submission) -> Path:
        """Gives the verified result in the plan's folder.

        Raises:
            DeskError: As `Journey.go` tells.
        """
        self._whole.parts.append(self.progress)
        job = await self.known_job(submission) or await self._sent(submission)
        self.progress.job = job
        download = await self._result.verified(job)
        if download is None:
            job = await self._watched(job)
            if job.status is JobStatus.FAILED:
                code = job.error_code or "no error code"
                raise JobFailedError(f"The job failed: {code}.", job.error_message or "", code=code)
            download = await self._result.fetched(job, submission.title)
        return await self._handed_out(download)

    def tell_of_the_other(self) -> None:
        """Says why nothing moves."""
        tell_of_the_other(self._tell)

    async def known_job(self, submission: Submission) -> Job | None:
        """The job that a submission became, as the ledger has it."""
        if submission.job_id is None:
            return None
        return await self._ledger.job(self._account.id, submission.job_id)

    async def _sent(self, submission: Submission) -> Job:
        while True:
            submission = await self._ledger.submission(submission.id) or submission
            try:
                job = await self._sender.send(submission, self._client, self._on_sent)
            except LaneBusyError:
                name = self._plan.operation.name
                self._tell(Step(f"Another {name} job is running; this one goes when the lane is free."))
                await self._lane_is_free()
            except DeskError as error:
                await self._wait_or_give_up(error)
            else:
                self._patience.renew()
                self._tell(Step(f"Accepted as job {job.job_id}."))
                return job

    async def _lane_is_free(self) -> None:
        """Asks, with small calls, until no job of the operation is active; the file is not sent meanwhile."""
        while True:
            await pause(self._world, self._plan.poll)
            try:
                page = await self._client.list_page(status="active", rows=1)
            except DeskError as error:
                await self._wait_or_give_up(error)
                continue
            if not page.jobs:
                return

    def _on_sent(self, percent: int) -> None:
        self._whole.was_sent = True
        self._tell(Step("Uploading", percent))

    async def _watched(self, job: Job) -> Job:
        """Asks about the job until it has ended, and once more for its slots where it ended long ago."""
        operation = OPERATIONS[job.operation]
        while True:
            try:
                job = await self._client.status(job.job_id)
            except DeskError as error:
                await self._wait_or_give_up(error)
                continue
            self._patience.renew()
            self.progress.job = job
            await self._ledger.save_jobs(self._account.id, [job])
            if job.status.is_final:
                return job
            self._tell(Step(stage_words(job.progress_percent, operation.working), job.progress_percent))
            await pause(self._world, self._plan.poll)

    async def _handed_out(self, download: Download) -> Path:
        path, sha256 = download.path, download.sha256
        if path is None or sha256 is None:
            raise StorageError("The verified result has no file.", "Download it again.")
        store, out = self._world.store_of_results(), self._plan.out
        result = await in_worker(lambda _: store.hand_out(path, sha256, out), _ignore, name="hand out")
        self.progress.result, self.progress.sha256 = result, sha256
        return result

    async def _wait_or_give_up(self, error: DeskError) -> None:
        if not error.can_retry:
            raise error
        await self._patience.wait_after(error)


def _ignore(done: int, total: int | None) -> None:
    """For work whose progress nobody watches."""
