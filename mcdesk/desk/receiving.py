"""Takes in the bytes of one download: to a part, hashed on the way, kept only if they verify.

Blocks: for a worker thread. It asks once, and it writes no ledger: it tells the headers to whoever does.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mcdesk.desk.worker import Report
from mcdesk.model.downloads import DownloadHeaders
from mcdesk.model.errors import ChecksumError, DownloadBrokenError
from mcdesk.results import shelf, space
from mcdesk.results.space import FreeBytes
from mcdesk.results.store import Store
from mcdesk.services.batch import BatchClient

_WRITE_BACK = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Order:
    """What to fetch and where it goes.

    Attributes:
        part: Takes the bytes while they arrive; in the end it is gone.
        target: The name that people see, where it is free.
        on_headers: Told before the first byte is taken; it returns when they are on record.
    """

    client: BatchClient
    job_id: str
    part: Path
    target: Path
    store: Store
    free_bytes: FreeBytes
    on_headers: Callable[[DownloadHeaders], None]


@dataclass(slots=True)
class Arrival:
    """What is known of a download while it runs; filled by the worker, read when it ends.

    Attributes:
        sha256: Of all bytes that arrived, once all have.
        was_asked: True from right before the request goes out. Without it no slot can have been spent.
    """

    headers: DownloadHeaders | None = None
    path: Path | None = None
    size: int = 0
    sha256: str | None = None
    is_verified: bool = False
    was_asked: bool = False

    @property
    def is_all_here(self) -> bool:
        """Whether the very bytes that the headers promised have arrived: they are paid for, and good."""
        return self.headers is not None and self.sha256 is not None and self.sha256 == self.headers.checksum


def receive(order: Order, arrival: Arrival, tell: Report) -> None:
    """Spends one slot.

    Raises:
        DownloadBrokenError: The bytes stopped before their end.
        ChecksumError: They are not the promised ones; they are kept aside.
        StorageError: The disk refused, or can't take them all.
        DeskError: As `BatchClient.download` tells.
    """
    digest, part = hashlib.sha256(), order.part

    def asked() -> None:
        arrival.was_asked = True  # before the look whether it was stopped, never behind it
        try:
            tell(0, None)
        except BaseException:
            arrival.was_asked = False  # stopped in front of the request
            raise

    try:
        with part.open("wb") as out, order.client.download(order.job_id, asked) as (headers, chunks):
            arrival.headers = headers
            order.on_headers(headers)
            space.require_fit(part.parent, headers.length, order.free_bytes)
            written_back = 0
            for chunk in _counted(chunks, headers.length, arrival, tell):
                digest.update(chunk)
                out.write(chunk)
                written_back = _write_back(out, written_back)
            out.flush()
            arrival.sha256 = digest.hexdigest()  # from here on it is not stopped: all is here
            os.fsync(out.fileno())
        _settle(order, arrival, headers)
    except OSError as exc:
        raise shelf.storage_trouble(exc, part.parent) from exc
    finally:
        # A whole part that could not be put in its place now is put there later.
        if arrival.is_verified or not arrival.is_all_here:
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


def _counted(chunks: Iterator[bytes], length: int | None, arrival: Arrival, tell: Report) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        arrival.size += len(chunk)
        tell(arrival.size, length)
    if length is not None and arrival.size < length:
        raise DownloadBrokenError(
            "The download broke off.", "The part that arrived is not shown as a result."
        )


def _settle(order: Order, arrival: Arrival, headers: DownloadHeaders) -> None:
    sha256 = arrival.sha256
    if sha256 is not None and arrival.is_all_here:
        arrival.path = order.store.keep(order.part, sha256, order.target)
        arrival.is_verified = True
        return
    arrival.path = shelf.moved_aside(order.part, order.target.with_name(f"{order.target.name}.not-verified"))
    shelf.sync_folder(arrival.path.parent)
    if headers.checksum is None:
        raise ChecksumError(
            "The service sent no checksum, so the result can't be verified.",
            f"The bytes are kept aside as {arrival.path.name}.",
        )
    raise ChecksumError(
        "The result does not match its checksum.",
        f"Some bytes changed on the way. They are kept aside as {arrival.path.name}, not as the result.",
    )
