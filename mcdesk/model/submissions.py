"""What mcdesk means to send and what became of it. Written to the ledger before anything leaves.

The way of a submission: WAITING → SENDING → ACCEPTED; from SENDING also to UNSURE (no answer came: the
same key and bytes settle it) or HELD (it waits for the user: refused, or put on hold). What becomes of an
accepted one, its job tells.

A file too large for one job goes as several submissions, its parts. They share a family and a reference, and
queue one after another; each has its own bytes, key and job.
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


ARRIVAL_UNKNOWN = "arrival_unknown"
"""The code of a refusal that leaves open whether an earlier try arrived. mcdesk's own, not the service's."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the service, or this computer, did not take a file. Kept with the submission."""

    title: str
    advice: str
    code: str = ""
    instance: str = ""


def part_words(part: int, parts: int) -> str:
    """1 of 3; "" for a file that goes in one piece."""
    return f"{part:,} of {parts:,}" if parts > 1 else ""


def title_of(reference: str, part: int, parts: int) -> str:
    """What people see: june-auction · 1 of 3 for a part, else the reference alone."""
    return f"{reference} · {part_words(part, parts)}" if parts > 1 else reference


@dataclass(frozen=True, slots=True)
class Submission:
    """One file, or one part of a file, to be sent once.

    `idempotency_key` never changes; neither do the bytes of `packed`. `rows` and `unique_values` are those of
    `packed`, the part; `source`, `left_out` and `changed_cells` are about the whole file.
    """

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
    """Why it is HELD; None where the user put it on hold."""
    family: str = ""
    """All parts of one file have the same. Without one it becomes the submission's own id, so never ""."""
    part: int = 1
    """Which of the parts this is, from 1."""
    parts: int = 1
    recipe: str = ""
    """A hash of the wishes under which the file was prepared, "" for none. The same source prepared
    otherwise is another file."""
    left_out: int = 0
    """Rows of the source that are in no part."""
    changed_cells: int = 0
    """Cells that are sent otherwise than they stand in the source."""
    not_before: float | None = None
    """Seconds since 1970: while it WAITS it lets others pass until then. None: as soon as it can."""

    def __post_init__(self) -> None:
        if not self.family:
            object.__setattr__(self, "family", self.id)

    @property
    def may_have_arrived(self) -> bool:
        """Whether nobody knows if the service has it: only the same key and bytes settle that."""
        is_open = self.refusal is not None and self.refusal.code == ARRIVAL_UNKNOWN
        return self.state is SubmissionState.UNSURE or (self.state is SubmissionState.HELD and is_open)

    @property
    def title(self) -> str:
        """What people see: june-auction · 1 of 3. The service is sent the plain reference."""
        return title_of(self.reference, self.part, self.parts)
