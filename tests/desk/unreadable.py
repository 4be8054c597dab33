"""A file that is there and that the system refuses to read, as a disk that stutters does."""

import sys
from pathlib import Path

import pytest

_REFUSES = Path("/proc/self/mem")
"""It opens, and its first byte gives an input/output error, to everybody."""

needs_refusal = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's /proc")


def make_unreadable(path: Path) -> None:
    """Puts one in a file's place."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(_REFUSES)
