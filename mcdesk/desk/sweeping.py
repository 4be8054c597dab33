"""Clears away what was prepared or pasted and never sent, as a program that ended suddenly leaves it."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import Set as AbstractSet
from pathlib import Path

from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger

FORGOTTEN_AFTER = 24 * 60 * 60.0
"""Seconds. A younger folder may belong to a file that somebody looks at right now, in another process."""


async def sweep_home(ledger: Ledger, world: World) -> None:
    """Clears away what no submission needs.

    Raises:
        LedgerError: It can't be asked what is needed; nothing was removed.
    """
    kept = await ledger.files_needed()
    for folder in (world.home / "files", world.home / "pasted"):
        await asyncio.to_thread(sweep, folder, kept, world.now())


def sweep(folder: Path, kept: AbstractSet[str], now: float) -> None:
    """Removes the old folders in `folder` whose names nobody keeps. What can't be removed stays. Blocks.

    Args:
        folder: Holds one folder for each thing that was prepared or pasted.
        kept: The names of those that the ledger needs.
        now: Seconds since 1970.
    """
    with contextlib.suppress(OSError):
        for each in folder.iterdir():
            if each.name not in kept and now - each.stat().st_mtime > FORGOTTEN_AFTER:
                shutil.rmtree(each, ignore_errors=True)
