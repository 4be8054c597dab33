"""A file to practise with and the operation that it is for. Plain data, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """`what` names its rows for the user: "VINs from wholesale auctions"."""

    path: Path
    operation: str
    what: str
    rows: int = 0
