"""How large a result is likely to be, from what the ledger knows. It asks no service and touches no file."""

from __future__ import annotations

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.results import space

_LATEST = 200
"""Jobs, of all operations, among which results are looked for that teach what a row takes."""
_WERE_VERIFIED = (DownloadState.VERIFIED, DownloadState.LOST)


async def likely_size(ledger: Ledger, account_id: str, job: Job) -> int | None:
    """Bytes of a job's result: as an earlier attempt was told, else judged by the rows; None if unknown."""
    for attempt in reversed(await ledger.downloads(account_id, job.job_id)):
        if (told := attempt.expected_size or _verified_size(attempt)) is not None:
            return told
    if job.item_count is None:
        return None
    known = await _known_results(ledger, account_id, job.operation)
    row_bytes = space.usual_row_bytes(known, OPERATIONS[job.operation].result_row_bytes)
    return space.likely_size(job.item_count, row_bytes)


async def _known_results(ledger: Ledger, account_id: str, operation: str) -> list[tuple[int, int]]:
    """Bytes and rows of the account's latest verified results of an operation that are large enough."""
    found: list[tuple[int, int]] = []
    for job in await ledger.jobs(account_id, limit=_LATEST):
        if job.operation != operation or (job.item_count or 0) < space.FEWEST_ROWS:
            continue
        attempts = await ledger.downloads(account_id, job.job_id)
        size = next((size for each in attempts if (size := _verified_size(each)) is not None), None)
        if size is not None:
            found.append((size, job.item_count or 0))
        if len(found) == space.TEACHERS:
            break
    return found


def _verified_size(attempt: Download) -> int | None:
    return attempt.size if attempt.state in _WERE_VERIFIED else None
