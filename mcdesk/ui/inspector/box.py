"""The value behind the box in the inspector's middle. Plain data, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

MOST_LINES = 4
"""As many lines as a box may have."""


@dataclass(frozen=True, slots=True)
class Box:
    """A title, a headline with icon and colour, and lines below. `sha256` is shown short, copied whole."""

    title: str
    icon: str
    tone: str
    """A state colour: ok, run, warn, bad or idle."""
    headline: str
    lines: tuple[str, ...] = ()
    sha256: str = ""
    code: str = ""
    """The service's own word, shown small."""
    tooltip: str = ""
