"""Time, chance and folders, handed to the desk by its builder, so that tests need neither wait nor patch."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from mcdesk.model.downloads import Download
from mcdesk.model.submissions import Submission
from mcdesk.results import space
from mcdesk.results.space import FreeBytes
from mcdesk.results.store import Store


@dataclass(frozen=True, slots=True)
class World:
    """What the desk takes from outside.

    Attributes:
        now: Seconds since 1970.
        sleep: Waits that many seconds.
        new_id: A name that nobody else has.
        dice: A number in 0..1.
        home: MCDESK_HOME.
        free_bytes: How many bytes are free on the disk of a folder. Blocks.
    """

    now: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    new_id: Callable[[], str]
    dice: Callable[[], float]
    home: Path
    free_bytes: FreeBytes = space.free_bytes

    def claim_of(self, identity: str) -> Path:
        """The file that stands for one thing to do, which two processes must not do at once."""
        return self.home / "claims" / hashlib.sha256(identity.encode(errors="surrogateescape")).hexdigest()

    def download_claim(self, account_id: str, job_id: str) -> Path:
        """The claim that whoever downloads a job's result must hold."""
        return self.claim_of(f"download\n{account_id}\n{job_id}")

    def lease_of(self, submission_id: str) -> Path:
        """The claim that whoever sends a submission must hold; it lies with the files and goes with them."""
        return self.files_of(submission_id) / ".lease"

    def files_of(self, submission_id: str) -> Path:
        """The folder that keeps what a submission sends."""
        return self.home / "files" / submission_id

    def packed_of(self, submission: Submission) -> Path:
        """The copy that a submission sends: in its own folder of this home, else where it was written down.

        The home may have been moved since, and every path in the ledger names the old one. Blocks.
        """
        here = self.own_copy_of(submission)
        return here if here.exists() else submission.packed.path

    def own_copy_of(self, submission: Submission) -> Path:
        """Where this home keeps the copy that a submission sends, whether it is there or not."""
        return self.files_of(submission.id) / submission.packed.path.name

    def part_of(self, download: Download) -> Path:
        """Where a download's bytes are while they arrive."""
        return self.results_of(download.job_id) / f"{download.id}.part"

    def results_of(self, job_id: str) -> Path:
        """The folder that keeps what a job gave back."""
        safe = "".join(c for c in job_id if c.isalnum() or c == "-")
        return self.home / "results" / (safe or "unnamed")

    def store_of_results(self) -> Store:
        """Where verified results lie by what they are; `results_of` has the names that people see."""
        return Store(self.home / "results" / "by-sha256")
