"""One submission's way without a window: send, watch, fetch, hand out. It prepares no file.

It takes every step that is still to be taken, so it can be run again after any interruption.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.hub import Hub
from mcdesk.desk.plan import JobFailedError, PartProgress, Plan, Progress, Step
from mcdesk.desk.recovery import settled
from mcdesk.desk.sending import Sender
from mcdesk.desk.worker import Report, in_worker
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model import words
from mcdesk.model.accounts import Account
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import (
    BusyElsewhereError,
    DeskError,
    DownloadBrokenError,
    LaneBusyError,
    NoDownloadsLeftError,
    StorageError,
)
from mcdesk.model.jobs import Job, JobStatus, stage_words
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.pauses import pause_after
from mcdesk.model.submissions import Submission
from mcdesk.results import shelf
from mcdesk.services.batch import BatchClient

PATIENCE = 12
"""Tries in a row that may fail before a run gives up; it can be resumed by running it again."""


class OneJob:
    """Goes one submission's way. `progress` tells how far it came."""

    def __init__(
        self,
        plan: Plan,
        account: Account,
        client: BatchClient,
        ledger: Ledger,
        hub: Hub,
        world: World,
        tell: Callable[[Step], None],
        progress: Progress,
    ) -> None:
        self._plan = plan
        self._account = account
        self._client = client
        self._ledger = ledger
        self._world = world
        self._tell = tell
        self._sender = Sender(ledger, hub, world)
        self._fetcher = Fetcher(ledger, hub, world)
        self._failures = 0
        self._whole = progress
        self.progress = PartProgress()

    async def go(self, submission: Submission) -> Path:
        """Gives the verified result in the plan's folder.

        Raises:
            DeskError: As `Journey.go` tells.
        """
        self._whole.parts.append(self.progress)
        job = await self.known_job(submission) or await self._sent(submission)
        self.progress.job = job
        download = await self._verified(job)
        if download is None:
            job = await self._watched(job)
            if job.status is JobStatus.FAILED:
                code = job.error_code or "no error code"
                raise JobFailedError(f"The job failed: {code}.", job.error_message or "", code=code)
            download = await self._fetched(job, submission.title)
        return await self._handed_out(download)

    def tell_of_the_other(self) -> None:
        """Says why nothing moves."""
        self._tell(Step("Another mcdesk is at work on this very file; waiting for it to end."))

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
                self._failures = 0
                self._tell(Step(f"Accepted as job {job.job_id}."))
                return job

    async def _lane_is_free(self) -> None:
        """Asks, with small calls, until no job of the operation is active; the file is not sent meanwhile."""
        while True:
            await self._world.sleep(self._plan.poll)
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
            self._failures = 0
            self.progress.job = job
            await self._ledger.save_jobs(self._account.id, [job])
            if job.status.is_final:
                return job
            self._tell(Step(stage_words(job.progress_percent, operation.working), job.progress_percent))
            await self._world.sleep(self._plan.poll)

    async def _verified(self, job: Job) -> Download | None:
        """The copy that an earlier run verified, if it is still what it was."""
        for download in reversed(await self._ledger.downloads(self._account.id, job.job_id)):
            if download.state is DownloadState.VERIFIED:
                if await in_worker(partial(_is_intact, download), _ignore, name="verify"):
                    self._tell(Step("The verified result is already on this computer."))
                    return download
            elif download.state is DownloadState.STARTED:
                ended = await self._settled(download)
                if ended.state is DownloadState.VERIFIED:
                    return ended
        return None

    async def _settled(self, download: Download) -> Download:
        """What an attempt that was left half-way has come to; waits while another process is at it."""
        while (ended := await settled(download, self._ledger, self._world)) is None:
            self.tell_of_the_other()
            await self._world.sleep(self._plan.poll)
        return ended

    async def _fetched(self, job: Job, reference: str) -> Download:
        """Downloads; repeats one that broke while more than the kept number of slots is left."""
        failures = 0
        while True:
            if job.slots is not None and job.slots.left <= 0:
                raise NoDownloadsLeftError(
                    "All downloads of this job are used.", "Submit the file under another --reference."
                )
            self._tell(Step("Downloading the result."))
            before = job.slots
            try:
                download = await self._fetcher.fetch(
                    self._account.id, job, reference, self._client, job.job_id
                )
            except DownloadBrokenError as error:
                job = await self._counted(job)
                if job.slots is not None and job.slots == before:
                    failures = await self._pause_after(error, failures)
                else:
                    self._agree_to_another(job, error)
            except BusyElsewhereError:
                self.tell_of_the_other()
                await self._world.sleep(self._plan.poll)
                if (download_of_other := await self._verified(job)) is not None:
                    return download_of_other
            except DeskError as error:
                job = await self._counted(job)
                if not error.can_retry:
                    raise
                failures = await self._pause_after(error, failures)
            else:
                if job.slots is not None and download.remaining is not None:
                    job = replace(job, slots=replace(job.slots, left=download.remaining))
                self.progress.job = job
                await self._ledger.save_jobs(self._account.id, [job])
                return download

    async def _counted(self, job: Job) -> Job:
        """The job with its slots as the last attempt's headers and the service tell them, where they do."""
        attempts = await self._ledger.downloads(self._account.id, job.job_id)
        told = attempts[-1].remaining if attempts else None
        if job.slots is not None and told is not None:
            job = replace(job, slots=replace(job.slots, left=min(told, job.slots.left)))
        with contextlib.suppress(DeskError):
            job = await self._client.status(job.job_id)
        self.progress.job = job
        await self._ledger.save_jobs(self._account.id, [job])
        return job

    def _agree_to_another(self, job: Job, error: DownloadBrokenError) -> None:
        left = job.slots.left if job.slots else 0
        self._tell(Step(f"{error.title} {left} of its downloads left.", is_trouble=True))
        if left <= self._plan.keep:
            raise _kept_back(error, left) from error

    async def _pause_after(self, error: DeskError, failures: int) -> int:
        """Waits for the next try and gives the number of failures in a row; gives up after many."""
        failures += 1
        if failures >= PATIENCE:
            raise error
        pause = pause_after(
            failures, base=self._plan.poll, retry_after=error.retry_after, dice=self._world.dice()
        )
        self._tell(Step(f"{error.title} Next try in {words.duration(pause)}.", is_trouble=True))
        await self._world.sleep(pause)
        return failures

    async def _handed_out(self, download: Download) -> Path:
        path, sha256 = download.path, download.sha256
        if path is None or sha256 is None:
            raise StorageError("The verified result has no file.", "Download it again.")
        out = self._plan.out
        result = await in_worker(lambda _: shelf.hand_out(path, sha256, out), _ignore, name="hand out")
        self.progress.result, self.progress.sha256 = result, sha256
        return result

    async def _wait_or_give_up(self, error: DeskError) -> None:
        if not error.can_retry:
            raise error
        self._failures = await self._pause_after(error, self._failures)


def _kept_back(error: DownloadBrokenError, left: int) -> DeskError:
    if left <= 0:
        return NoDownloadsLeftError(
            "The download broke off and no download is left.", "Submit the file under another --reference."
        )
    return DownloadBrokenError(
        error.title,
        f"{left} left, kept back. Run again to use one, or allow repeats with --keep-downloads {left - 1}.",
    )


def _is_intact(download: Download, _tell: Report) -> bool:
    return shelf.is_intact(download.path, download.sha256)


def _ignore(done: int, total: int | None) -> None:
    """For work whose progress nobody watches."""
