"""A ledger with rows in every table and in every state, and a way to read all of it."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.accounts import ApiKey
from mcdesk.model.downloads import DownloadState
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.submissions import Submission, SubmissionState
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, REFUSAL, download, job, submission

ACCOUNTS = (ACCOUNT, OTHER_ACCOUNT)
JOBS = 150
WAITING, SENDING, UNSURE, HELD, ACCEPTED = SubmissionState


async def fill(home: Path) -> None:
    """Writes the ledger into `home`."""
    ledger = await Ledger.open(home)
    await ledger.fingerprint(ApiKey("a-key-of-some-length"))  # first: a salt made later voids them
    for account in ACCOUNTS:
        await ledger.save_account(account)
        await ledger.add_submissions(list(_submissions(account.id)))
        await ledger.save_jobs(account.id, list(_jobs()))
        for state in DownloadState:
            told = None if state is DownloadState.STARTED else Path("/x") / f"{state}.gz"
            await ledger.add_download(
                download(f"{account.id}-{state}", account_id=account.id, state=state, path=told)
            )
        await ledger.set_setting(f"history read {account.id}", '{"rank": "job-3"}')
    await ledger.set_setting("theme", "dark")
    await ledger.aclose()


def _submissions(account_id: str) -> Iterator[Submission]:
    for operation, state, number in product(("rank", "decode"), SubmissionState, range(3)):
        id_ = f"{account_id}-{operation}-{state}-{number}"
        accepted = {"accepted_at": 12.0, "job_id": f"job-{number}", "request_id": "req"}
        yield submission(
            id_,
            account_id=account_id,
            operation=operation,
            state=state,
            sent_at=None if state is WAITING else 10.5,
            refusal=REFUSAL if state is HELD and number else None,
            not_before=500.0 if state is WAITING and number else None,
            **(accepted if state is ACCEPTED else {}),
        )


def _jobs() -> Iterator[Job]:
    for number in range(JOBS):
        status = list(JobStatus)[number % 3]
        is_done = status is JobStatus.COMPLETED
        yield job(
            f"job-{number}",
            operation=("rank", "decode")[number % 2],
            status=status,
            progress_percent=100 if is_done else 40,
            created_at=1_700_000_000.0 + number,  # a whole number, which SQLite keeps as one
            reference=f"lot {number}" if number % 5 else None,
            item_count=number * 100 if is_done else None,
            completed_at=1_700_000_900.5 + number if is_done else None,
            download_available=True if is_done else None,
            slots=DownloadSlots(number % 4, 3) if is_done else None,
            error_code="processing_failed" if status is JobStatus.FAILED else None,
            error_message="It failed — entirely." if status is JobStatus.FAILED else None,
            moved_at=1_700_000_100.0 if number % 7 else None,
        )


@cache
def template() -> Path:
    """A home with the filled ledger, its log merged. To be copied, never opened."""
    home = Path(tempfile.mkdtemp(prefix="mcdesk-filled-"))
    atexit.register(shutil.rmtree, home)
    with ThreadPoolExecutor(1) as thread:  # a test may have a loop of its own
        thread.submit(lambda: asyncio.run(fill(home))).result()
    return home


@contextmanager
def copied() -> Iterator[Path]:
    """A home of one's own with the filled ledger."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(template() / FILE_NAME, Path(folder) / FILE_NAME)
        yield Path(folder)


Everything = dict[str, dict[Any, Any]]


async def everything(ledger: Ledger) -> Everything:
    """All that a ledger tells, by table and id."""
    told: Everything = {"submissions": {}, "jobs": {}, "downloads": {}}
    told["accounts"] = {account.id: account for account in await ledger.accounts()}
    for id_ in {account.id for account in ACCOUNTS}:
        told["submissions"] |= {each.id: each for each in await ledger.submissions(id_)}
        told["jobs"] |= {(id_, each.job_id): each for each in await ledger.jobs(id_)}
        told["downloads"] |= {each.id: each for each in await ledger.downloads(id_)}
    told["settings"] = await ledger.settings("")
    return told
