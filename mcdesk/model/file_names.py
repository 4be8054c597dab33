"""What the name of a CSV says. Pure; the bytes decide what a file really is."""

from __future__ import annotations

from pathlib import Path


def base_name(path: Path) -> str:
    """A file's name without `.csv` and `.gz`: the reference that a job gets by default."""
    name = path.name
    for ending in (".gz", ".csv"):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return name or path.name
