"""What was fetched, at what price, and whether it is what the service sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class DownloadState(StrEnum):
    """How an attempt to fetch a result stands. Only VERIFIED may be presented as the result.

    UNSPENT is an attempt that never came to an answer with bytes, so its slot is still there. LOST was
    verified once; its file is gone or has changed since.
    """

    STARTED = "started"
    VERIFIED = "verified"
    MISMATCH = "mismatch"
    BROKEN = "broken"
    UNSPENT = "unspent"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Download:
    """One attempt to fetch a job's result: one slot, most likely spent. Written down before the call.

    `path` is the verified file, or the evidence kept aside of one that did not match. `remaining`,
    `expected_size` (bytes) and `expected_sha256` are what the download's own headers said, on record before
    the first byte is taken; None if they never came, or did not tell.
    """

    id: str
    account_id: str
    job_id: str
    state: DownloadState
    started_at: float
    path: Path | None = None
    size: int | None = None
    sha256: str | None = None
    expected_sha256: str | None = None
    remaining: int | None = None
    finished_at: float | None = None
    expected_size: int | None = None


@dataclass(frozen=True, slots=True)
class DownloadHeaders:
    """What the service says in front of a result's bytes. Source: "Download Results" (batch documents)."""

    checksum: str | None
    length: int | None
    count: int | None
    maximum: int | None
    remaining: int | None
    file_name: str | None = None
    request_id: str = ""
