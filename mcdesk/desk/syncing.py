"""Makes what was written survive a power cut. It writes nothing itself."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk. Blocks: for worker threads.

    Best effort: some systems can't sync a folder, and some file systems nothing at all.
    """
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
