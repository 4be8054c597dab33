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
from mcdesk.model.dealers import Dealer, DealerList
from mcdesk.model.downloads import DownloadState
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.lookups import LOOKUPS
from mcdesk.model.past_requests import PastRequest, RequestState
from mcdesk.model.submissions import Submission, SubmissionState
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, REFUSAL, download, job, request, submission

ACCOUNTS = (ACCOUNT, OTHER_ACCOUNT)
JOBS = 150
DEALERS = tuple(
    Dealer(
        f"Lot {number} – Ünique", f"lot-{number}.com", f"{number:05}", "north" * (number % 3), str(number % 2)
    )
    for number in range(24)
)
LISTS = (
    DealerList("Weekly", tuple(dealer.key for dealer in DEALERS[:12])),
    DealerList("By the sea", tuple(dealer.key for dealer in DEALERS[20:3:-3])),
    DealerList("Nobody yet"),
)
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
        for past in _requests(account.id):
            await ledger.add_request(past)
        await ledger.set_setting(f"history read {account.id}", '{"rank": "job-3"}')
    await ledger.save_dealers(DEALERS)
    for list_ in LISTS:
        await ledger.save_dealer_list(list_)
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


def _requests(account_id: str) -> Iterator[PastRequest]:
    """Small ones, and some that fill several pages: the question, the answer, or both."""
    cases = product(LOOKUPS, RequestState, range(2))
    for number, (kind, state, size) in enumerate(cases):
        is_answered = state is RequestState.ANSWERED
        scores = " ".join(str(number * place * 7919 % 2600 + 400) for place in range(40 + 4_000 * size))
        yield request(
            f"{account_id}-{kind}-{state}-{size}",
            dealers=1 + size * 99,
            account_id=account_id,
            kind=kind,
            state=state,
            asked_at=1_700_000_000.0 + number,
            answer=f"[{scores}]" if is_answered else "",
            seconds=0.25 if is_answered else None,
            request_id="req-1" if is_answered else "",
            title="The service is in trouble." if state is RequestState.REFUSED else "",
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
    told: Everything = {"submissions": {}, "jobs": {}, "downloads": {}, "requests": {}}
    told["accounts"] = {account.id: account for account in await ledger.accounts()}
    for id_ in {account.id for account in ACCOUNTS}:
        told["submissions"] |= {each.id: each for each in await ledger.submissions(id_)}
        told["jobs"] |= {(id_, each.job_id): each for each in await ledger.jobs(id_)}
        told["downloads"] |= {each.id: each for each in await ledger.downloads(id_)}
        told["requests"] |= {each.id: each for each in await ledger.requests(id_)}
    book = await ledger.dealer_book()
    told["dealers"] = {dealer.key: dealer for dealer in book.dealers}
    told["dealer_lists"] = {each.key: each.name for each in book.lists}
    told["dealer_list_members"] = {(each.key, member): None for each in book.lists for member in each.members}
    told["settings"] = await ledger.settings("")
    return told
