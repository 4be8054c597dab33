"""Which jobs a page of the service's list should show and does not. It asks nobody and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mcdesk.model.jobs import Job
from mcdesk.model.rows import JobRow, RowState

_ENDED = (RowState.COMPLETED, RowState.FAILED)


def missing(page: Sequence[Job], rows: Iterable[JobRow]) -> list[str]:
    """Ids of the jobs that have ended, are not known to be gone, and would have to be on the page.

    Those are jobs begun strictly between the earliest and the latest of the page, in whatever order it is: at
    the very second of either, a job may as well stand on the next page, or on one that is not there yet.

    Args:
        page: Jobs of one operation, as the service listed them.
        rows: All that is known, of all operations.
    """
    times = [job.created_at for job in page if job.created_at]  # 0: the service did not tell it
    if not times:
        return []
    operation, earliest, latest = page[0].operation, min(times), max(times)
    listed = {job.job_id for job in page}
    return [
        row.job_id
        for row in rows
        if earliest < row.submitted_at < latest
        and row.operation == operation
        and row.job_id is not None
        and row.job_id not in listed
        and row.state in _ENDED
        and row.gone_at is None
    ]
