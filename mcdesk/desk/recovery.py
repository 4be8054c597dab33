"""Settles download attempts that a process left half-way. It asks no service and spends nothing.

The bytes decide: a file with the hash that the service promised is the result, wherever the process died.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mcdesk.desk.claim import claimed_now
from mcdesk.desk.worker import in_worker
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import BusyElsewhereError
from mcdesk.model.operations import OPERATIONS
from mcdesk.results import shelf
from mcdesk.results.store import Store


async def settled(download: Download, ledger: Ledger, world: World) -> Download | None:
    """What became of a STARTED attempt; None while another process is still at it.

    It is VERIFIED if the bytes that its headers promised are here: in the store, or in its part, which is put
    there then. Else it is BROKEN, and its part is removed.

    Raises:
        StorageError: A whole part can't be put in its place; it stays, and the attempt is still STARTED.
    """
    try:
        with claimed_now(world.download_claim(download.account_id, download.job_id)):
            known = await ledger.downloads(download.account_id, download.job_id)
            attempt = next((each for each in known if each.id == download.id), download)
            if attempt.state is not DownloadState.STARTED:
                return attempt  # its process has come to an end with it meanwhile
            search = await _search_for(attempt, known, ledger, world)
            found = await in_worker(lambda _: _found(search), lambda _done, _total: None, name="recover")
            ended = replace(attempt, state=DownloadState.BROKEN, finished_at=world.now())
            if found is not None:
                path, sha256, size = found
                ended = replace(ended, state=DownloadState.VERIFIED, path=path, sha256=sha256, size=size)
            await ledger.update_download(ended)
            return ended
    except BusyElsewhereError:
        return None


@dataclass(frozen=True, slots=True)
class _Search:
    """Where the bytes of an attempt may be. `taken` are files that other attempts brought."""

    attempt: Download
    part: Path
    target: Path
    taken: Collection[Path]
    store: Store
    pattern: re.Pattern[str]

    def nameless(self) -> Iterator[Path]:
        """Files named like results of the job, in its folder, that no attempt on record brought."""
        folder = self.target.parent
        try:
            there = sorted(path for path in folder.iterdir() if path not in self.taken and path.is_file())
        except OSError:
            return
        yield from (path for path in there if self.pattern.search(path.name))


async def _search_for(
    attempt: Download, known: Collection[Download], ledger: Ledger, world: World
) -> _Search:
    job = await ledger.job(attempt.account_id, attempt.job_id)
    submissions = await ledger.submissions(attempt.account_id)
    titles = [each.title for each in submissions if each.job_id == attempt.job_id]
    reference = next(iter(titles), (job.reference if job else None) or attempt.job_id[:8])
    # An attempt is made at jobs that the ledger has; one that was lost since is not what hides a result.
    operations = [OPERATIONS[job.operation]] if job else list(OPERATIONS.values())
    ends = "|".join(rf"-{each.result_word}( \(\d+\))?{re.escape(each.result_suffix)}" for each in operations)
    name = shelf.file_name(reference, operations[0].result_word, operations[0].result_suffix)
    return _Search(
        attempt=attempt,
        part=world.part_of(attempt),
        target=world.results_of(attempt.job_id) / name,
        taken={each.path for each in known if each.path is not None},
        store=world.store_of_results(),
        pattern=re.compile(f"({ends})$"),
    )


def _found(search: _Search) -> tuple[Path, str, int | None] | None:
    """Path, hash and size of the result that an attempt brought, if it did. Blocks."""
    promised = search.attempt.expected_sha256
    path = _unrecorded(search) if promised is None else _promised(search, promised)
    with contextlib.suppress(OSError):
        search.part.unlink(missing_ok=True)
    if path is None or (sha256 := promised or shelf.sha256_of(path)) is None:
        return None
    size = search.attempt.expected_size
    with contextlib.suppress(OSError):
        size = path.stat().st_size
    return path, sha256, size


def _promised(search: _Search, sha256: str) -> Path | None:
    blob = search.store.find(sha256)
    if blob is not None:
        named = next((path for path in search.nameless() if path.samefile(blob)), None)
        return named or search.store.named(blob, sha256, search.target)
    if shelf.is_intact(search.part, sha256):
        return search.store.keep(search.part, sha256, search.target)
    # The store may have been taken away, or could not be written.
    return next((path for path in search.nameless() if shelf.is_intact(path, sha256)), None)


def _unrecorded(search: _Search) -> Path | None:
    """For attempts whose headers are not on record: only what was verified has ever got such a name.

    Either the store has the same bytes, or the file was written by this very attempt.
    """
    for path in search.nameless():
        with contextlib.suppress(OSError):
            is_of_now = path.stat().st_mtime >= search.attempt.started_at - 1
            if is_of_now or search.store.find(shelf.sha256_of(path)) is not None:
                return path
    return None
