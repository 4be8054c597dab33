"""Settles download attempts that a process left half-way. It asks no service and spends nothing."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from mcdesk.desk.claim import claimed_now
from mcdesk.desk.worker import Report, in_worker
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import BusyElsewhereError
from mcdesk.results import shelf


async def settled(download: Download, ledger: Ledger, world: World) -> Download | None:
    """What became of a STARTED attempt; None while another process is still at it.

    A result gets its final name only after it was verified, so one that stands there without a record is what
    the attempt brought; otherwise it broke off.
    """
    known = await ledger.downloads(download.account_id, download.job_id)
    folder = world.results_of(download.job_id)
    taken = {attempt.path for attempt in known if attempt.path is not None}
    part = world.part_of(download)

    def look(_tell: Report) -> tuple[Path, str, int] | None:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        path = shelf.finished_file(folder, download.started_at, taken)
        sha256 = shelf.sha256_of(path) if path is not None else None
        return (path, sha256, path.stat().st_size) if path is not None and sha256 is not None else None

    try:
        with claimed_now(world.download_claim(download.account_id, download.job_id)):
            found = await in_worker(look, lambda _done, _total: None, name="recover")
            ended = replace(download, state=DownloadState.BROKEN, finished_at=world.now())
            if found is not None:
                path, sha256, size = found
                ended = replace(ended, state=DownloadState.VERIFIED, path=path, sha256=sha256, size=size)
            await ledger.update_download(ended)
            return ended
    except BusyElsewhereError:
        return None
