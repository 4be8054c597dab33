"""Sets a damaged ledger file aside and puts a new one with all that can be read in its place.

In this order, so that a process that dies at any point leaves what the next opening goes on from: the new
ledger is written beside the old one, under a name that says where the old one goes; then the old one's log
and file are moved there; then the new one takes its place. The damaged file itself is never written to.

Nobody else may have the ledger open, nor open it meanwhile: see `claims`.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from mcdesk.ledger import accounts
from mcdesk.ledger.copies import sync_file, sync_folder
from mcdesk.ledger.engine import open_engine, writing
from mcdesk.ledger.gathering import gathered
from mcdesk.ledger.rebuilding import Rebuilding
from mcdesk.ledger.upgrade import bring_up_to_date
from mcdesk.model.damage import Rescue

REPORT = "rescue"
"""The setting in the new ledger that says what came back."""
WHAT_IS_KNOWN = "history read "
"""How the settings begin that say up to where an account's jobs are all known."""
_ENDINGS = ("-wal", "-shm", "")
"""The log first: without its file it means nothing, but the file without its log looks whole and is not."""

_log = logging.getLogger(__name__)


def rescue(path: Path, at: float) -> Rescue:
    """Puts a new ledger in the place of the damaged one at `path`, and the damaged one aside.

    Args:
        path: The ledger; also one that is missing, of which a copy is left.
        at: Now, in seconds since 1970.

    Raises:
        sqlite3.Error, OSError: If files can't be read, written or moved. The damaged one is where it was, or
            the next `finish` goes on.
    """
    built = _built(path, _free_stamp(path, at))
    part = built.with_name(f"{built.name}.part")
    for left in path.parent.glob(f"{path.stem}.salvaged-*.part*"):  # of a process that died
        left.unlink()
    rebuilding, is_history_whole = gathered(path)
    _write(rebuilding, part, at, keeps_history=is_history_whole)
    part.replace(built)
    sync_folder(path.parent)
    done = finish(path)
    if done is None:
        raise FileNotFoundError(built)
    return done


def finish(path: Path) -> Rescue | None:
    """Goes on with a rescue from where its new ledger was written; None if there is none under way."""
    built = next(iter(sorted(path.parent.glob(f"{path.stem}.salvaged-*{path.suffix}"))), None)
    if built is None:
        return None
    target = path.with_name(built.name.replace(".salvaged-", ".damaged-"))
    for ending in _ENDINGS:
        source, goal = (each.with_name(each.name + ending) for each in (path, target))
        if source.exists() and not goal.exists():
            source.rename(goal)
        elif ending:  # whoever looked at the file in between made it anew, and empty
            source.unlink(missing_ok=True)
    sync_folder(path.parent)
    built.replace(path)
    sync_folder(path.parent)
    _log.warning("the damaged ledger was set aside as %s", target.name)
    return _report(path, target if target.exists() else None)


def _built(path: Path, stamp: str) -> Path:
    return path.with_name(f"{path.stem}.salvaged-{stamp}{path.suffix}")


def _free_stamp(path: Path, at: float) -> str:
    """The moment by the clock on the wall, with a number behind it if a damaged file has it already."""
    moment = time.strftime("%Y%m%d-%H%M%S", time.localtime(at))
    taken = {file.name for file in path.parent.glob(f"{path.stem}.damaged-{moment}*")}
    stamps = [moment, *(f"{moment}-{number}" for number in range(2, len(taken) + 2))]
    return next(
        stamp
        for stamp in stamps
        if not any(f"{path.stem}.damaged-{stamp}{path.suffix}{ending}" in taken for ending in _ENDINGS)
    )


def _write(rebuilding: Rebuilding, part: Path, at: float, *, keeps_history: bool) -> None:
    """Writes a whole ledger to `part`, on disk when it returns."""
    report = json.dumps(
        {
            "came_back": rebuilding.counts(),
            "from_copy": rebuilding.old_counts(),
            "set_aside": len(rebuilding.bad),
        }
    )
    part.touch(mode=0o600)
    engine = open_engine(part)
    try:
        bring_up_to_date(engine, part)
        with writing(engine) as connection:
            rebuilding.write(connection, at)
            if not keeps_history:
                # Else nobody would ask for the jobs that are missing now.
                accounts.forget_settings(connection, WHAT_IS_KNOWN)
            accounts.set_setting(connection, REPORT, report)
    finally:
        engine.dispose()
    sync_file(part)


def _report(path: Path, moved_to: Path | None) -> Rescue:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT value FROM settings WHERE name = ?"
        held = json.loads(connection.execute(query, (REPORT,)).fetchone()[0])
    return Rescue(moved_to, held["came_back"], held["from_copy"], held["set_aside"])
