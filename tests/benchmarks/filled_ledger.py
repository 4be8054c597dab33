"""A ledger with a hundred thousand jobs, as an analyst's would look after years. Used by the benchmarks."""

from __future__ import annotations

import asyncio
from pathlib import Path

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.operations import OPERATIONS

ACCOUNT = Account("bench", "Northlake Auto", AccountKind.PRODUCTION, "https://127.0.0.1:9", "0" * 16)
JOBS = 100_000
_LATEST = 1_790_000_000.0


def job(number: int) -> Job:
    """The `number`th oldest job: all final, one in fifty failed."""
    operation = list(OPERATIONS)[number % 2]
    created = _LATEST - (JOBS - number) * 317.0
    if number % 50 == 0:
        return Job(
            f"{number:032x}",
            operation,
            JobStatus.FAILED,
            55,
            created,
            f"lot-{number}",
            800,
            error_code="processing_failed",
            error_message="Job processing failed unexpectedly. Please resubmit.",
        )
    return Job(
        f"{number:032x}",
        operation,
        JobStatus.COMPLETED,
        100,
        created,
        f"lot-{number}",
        1200 + number % 977,
        1150 + number % 977,
        number % 3,
        created + 700 + number % 60,
        True,
        DownloadSlots(number % 4, 3),
    )


async def _fill(home: Path) -> None:
    ledger = await Ledger.open(home)
    await ledger.save_account(ACCOUNT)
    await ledger.set_setting("current account", ACCOUNT.id)
    for start in range(0, JOBS, 10_000):
        await ledger.save_jobs(ACCOUNT.id, [job(number) for number in range(start, start + 10_000)])
    await ledger.aclose()


def fill(home: Path) -> None:
    """Writes the ledger into `home`."""
    asyncio.run(_fill(home))
