"""What tests of faults look at: what the user has been told, and whether every spent slot is on record."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import DownloadState
from mcdesk.model.events import (
    DeskEvent,
    LanesChanged,
    Notice,
    NoticeKind,
    PollStatus,
    RowsChanged,
    TransfersChanged,
    TransferState,
)
from tests.faults.service import Kept


def troubles_told(events: Iterable[DeskEvent]) -> str:
    """All words about trouble that a window would have shown, wherever it shows them."""
    return "\n".join(words for event in events for words in _words_in(event) if words)


def _words_in(event: DeskEvent) -> list[str | None]:
    match event:
        case Notice(kind=NoticeKind.TROUBLE | NoticeKind.FAILED):
            return [event.title, event.advice]
        case PollStatus(trouble=trouble) if trouble is not None:
            return [trouble.title]
        case RowsChanged():
            return [words for row in event.rows for words in (row.trouble, row.refusal_title)]
        case LanesChanged():
            return [lane.trouble.title for lane in event.lanes if lane.trouble is not None]
        case TransfersChanged() if event.transfer.state in (TransferState.FAILED, TransferState.PAUSED):
            return [event.transfer.words]
    return []


async def slots_off_record(ledger: Ledger, account_id: str, jobs: Iterable[Kept]) -> dict[str, int]:
    """By reference, the slots that the service counts as spent and that no attempt on record accounts for."""
    downloads = await ledger.downloads(account_id)
    on_record = Counter(d.job_id for d in downloads if d.state is not DownloadState.UNSPENT)
    missing = {job.reference: job.spent - on_record[job.job_id] for job in jobs}
    return {reference: slots for reference, slots in missing.items() if slots > 0}


async def off_record_in(home: Path, jobs: Iterable[Kept]) -> dict[str, int]:
    """The same for the one account that a command line has used in `home`."""
    ledger = await Ledger.open(home)
    try:
        (only,) = await ledger.accounts()
        return await slots_off_record(ledger, only.id, jobs)
    finally:
        await ledger.aclose()
