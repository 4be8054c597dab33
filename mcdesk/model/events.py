"""What the desk tells whoever watches it: frozen values, told on the main loop. No widgets, no callbacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model.errors import DeskError
from mcdesk.model.rows import JobRow


@dataclass(frozen=True, slots=True)
class RowsChanged:
    """Rows that are new or differ, and keys of rows that are gone."""

    rows: tuple[JobRow, ...]
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PollStatus:
    """How the watching goes. Times are seconds since 1970.

    `trouble` is local: it says something about the connection or the key, never about a job.
    """

    is_checking: bool = False
    checked_at: float | None = None
    next_at: float | None = None
    trouble: DeskError | None = None
    has_stopped: bool = False
    is_waking: bool = False
    """The computer slept; the network is waited for, then the service is asked once."""


class TransferKind(StrEnum):
    """What a transfer does to the bytes."""

    PACKING = "packing"
    UPLOADING = "uploading"
    DOWNLOADING = "downloading"
    VERIFYING = "verifying"


class TransferState(StrEnum):
    """How a transfer stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    PAUSED = "paused"
    """It broke off and begins again by itself."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Bytes on the move. `done` and `total` in bytes, `speed` in bytes a second."""

    id: str
    row_key: str
    kind: TransferKind
    name: str
    done: int = 0
    total: int | None = None
    speed: float | None = None
    state: TransferState = TransferState.RUNNING
    words: str = ""
    """What came of it, once it is over."""

    @property
    def seconds_left(self) -> float | None:
        """Seconds to go at the present speed, where that can be told."""
        if self.total is None or not self.speed or self.state is not TransferState.RUNNING:
            return None
        return max(0.0, (self.total - self.done) / self.speed)


@dataclass(frozen=True, slots=True)
class LaneStatus:
    """One operation's lane: the title that is running (or being sent), and how many files wait.

    `trouble` has stopped the lane: nothing is sent until the user has seen to it and lets the lane go on.
    """

    operation: str
    running: str | None = None
    waiting: int = 0
    trouble: DeskError | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether nothing is sent until the user lets the lane go on."""
        return self.trouble is not None


class Ask(StrEnum):
    """What a notice asks the user about. The answer costs or changes something, so it is never assumed."""

    NOTHING = ""
    DOWNLOAD_AGAIN = "download again"
    RESUME_LANE = "resume lane"
    UNDO = "undo"
    """An offer rather than a question: it goes by itself."""


class NoticeKind(StrEnum):
    """Ends that are worth saying aloud."""

    COMPLETED = "completed"
    FAILED = "failed"
    VERIFIED = "verified"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that has come to an end, in words. `row_key` is "" when it is about no single job.

    `ask` is what the user is asked to decide: about the row, or about the lane of `operation`. `undo` names
    what can be taken back.
    """

    kind: NoticeKind
    title: str
    advice: str = ""
    row_key: str = ""
    ask: Ask = Ask.NOTHING
    operation: str = ""
    undo: str = ""


@dataclass(frozen=True, slots=True)
class LanesChanged:
    """All lanes as they stand now."""

    lanes: tuple[LaneStatus, ...]


@dataclass(frozen=True, slots=True)
class TransfersChanged:
    """A transfer began, moved or ended."""

    transfer: Transfer


DeskEvent = RowsChanged | PollStatus | LanesChanged | TransfersChanged | Notice
