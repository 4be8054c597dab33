"""What the sheets are told and what they tell, as plain frozen values. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """A file on its way to become a batch, before it is checked. `lane_running` holds the lane up, or ""."""

    path: Path
    operation: str
    reference: str
    lane_running: str = ""
    lane_waiting: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What a confirmation says. `second` asks for a tick before the button works, "" for none."""

    title: str
    body: str
    confirm: str
    cancel: str = "Cancel"
    is_danger: bool = False
    second: str = ""
