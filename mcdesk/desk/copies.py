"""Looks after the results on this computer: are they still what was verified? It spends no download.

A copy that is gone or was changed is restored from the store where that has its bytes.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mcdesk.desk.worker import Report, in_worker
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import StorageError

_LOOK_UP_EVERY = 500
_LOOKS = {DownloadState.VERIFIED: True, DownloadState.LOST: False}
"""Whether a file of the right size lies there, as the ledger has it."""


class Copies:
    """The verified results of one account."""

    def __init__(self, account_id: str, ledger: Ledger, world: World) -> None:
        self._account_id = account_id
        self._ledger = ledger
        self._world = world
        self._store = world.store_of_results()
        self._one_at_a_time = asyncio.Lock()

    async def check(self, download: Download) -> Download:
        """Reads a copy through, restores it where it can, and writes down what came of that.

        Args:
            download: VERIFIED or LOST; any other is given back as it is.

        Returns:
            VERIFIED, with the path at which it is now, or LOST.

        Raises:
            StorageError: The bytes are here, but can't be put in their place.
            LedgerError: It can't be written down.
        """
        place, sha256 = self._place_of(download), download.sha256
        if download.state not in _LOOKS or place is None or sha256 is None:
            return download
        found = await self._restored(place, sha256)
        if found is None:
            checked = replace(download, state=DownloadState.LOST)
        else:
            checked = replace(download, state=DownloadState.VERIFIED, path=found)
        if checked != download:
            await self._ledger.update_download(checked)
        return checked

    async def readable(self, download: Download) -> Path:
        """A copy of a verified result that ordinary programs open; the result is restored where need be.

        Raises:
            StorageError: If it is gone, or the copy can't be made.
        """
        place, sha256 = self._place_of(download), download.sha256
        if place is None or sha256 is None:
            raise StorageError("The verified result has no file.", "Download it again.")
        async with self._one_at_a_time:
            return await in_worker(
                lambda _: self._store.readable(place, sha256), _ignore, name=f"unpack {place.name}"
            )

    async def notice_missing(self) -> tuple[Download, ...]:
        """Looks, without reading them, whether all copies are there; reads only those that look otherwise.

        For the start: 100,000 of them take about a second, away from the loop.

        Returns:
            The downloads whose state has changed: to LOST, or back to VERIFIED.

        Raises:
            LedgerError: If the ledger can't be used.
        """
        downloads = await self._ledger.downloads(self._account_id)
        odd = await in_worker(lambda tell: _odd(downloads, tell), _ignore, name="look for results")
        changed: list[Download] = []
        for download in odd:
            try:
                checked = await self.check(download)
            except StorageError:  # its bytes are here: no reason to call it lost
                continue
            if checked != download:
                changed.append(checked)
        return tuple(changed)

    def _place_of(self, download: Download) -> Path | None:
        """Where its file should be. MCDESK_HOME may have been moved since it was put there."""
        folder = self._world.results_of(download.job_id)
        return folder / download.path.name if download.path is not None else None

    async def _restored(self, path: Path, sha256: str) -> Path | None:
        async with self._one_at_a_time:
            return await in_worker(
                lambda _: self._store.restored(path, sha256), _ignore, name=f"verify {path.name}"
            )


def _odd(downloads: Sequence[Download], tell: Report) -> list[Download]:
    """Those that look otherwise than their state says: missing or of another size, or there again."""
    found: list[Download] = []
    for number, download in enumerate(downloads):
        if number % _LOOK_UP_EVERY == 0:
            tell(number, None)  # can be stopped here
        if download.state in _LOOKS and _LOOKS[download.state] is not _looks_whole(download):
            found.append(download)
    return found


def _looks_whole(download: Download) -> bool:
    if download.path is None:
        return False
    try:
        size = os.stat(download.path).st_size  # noqa: PTH116 - half the time of Path.stat, 100,000 times
    except OSError:
        return False
    return download.size in (None, size)


def _ignore(done: int, total: int | None) -> None:
    """For work whose progress nobody watches."""
