"""Fetches one result: one slot, written down before it is spent, verified before it is shown.

It never asks twice: whoever wants a second attempt, with its second slot, calls again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from mcdesk.desk.claim import claimed_now
from mcdesk.desk.hub import Hub
from mcdesk.desk.receiving import Arrival, Order, receive
from mcdesk.desk.recovery import found_while_claimed
from mcdesk.desk.sizes import likely_size
from mcdesk.desk.transfers import TransferMeter
from mcdesk.desk.worker import Report, in_worker
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadHeaders, DownloadState
from mcdesk.model.errors import (
    AnswerLostError,
    ChecksumError,
    DeskError,
    DownloadBrokenError,
    ServiceTroubleError,
    StorageError,
)
from mcdesk.model.events import Transfer, TransferKind, TransferState
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.results import shelf, space
from mcdesk.services.batch import BatchClient

_PERHAPS_SPENT = (AnswerLostError, ServiceTroubleError)
"""A gateway's 5xx does not tell whether the service behind it began to answer."""


def transfer_of(job_id: str, row_key: str, name: str) -> Transfer:
    """The one transfer that all attempts at a job's result show as, one after the other."""
    return Transfer(f"download {job_id}", row_key, TransferKind.DOWNLOADING, name)


class Fetcher:
    """Brings a job's result into MCDESK_HOME.

    Attributes:
        world: Whoever repeats attempts takes pauses and dice from there too.
    """

    def __init__(self, ledger: Ledger, hub: Hub, world: World) -> None:
        self.world = world
        self._ledger = ledger
        self._hub = hub

    async def fetch(
        self,
        account_id: str,
        job: Job,
        reference: str,
        client: BatchClient,
        row_key: str,
        on_begun: Callable[[Download], None] | None = None,
        out: Path | None = None,
    ) -> Download:
        """Spends one slot of a completed job and gives the verified download.

        A result that is on this computer, but not on record, is put on record instead, and nothing is spent.

        Args:
            account_id: Whose job it is.
            job: A completed one.
            reference: Names the file.
            client: Of the job's operation.
            row_key: The row that shows the transfer.
            on_begun: Told of the attempt as soon as it is on record, before the call.
            out: A further folder that is going to take the result.

        Raises:
            BusyElsewhereError: Another mcdesk is fetching this very result.
            StorageError: A folder can't take it; found before the slot is spent where possible.
            DownloadBrokenError: The bytes stopped half-way, or the answer never came.
            ChecksumError: All bytes came but are not the promised ones; they are kept aside.
            DeskError: The service refused; no slot was spent.
        """
        download = Download(
            id=self.world.new_id(),
            account_id=account_id,
            job_id=job.job_id,
            state=DownloadState.STARTED,
            started_at=self.world.now(),
        )
        arrival = Arrival()
        order = self._order(download, job, reference, client)
        with claimed_now(self.world.download_claim(account_id, job.job_id)):
            if (
                here := await found_while_claimed(account_id, job.job_id, self._ledger, self.world)
            ) is not None:
                return here
            await self._require_place(order, await likely_size(self._ledger, account_id, job), out)
            await self._write_down(download)
            if on_begun is not None:
                on_begun(download)
            meter = TransferMeter(transfer_of(job.job_id, row_key, reference), self._hub, self.world.now)
            return await self._fetch(download, order, arrival, meter)

    def _order(self, download: Download, job: Job, reference: str, client: BatchClient) -> Order:
        operation = OPERATIONS[job.operation]
        name = shelf.file_name(reference, operation.result_word, operation.result_suffix)
        return Order(
            client=client,
            job_id=job.job_id,
            part=self.world.part_of(download),
            target=self.world.results_of(job.job_id) / name,
            store=self.world.store_of_results(),
            free_bytes=self.world.free_bytes,
            on_headers=partial(self._note_headers, download),
        )

    async def _require_place(self, order: Order, size: int | None, out: Path | None) -> None:
        """Finds a folder that takes nothing, or a disk that is too full, while that costs nothing."""

        def look(_tell: Report) -> None:
            folders = [order.part.parent, order.store.folder, *([out] if out is not None else [])]
            for folder in folders:
                shelf.require_writable(folder)
                space.require_room(folder, size, order.free_bytes)

        await in_worker(look, _ignore, name=f"room for {order.job_id}")

    async def _fetch(
        self, download: Download, order: Order, arrival: Arrival, meter: TransferMeter
    ) -> Download:
        try:
            await in_worker(
                lambda tell: receive(order, arrival, tell), meter, name=f"download {order.job_id}"
            )
        except BaseException as error:
            state = _state_after(error, arrival)
            meter.end(*_end_of(error, state))
            await self._ledger.update_download(self._ended(download, state, arrival))
            if isinstance(error, _PERHAPS_SPENT):
                raise DownloadBrokenError(
                    "The download was asked for, but no usable answer came.",
                    "It may have cost a download.",
                    retry_after=error.retry_after,
                ) from error
            raise
        meter.end(TransferState.DONE, "Verified")
        verified = self._ended(download, DownloadState.VERIFIED, arrival)
        await self._ledger.update_download(verified)
        return verified

    async def _write_down(self, download: Download) -> None:
        """Before the call. Cancelled meanwhile, the ledger has it all the same; nothing was spent then."""
        try:
            await self._ledger.add_download(download)
        except asyncio.CancelledError:
            await self._ledger.update_download(self._ended(download, DownloadState.UNSPENT, Arrival()))
            raise

    def _note_headers(self, download: Download, headers: DownloadHeaders) -> None:
        """In the worker, before the first byte is taken: what the slot costs is known from here on.

        The slot is spent by then, so a ledger that can't be written now does not stop the bytes.
        """
        with contextlib.suppress(DeskError):
            self._ledger.update_download_now(_with_headers(download, headers))

    def _ended(self, download: Download, state: DownloadState, arrival: Arrival) -> Download:
        known = download if arrival.headers is None else _with_headers(download, arrival.headers)
        if state is DownloadState.STARTED:
            return known
        return replace(
            known,
            state=state,
            path=arrival.path,
            size=arrival.size or None,
            sha256=arrival.sha256,
            finished_at=self.world.now(),
        )


