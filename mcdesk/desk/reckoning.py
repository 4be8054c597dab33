"""What a download attempt has cost, by its headers and by the service's own count. It fetches nothing."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import DeskError
from mcdesk.model.events import Ask, Notice, NoticeKind
from mcdesk.model.jobs import Job
from mcdesk.model.operations import OPERATIONS
from mcdesk.services.batch import BatchClient


@dataclass(frozen=True, slots=True)
class Cost:
    """An attempt's price: `left` of `total` slots are there after it, None if nobody tells.

    Attributes:
        is_certain: It has cost a slot; else it may have.
        is_free: The service counts as before, and no header has told of a slot: it has cost none.
    """

    total: int
    left: int | None
    is_certain: bool
    is_free: bool = False

    @property
    def words(self) -> str:
        """It cost one of its 3 downloads; 2 are left."""
        if self.is_free and self.left is not None:
            return f"No download was spent; {left_words(self.left)}."
        what = f"It {'cost' if self.is_certain else 'may have cost'} one of its {self.total} downloads"
        match self.left:
            case None:
                return f"{what}; the service can't be asked right now."
            case 0:
                return f"{what}; none is left. Send the file again to get a new result."
            case left:
                return f"{what}; {left_words(left)}."

    @property
    def can_repeat(self) -> bool:
        """Whether there may be a slot for another attempt."""
        return self.left is None or self.left > 0


def left_words(left: int) -> str:
    """2 are left; 1 is left; none is left."""
    return f"{left or 'none'} {'are' if left > 1 else 'is'} left"


def cost_of(attempt: Download, before: Job, counted: Job | None) -> Cost:
    """The price of an attempt that is not known to have been free.

    Args:
        attempt: As the ledger has it.
        before: The job as it was known when the attempt began.
        counted: The job as the service counts now, or None if it could not be asked.
    """
    now = counted.slots if counted else None
    told = [left for left in (now.left if now else None, attempt.remaining) if left is not None]
    slots = now or before.slots
    has_fallen = now is not None and before.slots is not None and now.left < before.slots.left
    total = slots.total if slots else OPERATIONS[before.operation].download_slots
    # A size alone proves nothing: whatever stands between may have answered with a page of its own.
    is_told = attempt.remaining is not None or attempt.expected_sha256 is not None
    is_certain = has_fallen or is_told
    return Cost(total, min(told, default=None), is_certain, not is_certain and is_as_before(before, counted))


def is_unanswered(attempt: Download) -> bool:
    """Whether no answer with bytes is known to have begun, so that only the service knows of a slot."""
    told = (attempt.remaining, attempt.expected_sha256, attempt.expected_size)
    return attempt.state is DownloadState.BROKEN and told == (None, None, None)


def is_as_before(before: Job, counted: Job | None) -> bool:
    """Whether the service counts as many slots as before, so that the attempt has cost nothing so far."""
    return counted is not None and counted.slots is not None and counted.slots == before.slots


async def counted(ledger: Ledger, account_id: str, job: Job, client: BatchClient) -> Job | None:
    """The job with the service's own count of its slots, on record too; None if it can't be asked now."""
    try:
        fresh = await client.status(job.job_id)
    except DeskError:
        return None
    with contextlib.suppress(DeskError):  # the next look at the list writes it down as well
        await ledger.save_jobs(account_id, [fresh])
    return fresh


def notice_of(heading: str, advice: str, cost: Cost, row_key: str, *, is_gone: bool) -> Notice:
    """Tells what an attempt that brought no result has cost. Asks for another one where there may be a slot.

    Args:
        heading: What happened to what.
        advice: What is to be known beside the cost, or "".
        cost: Of the attempt.
        row_key: The job's row.
        is_gone: The service no longer knows the job.
    """
    ask = Ask.DOWNLOAD_AGAIN if cost.can_repeat and not is_gone else Ask.NOTHING
    return Notice(NoticeKind.TROUBLE, heading, f"{advice} {cost.words}".strip(), row_key, ask)
