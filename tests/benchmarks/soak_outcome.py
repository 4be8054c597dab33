"""What became of a soak's jobs: the service's own list, the ledger and the files on the disk, compared."""

from __future__ import annotations

import json
import urllib.request
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.operations import OPERATIONS
from mcdesk.results import shelf


@dataclass(frozen=True, slots=True)
class Outcome:
    """Asks each of the three what it has, and leaves the judging to who reads.

    Attributes:
        url: The sandbox's address.
        key: The account's key there.
        account_id: The account in the ledger.
        ordered: How many faults of each kind were ordered.
    """

    url: str
    key: str
    account_id: str
    ordered: Mapping[str, int]

    async def told(self, ledger: Ledger, asked: int) -> dict[str, Any]:
        """The figures by name. `asked` is how many files the user wanted to be sent."""
        submissions = await ledger.submissions(self.account_id)
        downloads = await ledger.downloads(self.account_id)
        jobs = {job["job_id"]: job for each in OPERATIONS.values() for job in self._jobs(each.path)}
        known = {submission.job_id for submission in submissions}
        completed = {id_: job for id_, job in jobs.items() if job["status"] == "COMPLETED"}
        return {
            "asked": asked,
            "intents": len(submissions),
            "jobs": len(jobs),
            "jobs without intent": len(jobs.keys() - known),
            "intents without job": sum(s.job_id not in jobs for s in submissions),
            **self._results(completed, downloads),
            "faults": dict(self.ordered),
        }

    def _results(
        self, completed: Mapping[str, dict[str, Any]], downloads: Sequence[Download]
    ) -> dict[str, int]:
        verified = {d.job_id: d for d in downloads if d.state is DownloadState.VERIFIED}
        spent = Counter(d.job_id for d in downloads if d.state is not DownloadState.UNSPENT)
        used = {id_ for id_, job in completed.items() if job["remaining_downloads"] == 0}
        unknown = {id_ for id_, job in completed.items() if job["download_count"] > spent[id_]}
        # One fault uses up all slots of a job at once. So no more jobs than it was ordered for look so.
        taken_away = unknown & used
        too_many = max(0, len(taken_away) - self.ordered.get("no_downloads_left", 0))
        return {
            "completed": len(completed),
            "verified": len(verified),
            "verified and intact": sum(shelf.is_intact(d.path, d.sha256) for d in verified.values()),
            "completed, no result, slots left": len(completed.keys() - verified.keys() - used),
            "completed, no result, all slots broke": len(used - verified.keys() - taken_away),
            "slots not on record": len(unknown - taken_away) + too_many,
        }

    def _jobs(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            url = f"{self.url}{path}/jobs?api_key={self.key}&rows=100{cursor}"
            with urllib.request.urlopen(url) as answer:
                page = json.load(answer)
            found += page["jobs"]
            if "next_cursor" not in page:
                return found
            cursor = f"&cursor={page['next_cursor']}"
