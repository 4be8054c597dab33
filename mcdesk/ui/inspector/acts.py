"""What can be asked for of a job, and how such an offer is worded. Plain data, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What can be asked for."""

    OPEN = "open"
    SHOW_RESULT = "show result"
    SHOW_SENT = "show sent"
    DOWNLOAD = "download"
    CHECK_AGAIN = "check again"
    RANK_ROW = "rank row"
    """One row of the saved result, from a form."""
    SEND_AGAIN = "send again"
    """As a new job, through preflight."""
    RELEASE = "release"
    """A file on hold goes back into its lane, with the same key and bytes."""
    TRY_NOW = "try now"
    HOLD = "hold"
    MOVE_UP = "move up"
    MOVE_DOWN = "move down"
    START_AFTER = "start after"
    REMOVE = "remove"
    RESUME_LANE = "resume lane"


@dataclass(frozen=True, slots=True)
class Offer:
    """One action. `cost` is written inside the button; `is_more` puts it into the "…" menu."""

    act: Act
    text: str
    icon: str
    cost: str = ""
    is_primary: bool = False
    is_more: bool = False
    tooltip: str = ""
    path: str = ""
    keys: str = ""
    """The keys that do the same in the table, as a menu shows them."""

    @property
    def entry(self) -> str:
        """As a menu says it: with its price, and its keys at the right."""
        words = f"{self.text}  ·  {self.cost}" if self.cost else self.text
        return f"{words}\t{self.keys}" if self.keys else words
