"""Choosing, adding and opening accounts. One desk is open at a time; the old one ends before the new."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mcdesk.model.accounts import Account, AccountKind, ApiKey
from mcdesk.model.errors import DeskError
from mcdesk.model.events import PollStatus
from mcdesk.ui.backstage import Backstage
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets.add_key import AddKeySheet

if TYPE_CHECKING:
    from mcdesk.model.events import DeskEvent

CURRENT_ACCOUNT = "current account"
FETCHES = "fetches results"


class AccountsFlow:
    """Keeps the window and the open desk on the same account."""

    def __init__(self, stage: Stage, backstage: Backstage, on_event: Callable[[DeskEvent], None]) -> None:
        self._stage = stage
        self._backstage = backstage
        self._on_event = on_event
        self._accounts: tuple[Account, ...] = ()

    async def begin(self) -> Account | None:
        """Shows the account that was in use last, with its newest jobs; its desk is opened by `open`."""
        self._accounts = await self._backstage.accounts()
        wanted = await self._backstage.setting(CURRENT_ACCOUNT)
        found = [account for account in self._accounts if account.id == wanted]
        account = next(iter(found or self._accounts), None)
        rows = await self._backstage.first_rows(account) if account else ()
        self._stage.window.show_account(account, self._accounts, rows)
        return account

    async def open(self, account: Account) -> None:
        """Opens the desk of an account and closes the one before."""
        await self.close()
        self._accounts = await self._backstage.accounts()
        await self._backstage.set_setting(CURRENT_ACCOUNT, account.id)
        try:
            desk = await self._backstage.open_desk(account)
        except DeskError as error:
            rows = await self._backstage.first_rows(account)
            self._stage.window.show_account(account, self._accounts, rows)
            self._stage.window.status.show_poll(PollStatus(trouble=error, has_stopped=True))
            self._stage.tell(error)
            return
        self._accounts = await self._backstage.accounts()
        self._stage.window.show_account(desk.account, self._accounts, desk.rows)
        self._stage.window.status.show_lanes(desk.lanes)
        desk.subscribe(self._on_event)
        desk.fetch_automatically(await self._backstage.setting(FETCHES) != "no")
        self._stage.desk = desk
        desk.start()

    async def close(self) -> None:
        """Ends the open desk, if there is one."""
        desk, self._stage.desk = self._stage.desk, None
        if desk is not None:
            await desk.aclose()

    def choose(self, account_id: str) -> None:
        """Switches to another account."""
        account = next((account for account in self._accounts if account.id == account_id), None)
        current = self._stage.desk.account.id if self._stage.desk else ""
        if account is not None and account.id != current:
            self._stage.start("open account", self.open(account))

    def practise(self) -> None:
        """Starts the sandbox and switches to its account."""
        self._stage.start("open account", self._practise())

    def run_sample(self) -> None:
        """Offers a sample file for its operation, in the sandbox."""
        desk = self._stage.desk
        samples = self._backstage.samples
        if desk is not None and desk.account.kind is AccountKind.SANDBOX and samples:
            self._stage.window.ask_what_for(samples[0])

    def add_key(self) -> None:
        """Opens the sheet for a key."""
        sheet = AddKeySheet(self._stage.theme, self._stage.window)
        sheet.save_asked.connect(lambda *given: self._on_key(sheet, *given, for_session=False))
        sheet.session_asked.connect(lambda *given: self._on_key(sheet, *given, for_session=True))
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _on_key(self, sheet: AddKeySheet, name: str, key: str, base_url: str, *, for_session: bool) -> None:
        sheet.show_checking()
        work = self._add(sheet, name, ApiKey(key), base_url, for_session=for_session)
        self._stage.start("add key", work)

    async def _add(
        self, sheet: AddKeySheet, name: str, key: ApiKey, base_url: str, *, for_session: bool
    ) -> None:
        try:
            account = await self._backstage.add_account(name, key, base_url, for_session=for_session)
        except DeskError as error:
            if sheet.isVisible():
                sheet.show_problem(error)
            return
        if sheet.isVisible():
            sheet.show_saved()
        await self.open(account)

    async def _practise(self) -> None:
        await self.open(await self._backstage.practise())
