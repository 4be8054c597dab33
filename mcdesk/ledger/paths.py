"""Paths as the ledger keeps them: text, or bytes where a file's name is no text at all. Pure."""

from __future__ import annotations

import os
from pathlib import Path


def kept(path: Path) -> str | bytes:
    """What to store. Linux allows names that are no valid UTF-8; SQLite takes those as bytes only."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text)
    return text


def restored(value: str | bytes) -> Path:
    """The path again."""
    return Path(os.fsdecode(value))
