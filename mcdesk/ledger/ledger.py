"""What outlives the process, as the rest of mcdesk sees it: every call is one transaction. No keys, no files.

Raises LedgerError or StorageError wherever the file can't be used; nothing is changed then.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mcdesk.ledger import accounts, downloads, set_aside, submissions
from mcdesk.ledger import jobs as job_table
from mcdesk.ledger.store import Store
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.accounts import Account, ApiKey
from mcdesk.model.damage import Rescue, SetAside
from mcdesk.model.downloads import Download
from mcdesk.model.jobs import Job
from mcdesk.model.submissions import Refusal, Submission


class Ledger:
    """Accounts, submissions, jobs, downloads and settings. Several processes may have it open at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    async def open(cls, home: Path, now: Callable[[], float] = time.time) -> Ledger:
        """Opens the ledger in `home`. Creates what is missing, upgrades what is old, rescues what is damaged.

        Args:
            home: MCDESK_HOME.
            now: Seconds since 1970.
        """
        return cls(await Store.open(home / FILE_NAME, now))

    @property
    def rescue(self) -> Rescue | None:
        """What came back, if the file was damaged when this ledger was opened."""
        return self._store.rescue

    def take_set_aside(self) -> tuple[SetAside, ...]:
        """The rows that could not be read and were set aside since this was last asked."""
        return self._store.take_set_aside()

    async def set_aside_rows(self) -> tuple[SetAside, ...]:
        """All rows that were ever set aside, oldest first."""
        return await self._store.read(set_aside.load)

    async def keep_copy(self, now: float) -> bool:
        """Copies the whole ledger if the last copy is older than a quarter of an hour.

        It holds nobody up, and ends early, without a copy, when the ledger is closed.

        Raises:
            LedgerError: The ledger is damaged; the last copy stays.
        """
        return await self._store.keep_copy(now)

    async def aclose(self) -> None:
        """Finishes what was asked for, then closes the file. Calling it again does nothing."""
        await self._store.aclose()

    async def accounts(self) -> tuple[Account, ...]:
        """All accounts, in the order in which they were added."""
        return await self._store.read(accounts.load)

    async def save_account(self, account: Account) -> None:
        """Adds an account, or updates the one with its id."""
        await self._store.write(accounts.save, account)

    async def remove_account(self, account_id: str) -> None:
        """Removes an account with its submissions, jobs and downloads. Files stay."""
        await self._store.write(accounts.remove, account_id)

    async def fingerprint(self, key: ApiKey) -> str:
        """16 hex digits that are the same for the same key, in this ledger only."""
        return await self._store.write(accounts.fingerprint, key)

    async def add_submission(self, submission: Submission) -> Submission:
        """Writes it down at the end of its account's and operation's lane; answers it with its place."""
        return await self._store.write(submissions.add, submission)

    async def add_submissions(self, new: Sequence[Submission]) -> tuple[Submission, ...]:
        """Writes the parts of a file down one behind the other, all of them or none."""
        return await self._store.write(submissions.add_all, new)

    async def submissions(self, account_id: str) -> tuple[Submission, ...]:
        """All submissions of an account by place."""
        return await self._store.read(submissions.load, account_id)

    async def unsettled(self, account_id: str) -> tuple[Submission, ...]:
        """The submissions of an account that the service has not accepted, by place."""
        return await self._store.read(submissions.load_unsettled, account_id)

    async def files_needed(self) -> frozenset[str]:
        """The names of the folders that hold what any submission was made of or sends."""
        return await self._store.read(submissions.files_needed)

    async def submission(self, submission_id: str) -> Submission | None:
        """One submission, None if there is none of this id."""
        return await self._store.read(submissions.find, submission_id)

    async def mark_sending(self, submission_id: str, at: float) -> None:
        """From WAITING or UNSURE. Of two processes that try at once, one gets a LedgerError."""
        await self._store.write(submissions.mark_sending, submission_id, at)

    async def mark_unsure(self, submission_id: str) -> None:
        """From SENDING: no answer came. From HELD: it is asked again about a try that may have arrived."""
        await self._store.write(submissions.mark_unsure, submission_id)

    async def mark_waiting(self, submission_id: str) -> None:
        """From SENDING or HELD back to its place in the lane, without refusal and sending time."""
        await self._store.write(submissions.mark_waiting, submission_id)

    async def mark_held(self, submission_id: str, refusal: Refusal | None) -> None:
        """From SENDING, WAITING or UNSURE: it waits for the user, who may have wished so: no refusal."""
        await self._store.write(submissions.mark_held, submission_id, refusal)

    async def set_not_before(self, submission_id: str, at: float | None) -> None:
        """When a file that is WAITING or HELD may go; None for as soon as it can."""
        await self._store.write(submissions.set_not_before, submission_id, at)

    async def exchange_places(self, submission_id: str, other_id: str) -> None:
        """Lets two files of one lane change places, both WAITING or HELD."""
        await self._store.write(submissions.exchange_places, submission_id, other_id)

    async def mark_accepted(self, submission_id: str, job: Job, at: float, request_id: str) -> None:
        """From SENDING or UNSURE, for good. Saves the job along with it."""
        await self._store.write(submissions.mark_accepted, submission_id, job, at, request_id)

    async def remove_submission(self, submission_id: str) -> bool:
        """Forgets a submission that is WAITING or HELD; a LedgerError for any other.

        Answers whether nothing of its family is left: then the family's files may go too.
        """
        return await self._store.write(submissions.remove, submission_id)

    async def save_jobs(self, account_id: str, jobs: Sequence[Job]) -> None:
        """Adds jobs, or updates those with their ids."""
        await self._store.write(job_table.save, account_id, jobs)

    async def jobs(
        self, account_id: str, *, limit: int | None = None, before: tuple[float, str] | None = None
    ) -> tuple[Job, ...]:
        """Newest first. `before` is the `(created_at, job_id)` of the last job already known."""
        return await self._store.read(job_table.load, account_id, limit=limit, before=before)

    async def job(self, account_id: str, job_id: str) -> Job | None:
        """One job, None if the ledger has not heard of it."""
        return await self._store.read(job_table.find, account_id, job_id)

    async def add_download(self, download: Download) -> None:
        """Writes an attempt down. To be called before it is made."""
        await self._store.write(downloads.add, download)

    async def update_download(self, download: Download) -> None:
        """Writes down what became of an attempt."""
        await self._store.write(downloads.change, download)

    def update_download_now(self, download: Download) -> None:
        """Writes down what an attempt's headers said, unless it has ended meanwhile.

        Waits until that is on disk. Blocks: for worker threads, never for the loop.
        """
        self._store.write_now(downloads.note_headers, download)

    async def downloads(self, account_id: str, job_id: str | None = None) -> tuple[Download, ...]:
        """All attempts of an account, or of one of its jobs, oldest first."""
        return await self._store.read(downloads.load, account_id, job_id)

    async def setting(self, name: str) -> str | None:
        """A setting's text, None if it was never set."""
        return await self._store.read(accounts.setting, name)

    async def settings(self, prefix: str) -> dict[str, str]:
        """All settings whose names begin like that."""
        return await self._store.read(accounts.settings, prefix)

    async def set_setting(self, name: str, value: str) -> None:
        """Sets a setting, new or not."""
        await self._store.write(accounts.set_setting, name, value)
