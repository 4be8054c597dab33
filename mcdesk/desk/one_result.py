"""One completed job's result without a window: the copy that is here, else a download where that is allowed.

It spends a slot only by `fetched`, and a further one only while more are left than are to be kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from mcdesk.desk.copies import Copies
from mcdesk.desk.fetching import Fetcher
from mcdesk.desk.patience import Patience
from mcdesk.desk.plan import PartProgress, Step
from mcdesk.desk.reckoning import cost_of, counted, is_as_before, is_unanswered, left_words
from mcdesk.desk.recovery import found_here, settled
from mcdesk.desk.trip import Trip
from mcdesk.desk.waking import pause
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import BusyElsewhereError, DeskError, DownloadBrokenError, NoDownloadsLeftError
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS

_WERE_VERIFIED = (DownloadState.VERIFIED, DownloadState.LOST)
_WHY_AGAIN = {
    DownloadState.BROKEN: "An earlier download broke off.",
    DownloadState.MISMATCH: "An earlier download did not match its checksum.",
    DownloadState.LOST: "The saved result is gone or has changed.",
}


def tell_of_the_other(tell: Callable[[Step], None]) -> None:
    """Says why nothing moves."""
    tell(Step("Another mcdesk is at work on this very file; waiting for it to end."))


class OneResult:
    """Brings the result of a plan's job into MCDESK_HOME. `progress` tells the slots that are left."""

    def __init__(self, trip: Trip, progress: PartProgress) -> None:
        self._plan = trip.plan
        self._account = trip.account
        self._client = trip.client
        self._ledger = trip.ledger
        self._world = trip.world
        self._tell = trip.tell
        self._progress = progress
        self._fetcher = Fetcher(trip.ledger, trip.hub, trip.world)
        self._copies = Copies(trip.account.id, trip.ledger, trip.world)

    async def verified(self, job: Job) -> Download | None:
        """The copy that an earlier run verified, restored if need be: it costs nothing."""
        for download in reversed(await self._ledger.downloads(self._account.id, job.job_id)):
            if download.state in _WERE_VERIFIED:
                checked = await self._copies.check(download)
                if checked.state is DownloadState.VERIFIED:
                    self._tell(Step("The verified result is already on this computer."))
                    return checked
            elif download.state is DownloadState.STARTED:
                ended = await self._settled(download)
                if ended.state is DownloadState.VERIFIED:
                    return ended
        with contextlib.suppress(BusyElsewhereError):  # whoever fetches it now is waited for later
            here = await found_here(self._account.id, job.job_id, self._ledger, self._world)
            if here is not None:
                self._tell(Step("The verified result is already on this computer."))
            return here
        return None

    async def _settled(self, download: Download) -> Download:
        """What an attempt that was left half-way has come to; waits while another process is at it."""
        while (ended := await settled(download, self._ledger, self._world)) is None:
            tell_of_the_other(self._tell)
            await pause(self._world, self._plan.poll)
        return ended

    async def fetched(self, job: Job, reference: str) -> Download:
        """Downloads. A first attempt is always made, another one only while more are left than are kept.

        Raises:
            NoDownloadsLeftError: If there is no slot.
            DownloadBrokenError: If another attempt would use what is kept back, or nothing comes for long.
            DeskError: As `Fetcher.fetch` tells.
        """
        patience = Patience(self._plan.poll, self._world, self._tell)
        while True:
            self._require_allowed(job, await self._attempts(job))
            self._tell(Step("Downloading the result."))
            begun: list[Download] = []
            try:
                download = await self._fetcher.fetch(
                    self._account.id,
                    job,
                    reference,
                    self._client,
                    job.job_id,
                    begun.append,
                    self._plan.out,
                )
            except BusyElsewhereError:
                tell_of_the_other(self._tell)
                await pause(self._world, self._plan.poll)
                if (download_of_other := await self.verified(job)) is not None:
                    return download_of_other
            except DeskError as error:
                attempts = await self._attempts(job)
                attempt = next((each for each in attempts if begun and each.id == begun[0].id), None)
                job, is_free = await self._reckoned(job, attempt)
                if is_free and (error.can_retry or isinstance(error, DownloadBrokenError)):
                    await patience.wait_after(error)
                    job = await self._confirmed(job, attempt)
                elif not isinstance(error, DownloadBrokenError):
                    if is_free and (now := await self._counted(job)) is not None:
                        self._progress.job = now
                    raise
                else:
                    self._tell(Step(error.title, is_trouble=True))
            else:
                if job.slots is not None and download.remaining is not None:
                    job = replace(job, slots=replace(job.slots, left=download.remaining))
                await self._note(job)
                return download

    def _require_allowed(self, job: Job, attempts: Sequence[Download]) -> None:
        """One rule, whichever run made the attempts.

        Raises:
            NoDownloadsLeftError: If there is no slot.
            DownloadBrokenError: If another attempt would use what is kept back.
        """
        spent = [each for each in attempts if each.state is not DownloadState.UNSPENT]
        total = job.slots.total if job.slots else OPERATIONS[job.operation].download_slots
        left = job.slots.left if job.slots else max(0, total - len(spent))
        if left <= 0:
            raise NoDownloadsLeftError(
                "All downloads of this job are used.", "Submit the file under another --reference."
            )
        if spent and left <= self._plan.keep:
            raise DownloadBrokenError(
                _WHY_AGAIN.get(spent[-1].state, "An earlier download broke off."),
                f"{left_words(left).capitalize()} of its {total} downloads, kept back. Allow another attempt "
                f"with --keep-downloads {left - 1}.",
            )

    async def _attempts(self, job: Job) -> tuple[Download, ...]:
        return await self._ledger.downloads(self._account.id, job.job_id)

    async def _reckoned(self, job: Job, attempt: Download | None) -> tuple[Job, bool]:
        """The job with the slots that it has after an attempt, and whether that has cost none so far."""
        if attempt is None or attempt.state is DownloadState.UNSPENT:
            return job, True
        now = await self._counted(job)
        if is_unanswered(attempt) and is_as_before(job, now):
            return job, True
        cost = cost_of(attempt, job, now)
        self._tell(Step(cost.words, is_trouble=True))
        if cost.left is None:
            return _with_one_less(job), False
        job = now or job
        if job.slots is not None:
            job = replace(job, slots=replace(job.slots, left=cost.left))
        await self._note(job)
        return job, False

    async def _confirmed(self, job: Job, attempt: Download | None) -> Job:
        """After the pause: a request that arrived late has been counted by now, one that did not is free."""
        if attempt is None or not is_unanswered(attempt):
            return job
        now = await self._counted(job)
        if is_as_before(job, now):
            await self._ledger.update_download(replace(attempt, state=DownloadState.UNSPENT))
            return job
        return now or _with_one_less(job)

    async def _counted(self, job: Job) -> Job | None:
        return await counted(self._ledger, self._account.id, job, self._client)

    async def _note(self, job: Job) -> None:
        self._progress.job = job
        await self._ledger.save_jobs(self._account.id, [job])


def _with_one_less(job: Job) -> Job:
    """Where nobody can be asked what an attempt has cost, it is taken to have cost a slot."""
    if job.slots is None:
        return job
    return replace(job, slots=replace(job.slots, left=max(0, job.slots.left - 1)))
