"""Whether a disk has room for a result, and how large one is likely to be. Looks, and writes nothing."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from mcdesk.model.errors import StorageError
from mcdesk.results.shelf import storage_trouble

FreeBytes = Callable[[Path], int]
"""Tells how many bytes are free on the disk of a folder that exists."""

TEACHERS = 20
"""Results, the latest ones, that tell what a row takes."""
FEWEST_ROWS = 1_000
"""In smaller results the header weighs more than the rows; they would teach far too much."""
_FEWEST_TEACHERS = 5
_CAREFUL = 0.9
_HEADER_BYTES = 4_096
_COPIES = 3
"""The result, a view of it that is unpacked, and as much again for whatever else is written meanwhile."""
_MARGIN = 1_000_000
"""Bytes for the ledger, which must be able to tell how it ended."""


def free_bytes(folder: Path) -> int:
    """Bytes that are free on the disk of a folder that exists. Blocks.

    Raises:
        OSError: If that can't be told.
    """
    return shutil.disk_usage(folder).free


def usual_row_bytes(results: Sequence[tuple[int, int]], declared: int) -> int:
    """What a row of a result takes at most as a rule, in bytes: of ten results, nine take no more.

    Args:
        results: Bytes and rows of earlier results, latest first.
        declared: What is taken while too few are known.
    """
    shares = sorted(size / rows for size, rows in results if rows >= FEWEST_ROWS)
    if len(shares) < _FEWEST_TEACHERS:
        return max([declared, *(math.ceil(share) for share in shares)])
    return math.ceil(shares[math.ceil(_CAREFUL * len(shares)) - 1])


def likely_size(rows: int, row_bytes: int) -> int:
    """The size in bytes of a result that nobody has seen yet."""
    return _HEADER_BYTES + rows * row_bytes


def require_room(folder: Path, size: int | None, free: FreeBytes) -> None:
    """Before a slot is spent: is there ample room for a result of that many bytes, where that is known?

    Raises:
        StorageError: If there is not. It says how much to free.
    """
    needed = max(_MARGIN, _COPIES * (size or 0))
    lacking = needed - _asked(folder, free)
    if lacking > 0:
        raise _too_full("Nothing was downloaded and no download was spent.", lacking, folder)


def require_fit(folder: Path, length: int | None, free: FreeBytes) -> None:
    """After the slot is spent: can the body fit at all?

    Raises:
        StorageError: If it can't. It says how much to free.
    """
    lacking = (length or 0) + _MARGIN - _asked(folder, free)
    if length is not None and lacking > 0:
        raise _too_full("The result turned out to be larger than the free space.", lacking, folder)


def _asked(folder: Path, free: FreeBytes) -> int:
    try:
        return free(folder)
    except OSError as exc:
        raise storage_trouble(exc, folder) from exc


def _too_full(what: str, lacking: int, folder: Path) -> StorageError:
    megabytes = math.ceil(lacking / 1_000_000)
    return StorageError(
        "The disk has too little room for the result.",
        f"{what} Free at least {megabytes:,} MB on the disk of {folder}, then download it again.",
    )
