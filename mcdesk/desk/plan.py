"""What a journey of one file is asked, how it tells of itself, and how far it came. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mcdesk.intake.passage import Recall, nothing_recalled
from mcdesk.model.errors import RefusedError
from mcdesk.model.jobs import Job
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import PreflightWish


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with one file. `poll` in seconds; `keep` downloads are never spent on repeats.

    Attributes:
        wish: How the file is prepared.
        choose: Fills the fields, where the wish leaves that open.
        recipe: A hash of all wishes; a rerun resumes only what was prepared by the same.
    """

    file: Path
    reference: str
    out: Path
    poll: float
    keep: int
    wish: PreflightWish
    choose: Recall = nothing_recalled
    recipe: str = ""

    @property
    def operation(self) -> Operation:
        """What it is sent for."""
        return self.wish.operation


@dataclass(frozen=True, slots=True)
class Step:
    """Something to tell whoever waits: words, and a percentage where there is one."""

    text: str
    percent: int | None = None
    is_trouble: bool = False


class JobFailedError(RefusedError):
    """The service took the file, and its job ended as FAILED."""


@dataclass(slots=True)
class PartProgress:
    """How far one part came, also when the journey ends with an error."""

    job: Job | None = None
    result: Path | None = None
    sha256: str | None = None


@dataclass(slots=True)
class Progress:
    """How far a journey came. `parts` has those that were begun, in order; most files have one."""

    was_sent: bool = False
    parts: list[PartProgress] = field(default_factory=list)

    @property
    def current(self) -> PartProgress:
        """The part that was last at work, or nothing yet."""
        return self.parts[-1] if self.parts else PartProgress()
