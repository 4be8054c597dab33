"""What the sheets are told and what they tell, as plain frozen values. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """A file on its way to become a batch, before it is checked. `lane_running` holds the lane up, or ""."""

    path: Path
    operation: str
    reference: str
    lane_running: str = ""
    lane_waiting: int = 0
    is_lane_stopped: bool = False
    """Nothing of the lane is sent until the user lets it go on."""


@dataclass(frozen=True, slots=True)
class StartWish:
    """When a batch goes. Neither of the two: as soon as its lane is free.

    Attributes:
        not_before: Seconds since 1970: until then others may pass.
        is_held: It stays here until the user starts it.
    """

    not_before: float | None = None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What a confirmation says. `second` asks for a tick before the button works, "" for none."""

    title: str
    body: str
    confirm: str
    cancel: str = "Cancel"
    is_danger: bool = False
    second: str = ""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What leaving would break off or put off.

    Attributes:
        uploads: Titles of the files that are being sent.
        downloads: Titles of the jobs whose results are being fetched.
        is_packing: Something else is being written down, such as a file that was submitted just now.
        waiting: Names of lanes, each with the number of files that wait there.
        unsent: The name of the file whose sheet is open, "" for none.
    """

    uploads: tuple[str, ...] = ()
    downloads: tuple[str, ...] = ()
    is_packing: bool = False
    waiting: tuple[tuple[str, int], ...] = ()
    unsent: str = ""

    @property
    def is_quiet(self) -> bool:
        """Whether nothing would break off. What merely waits goes on at the next start."""
        return not (self.uploads or self.downloads or self.is_packing)

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to ask about."""
        return self.is_quiet and not self.waiting and not self.unsent


class Leaving(StrEnum):
    """What the user decided about what is under way."""

    STAY = "stay"
    WAIT = "wait"
    STOP = "stop"
    GO_ON = "go on"