def _with_headers(download: Download, headers: DownloadHeaders) -> Download:
    return replace(
        download,
        remaining=headers.remaining,
        expected_sha256=headers.checksum,
        expected_size=headers.length,
    )


def _state_after(error: BaseException, arrival: Arrival) -> DownloadState:
    """What an attempt that ended with an error has cost: with headers, or without a clear no, a slot."""
    if arrival.is_verified:  # stopped when all was done
        return DownloadState.VERIFIED
    if isinstance(error, ChecksumError):
        return DownloadState.MISMATCH
    is_stopped = not isinstance(error, DeskError)
    if is_stopped and not arrival.was_asked:
        return DownloadState.UNSPENT
    if arrival.is_all_here and (is_stopped or isinstance(error, StorageError)):
        return DownloadState.STARTED  # being put in its place, or not to be put there now: the bytes decide
    if arrival.headers is not None or isinstance(error, _PERHAPS_SPENT) or is_stopped:
        return DownloadState.BROKEN
    return DownloadState.UNSPENT


def _end_of(error: BaseException, state: DownloadState) -> tuple[TransferState, str]:
    """How the transfer looks then. What cost nothing and passes by itself is not over."""
    if state is DownloadState.VERIFIED:
        return TransferState.DONE, "Verified"
    if not isinstance(error, DeskError):
        return TransferState.CANCELLED, "Stopped"
    is_passing = error.can_retry and state is DownloadState.UNSPENT
    return (TransferState.PAUSED if is_passing else TransferState.FAILED), error.title


def _ignore(done: int, total: int | None) -> None:
    """For work whose progress nobody watches."""
