"""Names that people gave, cut to a length that fits a sentence. Pure, no Qt."""

from __future__ import annotations


def short_name(name: str, most: int = 40) -> str:
    """The name, with its middle left out where it is longer than `most` characters."""
    if len(name) <= most:
        return name
    tail = (most - 1) // 3
    return f"{name[: most - 1 - tail]}…{name[-tail:]}"
