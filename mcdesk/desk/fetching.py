"""Fetches one result: one slot, written down before it is spent, verified before it is shown.

It never asks twice: whoever wants a second attempt, with its second slot, calls again.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from mcdesk.desk.claim import claimed_now
from mcdesk.desk.hub import Hub
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
)
from mcdesk.model.events import Transfer, TransferKind, TransferState
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.results import shelf
from mcdesk.services.batch import BatchClient

_WRITE_BACK = 8 * 1024 * 1024
_PERHAPS_SPENT = (AnswerLostError, ServiceTroubleError)
"""A gateway's 5xx does not tell whether the service behind it began to answer."""


@dataclass(slots=True)
class _Arrival:
    """What is known of a download while it runs; filled by the worker, read when it ends."""

    headers: DownloadHeaders | None = None
    path: Path | None = None
    size: int = 0
    sha256: str | None = None


class Fetcher:
    """Brings a job's result into MCDESK_HOME."""

    def __init__(self, ledger: Ledger, hub: Hub, world: World) -> None:
        self._ledger = ledger
        self._hub = hub
        self._world = world

    async def fetch(
        self,
        account_id: str,
        job: Job,
        reference: str,
        client: BatchClient,
        row_key: str,
        on_begun: Callable[[Download], None] | None = None,
    ) -> Download:
        """Spends one slot of a completed job and gives the verified download.

        `on_begun` is told of the attempt as soon as it is on record, before the call.

        Raises:
            BusyElsewhereError: Another mcdesk is fetching this very result.
            StorageError: The folder can't take it; found before the slot is spent where possible.
            DownloadBrokenError: The bytes stopped half-way, or the answer never came.
            ChecksumError: All bytes came but are not the promised ones; they are kept aside.
            DeskError: The service refused; no slot was spent.
        """
        folder = self._world.results_of(job.job_id)
        operation = OPERATIONS[job.operation]
        name = shelf.file_name(reference, operation.result_word, operation.result_suffix)
        download = Download(
            id=self._world.new_id(),
            account_id=account_id,
            job_id=job.job_id,
            state=DownloadState.STARTED,
            started_at=self._world.now(),
        )
        shelf.require_writable(folder)
        with claimed_now(self._world.download_claim(account_id, job.job_id)):
            return await self._fetch(download, job, folder / name, reference, client, row_key, on_begun)

    async def _fetch(
        self,
        download: Download,
        job: Job,
        target: Path,
        reference: str,
        client: BatchClient,
        row_key: str,
        on_begun: Callable[[Download], None] | None,
    ) -> Download:
        await self._write_down(download)
        if on_begun is not None:
            on_begun(download)
        arrival = _Arrival()
        transfer = Transfer(download.id, row_key, TransferKind.DOWNLOADING, reference)
        meter = TransferMeter(transfer, self._hub, self._world.now)
        part = self._world.part_of(download)

        def work(tell: Report) -> None:
            _receive(client, job.job_id, part, target, arrival, tell)

        try:
            await in_worker(work, meter, name=f"download {job.job_id}")
        except BaseException as error:
            state = _state_after(error, arrival)
            words = error.title if isinstance(error, DeskError) else "Stopped"
            meter.end(
                TransferState.FAILED if isinstance(error, DeskError) else TransferState.CANCELLED, words
            )
            await self._ledger.update_download(self._ended(download, state, arrival))
            if isinstance(error, _PERHAPS_SPENT):
                raise DownloadBrokenError(
                    "The download was asked for, but no usable answer came.", "Its slot may be spent."
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
            await self._ledger.update_download(self._ended(download, DownloadState.UNSPENT, _Arrival()))
            raise

    def _ended(self, download: Download, state: DownloadState, arrival: _Arrival) -> Download:
        headers = arrival.headers
        return replace(
            download,
            state=state,
            path=arrival.path,
            size=arrival.size or None,
            sha256=arrival.sha256,
            expected_sha256=headers.checksum if headers else None,
            remaining=headers.remaining if headers else None,
            finished_at=self._world.now(),
        )


def _state_after(error: BaseException, arrival: _Arrival) -> DownloadState:
    """What an attempt that ended with an error has cost: with headers, or without a clear no, a slot."""
    if isinstance(error, ChecksumError):
        return DownloadState.MISMATCH
    if arrival.headers is not None or isinstance(error, _PERHAPS_SPENT) or not isinstance(error, DeskError):
        return DownloadState.BROKEN
    return DownloadState.UNSPENT


def _receive(
    client: BatchClient, job_id: str, part: Path, target: Path, arrival: _Arrival, tell: Report
) -> None:
    """Streams the result to `part`, hashing on the way, and renames it to `target` only if it verifies."""
    digest = hashlib.sha256()
    try:
        with part.open("wb") as out, client.download(job_id) as (headers, chunks):
            arrival.headers = headers
            shelf.require_space(part.parent, headers.length)
            written_back = 0
            for chunk in _counted(chunks, headers.length, arrival, tell):
                digest.update(chunk)
                out.write(chunk)
                written_back = _write_back(out, written_back)
            out.flush()
            os.fsync(out.fileno())
        arrival.sha256 = digest.hexdigest()
        _settle(part, target, arrival, headers)
    except OSError as exc:
        raise shelf.storage_trouble(exc, part.parent) from exc
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _write_back(out: BinaryIO, since: int) -> int:
    """Lets the disk begin with what has arrived, so that the last sync is short; gives how far it is."""
    here = out.tell()
    if here - since < _WRITE_BACK or not hasattr(os, "posix_fadvise"):
        return since
    out.flush()
    os.posix_fadvise(out.fileno(), since, here - since, os.POSIX_FADV_DONTNEED)
    return here


def _counted(chunks: Iterator[bytes], length: int | None, arrival: _Arrival, tell: Report) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        arrival.size += len(chunk)
        tell(arrival.size, length)
    if length is not None and arrival.size < length:
        raise DownloadBrokenError(
            "The download broke off.", "The part that arrived is not shown as a result."
        )


def _settle(part: Path, target: Path, arrival: _Arrival, headers: DownloadHeaders) -> None:
    if headers.checksum == arrival.sha256:
        arrival.path = shelf.free_name(target)
        part.replace(arrival.path)
        _sync_folder(target.parent)
        return
    arrival.path = shelf.free_name(target.with_name(f"{target.name}.not-verified"))
    part.replace(arrival.path)
    if headers.checksum is None:
        raise ChecksumError(
            "The service sent no checksum, so the result can't be verified.",
            f"The bytes are kept aside as {arrival.path.name}.",
        )
    raise ChecksumError(
        "The result does not match its checksum.",
        f"Some bytes changed on the way. They are kept aside as {arrival.path.name}, not as the result.",
    )


def _sync_folder(folder: Path) -> None:
    """Makes the new name survive a power cut, on systems where folders can be synced."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
