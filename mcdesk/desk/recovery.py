"""Finds results that are on this computer already: of attempts left half-way, and of rows that are lost.

The bytes decide: a file with the hash that the service promised is the result, wherever the process died. It
asks no service, spends nothing, and removes nothing that it could not read.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mcdesk.desk.claim import claimed_now
from mcdesk.desk.worker import Report, in_worker
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
        StorageError: A whole part can't be put in its place, or what may be one can't be read; it stays, and
            the attempt is still STARTED.
    """
    try:
        with claimed_now(world.download_claim(download.account_id, download.job_id)):
            known = await ledger.downloads(download.account_id, download.job_id)
            attempt = next((each for each in known if each.id == download.id), download)
            if attempt.state is not DownloadState.STARTED:
                return attempt  # its process has come to an end with it meanwhile
            search = await _search_for(attempt, known, ledger, world)
            found = await in_worker(lambda _: _found(search), _ignore, name="recover")
            ended = replace(attempt, state=DownloadState.BROKEN, finished_at=world.now())
            if found is not None:
                path, sha256, size = found
                ended = replace(ended, state=DownloadState.VERIFIED, path=path, sha256=sha256, size=size)
            await ledger.update_download(ended)
            return ended
    except BusyElsewhereError:
        return None


async def found_here(account_id: str, job_id: str, ledger: Ledger, world: World) -> Download | None:
    """The result of a job whose row is lost, on record as VERIFIED; None if it is not here.

    A ledger that came back from an older copy, or an account that was removed and added again, no longer
    knows of files that were paid for.

    Raises:
        BusyElsewhereError: Another process is fetching this very result.
        StorageError: What may be the result can't be read.
    """
    with claimed_now(world.download_claim(account_id, job_id)):
        return await found_while_claimed(account_id, job_id, ledger, world)


async def found_while_claimed(account_id: str, job_id: str, ledger: Ledger, world: World) -> Download | None:
    """As `found_here`, for those who hold the claim of the job's downloads."""
    known = await ledger.downloads(account_id, job_id)
    now = world.now()
    attempt = Download(world.new_id(), account_id, job_id, DownloadState.VERIFIED, now, finished_at=now)
    search = await _search_for(attempt, known, ledger, world)
    verified = {each.sha256 for each in known if each.state is DownloadState.VERIFIED}
    promised = {each.expected_sha256 for each in known if each.expected_sha256} - verified

    def look(_tell: Report) -> tuple[Path, str, int | None] | None:
        with _translated(search):
            return _kept(search, verified, sorted(filter(None, promised)))

    found = await in_worker(look, _ignore, name="look for the result")
    if found is None:
        return None
    path, sha256, size = found
    here = replace(attempt, path=path, sha256=sha256, size=size, expected_sha256=sha256, expected_size=size)
    await ledger.add_download(here)
    return here


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
        except shelf.NOT_THERE:
            return
        yield from (path for path in there if self.pattern.search(path.name))


async def _search_for(
    attempt: Download, known: Collection[Download], ledger: Ledger, world: World
) -> _Search:
    job = await ledger.job(attempt.account_id, attempt.job_id)
    titles = [each.title for each in await ledger.submissions_of(attempt.account_id, [attempt.job_id])]
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
    """Path, hash and size of the result that an attempt brought, if it did. Blocks.

    Its part goes only when everything that may be the result has been read.
    """
    promised = search.attempt.expected_sha256
    with _translated(search):
        path = _unrecorded(search) if promised is None else _promised(search, promised)
        sha256 = promised if path is None or promised else shelf.sha256_of(path)
    with contextlib.suppress(OSError):
        search.part.unlink(missing_ok=True)
    if path is None or sha256 is None:
        return None
    return path, sha256, _size_of(path, search.attempt.expected_size)


def _kept(
    search: _Search, verified: Collection[str | None], promised: Collection[str]
) -> tuple[Path, str, int | None] | None:
    """Path, hash and size of a result that no row tells of. Blocks.

    Args:
        search: Where to look.
        verified: Hashes of what the ledger does know to be here; a further name of it is no news.
        promised: Hashes that the headers of earlier attempts told.
    """
    for path in search.nameless():
        sha256 = shelf.sha256_of(path)
        if sha256 is not None and sha256 not in verified and search.store.find(sha256) is not None:
            return path, sha256, _size_of(path, None)
    for sha256 in promised:
        if (blob := search.store.find(sha256)) is not None:
            path = search.store.named(blob, sha256, search.target)
            return path, sha256, _size_of(path, None)
    return None


def _size_of(path: Path, told: int | None) -> int | None:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return told


def _promised(search: _Search, sha256: str) -> Path | None:
    if (path := _of_the_store(search, sha256)) is not None:
        return path
    if shelf.holds(search.part, sha256):
        return search.store.keep(search.part, sha256, search.target)
    # A thread that was stopped may have put the part in its place since the first look.
    if (path := _of_the_store(search, sha256)) is not None:
        return path
    # The store may have been taken away, or could not be written.
    return next((path for path in search.nameless() if shelf.holds(path, sha256)), None)


def _of_the_store(search: _Search, sha256: str) -> Path | None:
    """The name of the blob in the job's folder, given now if it has none."""
    blob = search.store.find(sha256)
    if blob is None:
        return None
    named = next((path for path in search.nameless() if path.samefile(blob)), None)
    return named or search.store.named(blob, sha256, search.target)


def _unrecorded(search: _Search) -> Path | None:
    """For attempts whose headers are not on record: only what was verified has ever got such a name.

    Either the store has the same bytes, or the file was written by this very attempt.
    """
    for path in search.nameless():
        with contextlib.suppress(FileNotFoundError):
            is_of_now = path.stat().st_mtime >= search.attempt.started_at - 1
            if is_of_now or search.store.find(shelf.sha256_of(path)) is not None:
                return path
    return None


@contextlib.contextmanager
def _translated(search: _Search) -> Iterator[None]:
    """What the system refuses while it is looked for a result tells nothing of whether that is there."""
    try:
        yield
    except OSError as exc:
        raise shelf.reading_trouble(search.target.parent) from exc


def _ignore(done: int, total: int | None) -> None:
    """For work whose progress nobody watches."""
