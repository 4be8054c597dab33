"""What mcdesk means to send and what became of it. Written to the ledger before anything leaves.

The way of a submission: WAITING → SENDING → ACCEPTED; from SENDING also to UNSURE (no answer came: the
same key and bytes settle it) or HELD (refused: it waits for the user). What becomes of an accepted one,
its job tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class SubmissionState(StrEnum):
    """Where a submission stands."""

    WAITING = "waiting"
    SENDING = "sending"
    UNSURE = "unsure"
    HELD = "held"
    ACCEPTED = "accepted"


class Origin(StrEnum):
    """Who drives a submission. The window leaves alone what a command line is driving."""

    WINDOW = "window"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as it was when mcdesk read it: where, how long, and the SHA-256 of its bytes (hex)."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the service, or this computer, did not take a file. Kept with the submission."""

    title: str
    advice: str
    code: str = ""
    instance: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One file to be sent once. `idempotency_key` never changes; neither do the bytes of `packed`."""

    id: str
    account_id: str
    operation: str
    reference: str
    idempotency_key: str
    source: FileFacts
    packed: FileFacts
    rows: int
    unique_values: int
    """Distinct values of the operation's counted column: what `successful_count` should become."""
    origin: Origin
    state: SubmissionState
    place: int
    """Order within the lane: lower goes first."""
    created_at: float
    sent_at: float | None = None
    accepted_at: float | None = None
    job_id: str | None = None
    request_id: str = ""
    refusal: Refusal | None = None
