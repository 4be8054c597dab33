"""What outlives the process, as the rest of mcdesk sees it: every call is one transaction. No keys, no files.

Raises LedgerError or StorageError wherever the file can't be used; nothing is changed then.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from mcdesk.ledger import accounts, dealer_changes, downloads, requests, set_aside, submissions
from mcdesk.ledger import dealers as book
from mcdesk.ledger import jobs as job_table
from mcdesk.ledger.store import Store
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.accounts import Account, ApiKey
from mcdesk.model.damage import Rescue, SetAside
from mcdesk.model.dealer_changes import Added, Removed
from mcdesk.model.dealers import Dealer, DealerBook, DealerList
from mcdesk.model.downloads import Download
from mcdesk.model.jobs import Job
from mcdesk.model.past_requests import PastRequest
from mcdesk.model.submissions import Refusal, Submission


class Ledger:
    """Accounts with their submissions, jobs, downloads and requests; the dealer book; settings.

    Several processes may have it open at once.
    """

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
        """Removes an account with its submissions, jobs, downloads and requests. Files and dealers stay."""
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

    async def submissions_of(self, account_id: str, job_ids: Collection[str]) -> tuple[Submission, ...]:
        """The submissions of an account that became one of these jobs, by place."""
        return await self._store.read(submissions.of_jobs, account_id, job_ids)

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

    async def add_request(self, past: PastRequest) -> None:
        """Writes a single request down. To be called before it goes out."""
        await self._store.write(requests.add, past)

    async def settle_request(self, past: PastRequest) -> None:
        """Writes down what came of a request: all but what was asked, and when. LedgerError if it is gone."""
        await self._store.write(requests.settle, past)

    async def requests(
        self,
        account_id: str,
        *,
        kinds: Collection[str] = (),
        search: str = "",
        limit: int = 200,
        before: tuple[float, str] | None = None,
        with_answers: bool = True,
    ) -> tuple[PastRequest, ...]:
        """An account's single requests, newest first.

        Args:
            account_id: Whose they are.
            kinds: Only of these; () for all.
            search: Words of which each must occur in the subject or in a value of what was asked, in whatever
                case.
            limit: How many at most.
            before: The `(asked_at, id)` of the last request already known.
            with_answers: False for a list: it is quicker, and `answer` is "" in each.
        """
        return await self._store.read(
            requests.load,
            account_id,
            kinds=kinds,
            search=search,
            limit=limit,
            before=before,
            with_answers=with_answers,
        )

    async def request(self, request_id: str) -> PastRequest | None:
        """One single request with its answer, None if there is none of this id."""
        return await self._store.read(requests.find, request_id)

    async def earlier_requests(self, past: PastRequest, limit: int = 50) -> tuple[PastRequest, ...]:
        """The answered requests before this one with its account, kind and subject, newest first."""
        return await self._store.read(requests.earlier, past, limit)

    async def remove_requests(self, ids: Collection[str]) -> None:
        """Forgets single requests with their answers; ids that nobody knows do no harm."""
        await self._store.write(requests.remove, ids)

    async def close_open_requests(self, account_id: str, before: float) -> int:
        """Makes UNANSWERED what is still ASKING and was asked before that moment; answers how many.

        For the start: the process that asked has died, or it settles its request later all the same.
        """
        return await self._store.write(requests.close_open, account_id, before)

    async def dealer_book(self) -> DealerBook:
        """All dealers and lists of dealers, each by name. All accounts share them."""
        return await self._store.read(book.load)

    async def save_dealers(self, dealers: Sequence[Dealer], *, replacing: str = "") -> None:
        """Adds dealers, each in place of one of its name; a LedgerError for one without a name.

        Args:
            dealers: All of them are saved, or none; of two with one name the later is kept.
            replacing: The key of the dealer that the first of them was until now. Lists that had it follow;
                if the new name was another dealer's, the two become one.
        """
        await self._store.write(book.save, dealers, replacing)

    async def remove_dealers(self, keys: Collection[str]) -> Removed:
        """Removes dealers from the book and from its lists; unknown keys do no harm. Tells what went."""
        return await self._store.write(dealer_changes.remove, keys)

    async def restore_dealers(self, removed: Removed) -> None:
        """Brings back what was removed, into the book as it is now; see `model/dealer_changes.py`."""
        await self._store.write(dealer_changes.restore, removed)

    async def add_dealers(self, dealers: Sequence[Dealer], *, into: str = "", new_list: str = "") -> Added:
        """Adds dealers whom the book does not know, all of them also to a list; tells what is new.

        A LedgerError if one of them has no name. See `model/dealer_changes.py`.
        """
        return await self._store.write(dealer_changes.add, dealers, into=into, new_list=new_list)

    async def take_back_dealers(self, added: Added) -> None:
        """Takes back what was added, as far as it is still as it was."""
        await self._store.write(dealer_changes.take_back, added)

    async def save_dealer_list(self, list_: DealerList) -> None:
        """Adds a list, in place of the one of its name; a dealer is in it once, where it came first.

        A LedgerError if it has no name, or a member that is not in the book.
        """
        await self._store.write(book.save_list, list_)

    async def rename_dealer_list(self, key: str, name: str) -> None:
        """Gives a list another name; a LedgerError if it is gone, or the name is another list's."""
        await self._store.write(dealer_changes.rename_list, key, name)

    async def change_dealer_list(
        self, key: str, *, more: Collection[str] = (), fewer: Collection[str] = ()
    ) -> None:
        """Adds members to a list, behind the others, and takes others out; a LedgerError if it is gone.

        Keys that nobody has do no harm.
        """
        await self._store.write(dealer_changes.change_list, key, more, fewer)

    async def remove_dealer_list(self, key: str) -> Removed:
        """Removes a list; its dealers stay in the book. Tells what went."""
        return await self._store.write(dealer_changes.remove_list, key)

    async def setting(self, name: str) -> str | None:
        """A setting's text, None if it was never set."""
        return await self._store.read(accounts.setting, name)

    async def settings(self, prefix: str) -> dict[str, str]:
        """All settings whose names begin like that."""
        return await self._store.read(accounts.settings, prefix)

    async def set_setting(self, name: str, value: str) -> None:
        """Sets a setting, new or not."""
        await self._store.write(accounts.set_setting, name, value)
