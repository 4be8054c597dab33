"""Looks in the service's list for the job that an old try may have made. It sends nothing and writes nothing.

The same key and bytes settle whether a file arrived, as long as the service remembers the key; the documents
do not say for how long. After that, only the list can tell.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from mcdesk.model.jobs import Job
from mcdesk.model.submissions import Submission
from mcdesk.services.batch import BatchClient

CLOCK_SLACK = 86_400.0
"""Seconds by which this computer's clock may have been ahead when the file was dropped."""


async def possible_jobs(
    client: BatchClient, submission: Submission, taken: AbstractSet[str]
) -> tuple[Job, ...]:
    """The jobs that a submission can have become: its reference, its rows, not older than itself.

    Args:
        client: Of its operation.
        submission: One whose try was never answered.
        taken: Ids of jobs that are known to have come from other submissions.

    Raises:
        DeskError: If the list can't be read to its end.
    """
    found: list[Job] = []
    earliest = submission.created_at - CLOCK_SLACK
    cursor: str | None = None
    while True:
        page = await client.list_page(cursor=cursor)
        found += [job for job in page.jobs if _fits(job, submission, earliest) and job.job_id not in taken]
        # Newest first: a page that ends before the file was even prepared has nothing behind it.
        is_past = bool(page.jobs) and all(job.created_at < earliest for job in page.jobs)
        if page.next_cursor is None or is_past:
            return tuple(found)
        cursor = page.next_cursor


def _fits(job: Job, submission: Submission, earliest: float) -> bool:
    is_same_size = job.item_count is None or job.item_count == submission.rows
    return job.reference == (submission.reference or None) and is_same_size and job.created_at >= earliest
