"""Values to put into a ledger. Each is whole, so that a test names only what it is about."""

from pathlib import Path
from typing import Any

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.lookup_texts import request_to_text
from mcdesk.model.lookups import RANK_DEALERS, RankRequest
from mcdesk.model.past_requests import PastRequest
from mcdesk.model.submissions import FileFacts, Origin, Refusal, Submission, SubmissionState

ACCOUNT = Account("acc", "Practice", AccountKind.SANDBOX, "http://127.0.0.1:8000", "0123456789abcdef")
OTHER_ACCOUNT = Account("other", "Real", AccountKind.PRODUCTION, "https://api.marketcheck.com")
REFUSAL = Refusal("The column “vin” is missing.", "Map it, then try again.", "bad_csv", "req-1")


def submission(id_: str, **values: Any) -> Submission:
    defaults: dict[str, Any] = {
        "account_id": ACCOUNT.id,
        "operation": "rank",
        "reference": f"{id_}.csv",
        "idempotency_key": f"key-{id_}",
        "source": FileFacts(Path("/in") / f"{id_}.csv", 1_000, "a" * 64),
        "packed": FileFacts(Path("/out") / f"{id_}.csv.gz", 300, "b" * 64),
        "rows": 12,
        "unique_values": 11,
        "origin": Origin.WINDOW,
        "state": SubmissionState.WAITING,
        "place": 0,
        "created_at": 1_700_000_000.25,
    }
    return Submission(id=id_, **(defaults | values))


def job(id_: str, **values: Any) -> Job:
    defaults: dict[str, Any] = {
        "operation": "rank",
        "status": JobStatus.PROCESSING,
        "progress_percent": 40,
        "created_at": 1_700_000_000.5,
    }
    return Job(job_id=id_, **(defaults | values))


def download(id_: str, **values: Any) -> Download:
    defaults: dict[str, Any] = {
        "account_id": ACCOUNT.id,
        "job_id": "j1",
        "state": DownloadState.STARTED,
        "started_at": 100.0,
    }
    return Download(id=id_, **(defaults | values))


def request(id_: str, *, dealers: int = 2, **values: Any) -> PastRequest:
    """One that asked to rank so many dealers, and that waits for its answer."""
    vehicle = ("WP1BE2AY5PDA28064", "71990", "12000")
    many = tuple((f"dealer-{number}.com", "02139", "") for number in range(dealers))
    defaults: dict[str, Any] = {
        "account_id": ACCOUNT.id,
        "kind": RANK_DEALERS.id,
        "subject": vehicle[0],
        "size": dealers,
        "request": request_to_text(RankRequest(RANK_DEALERS, vehicle, many)),
        "asked_at": 1_700_000_000.25,
    }
    return PastRequest(id=id_, **(defaults | values))
