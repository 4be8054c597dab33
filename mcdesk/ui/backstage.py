"""What the window needs from the program around it. The program fulfils it; nothing is done here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mcdesk.ui.samples import Sample

if TYPE_CHECKING:  # the desk's parts are heavy, and the first picture does not need them
    from mcdesk.desk.desk import Desk
    from mcdesk.model.accounts import Account, ApiKey
    from mcdesk.model.rows import JobRow


class Backstage(Protocol):
    """Accounts, desks, settings and the sandbox. All of it may raise DeskError."""

    @property
    def samples(self) -> tuple[Sample, ...]:
        """Files to practise with, each with the operation that it is for."""

    async def accounts(self) -> tuple[Account, ...]:
        """All accounts, in the order in which they were added."""

    async def first_rows(self, account: Account) -> tuple[JobRow, ...]:
        """What the first picture shows: the newest jobs and what waits."""

    async def open_desk(self, account: Account) -> Desk:
        """A desk for the account, loaded but not started. A sandbox account's server is started first."""

    async def practise(self) -> Account:
        """The sandbox's account, made at the first call."""

    async def add_account(self, name: str, key: ApiKey, base_url: str, *, for_session: bool) -> Account:
        """Checks a key with one cheap call, keeps it in the keyring or for this session, adds the account."""

    async def remove_account(self, account: Account) -> None:
        """Forgets an account, what mcdesk knows of its jobs, and its key."""

    async def setting(self, name: str) -> str | None:
        """A setting, or None if it was never set."""

    async def set_setting(self, name: str, value: str) -> None:
        """Remembers a setting."""
