"""What the name of a file says. Pure; the bytes decide what a file really is."""

from __future__ import annotations

from pathlib import Path

TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".psv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""What files with rows and columns are called; each may be packed, with .gz behind."""


def base_name(path: Path) -> str:
    """A file's name without the endings of tables and `.gz`: the reference that a job gets by default."""
    name = path.name
    for endings in ((".gz",), TABLE_ENDINGS):
        for ending in endings:
            if name.lower().endswith(ending):
                name = name[: -len(ending)]
                break
    return name or path.name


def may_be_table(path: Path) -> bool:
    """Whether a file is called like one with rows and columns."""
    return path.name.lower().endswith((*TABLE_ENDINGS, ".gz"))
