"""Choosing, adding, opening and removing accounts. One desk is open at a time; the old one ends first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from typing import TYPE_CHECKING

from mcdesk.model.accounts import Account, AccountKind, ApiKey
from mcdesk.model.errors import DeskError, KeyringError
from mcdesk.model.events import PollStatus
from mcdesk.model.rows import RowState
from mcdesk.ui.asking import answer_of
from mcdesk.ui.backstage import Backstage
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.add_key import AddKeySheet
from mcdesk.ui.sheets.confirm import ConfirmSheet

if TYPE_CHECKING:
    from mcdesk.model.events import DeskEvent

Act = Callable[[], Awaitable[None]]

CURRENT_ACCOUNT = "current account"
FETCHES = "fetches results"
_OPENING = "open account"
_UNSENT = (RowState.WAITING, RowState.HELD, RowState.UPLOADING, RowState.UNSURE)


class AccountsFlow:
    """Keeps the window and the open desk on the same account."""

    def __init__(self, stage: Stage, backstage: Backstage, on_event: Callable[[DeskEvent], None]) -> None:
        self._stage = stage
        self._backstage = backstage
        self._on_event = on_event
        self._accounts: tuple[Account, ...] = ()
        self._current: Account | None = None
        self._sheet: AddKeySheet | None = None
        self._numbers = count()
        self._opening: str | None = None
        self._next: tuple[str, Act] | None = None
        self._turn = asyncio.Lock()
        """Held by whoever opens or ends a desk, so that there is never a second one at work."""

    @property
    def current(self) -> Account | None:
        """The account that the window shows, whether its desk could be opened or not."""
        return self._current

    async def begin(self) -> Account | None:
        """Shows the account that was in use last, with its newest jobs; `open_again` opens its desk."""
        self._accounts = await self._backstage.accounts()
        wanted = await self._backstage.setting(CURRENT_ACCOUNT)
        found = [account for account in self._accounts if account.id == wanted]
        account = next(iter(found or self._accounts), None)
        await self._show(account)
        return account

    async def open(self, account: Account) -> None:
        """Opens the desk of an account and closes the one before."""
        async with self._turn:
            await self._close()
            self._accounts = await self._backstage.accounts()
            # It may have been removed while it waited for its turn.
            there = [each for each in self._accounts if each.id == account.id] or self._accounts
            if there:
                await self._open(there[0])

    async def close(self) -> None:
        """Ends the open desk, if there is one."""
        async with self._turn:
            await self._close()

    async def _open(self, account: Account) -> None:
        await self._backstage.set_setting(CURRENT_ACCOUNT, account.id)
        try:
            desk = await self._backstage.open_desk(account)
        except DeskError as error:
            await self._show(account)
            self._stage.window.status.show_poll(PollStatus(trouble=error, has_stopped=True))
            if isinstance(error, KeyringError):
                self._ask_for_key(account, error)
            else:
                self._stage.tell(error)
            return
        self._accounts = await self._backstage.accounts()
        self._current = desk.account
        self._stage.window.show_account(desk.account, self._accounts, desk.rows)
        self._stage.window.status.show_lanes(desk.lanes)
        desk.subscribe(self._on_event)
        desk.fetch_automatically(await self._backstage.setting(FETCHES) != "no")
        self._stage.desk = desk
        desk.start()

    def choose(self, account_id: str) -> None:
        """Switches to another account."""
        account = next((account for account in self._accounts if account.id == account_id), None)
        current = self._stage.desk.account.id if self._stage.desk else ""
        if account is not None and (account.id != current or self._is_busy):
            self._soon(account.id, lambda: self.open(account))

    def open_again(self) -> None:
        """Tries once more where the desk of the account could not be opened."""
        account = self._current
        if account is not None and self._stage.desk is None:
            self._soon(account.id, lambda: self.open(account))

    def practise(self) -> None:
        """Starts the sandbox and switches to its account."""
        self._soon("", self._practise)

    def add_key(self) -> None:
        """Opens the sheet for a key; for the key of the account in use where that one is missing."""
        is_lost = self._current is not None and self._stage.desk is None
        self._open_sheet(self._current if is_lost else None)

    def remove(self) -> None:
        """Asks, and then forgets the account in use with its key."""
        self._stage.start("remove account", self._remove())

    async def _close(self) -> None:
        desk, self._stage.desk = self._stage.desk, None
        if desk is not None:
            await desk.lookups.aclose()  # while its connections are there to be closed in order
            await desk.aclose()

    @property
    def _is_busy(self) -> bool:
        return self._opening is not None or self._next is not None

    def _soon(self, name: str, act: Act) -> None:
        """Does it at once, or after the account that is being opened. The latest wish holds."""
        if name == self._opening:
            self._next = None
            return
        was_busy = self._is_busy
        self._next = (name, act)
        if not was_busy:
            self._stage.start(f"{_OPENING} {next(self._numbers)}", self._do_next())

    async def _do_next(self) -> None:
        while self._next is not None:
            (self._opening, act), self._next = self._next, None
            try:
                await act()
            except DeskError as error:
                self._stage.tell(error)
            finally:
                self._opening = None

    def _open_sheet(self, account: Account | None) -> AddKeySheet:
        if self._sheet is not None:
            return self._sheet
        self._sheet = sheet = AddKeySheet(self._stage.theme, self._stage.window, account)
        sheet.save_asked.connect(lambda *given: self._on_key(sheet, *given, for_session=False))
        sheet.session_asked.connect(lambda *given: self._on_key(sheet, *given, for_session=True))
        sheet.finished.connect(self._on_finished)
        sheet.open()
        return sheet

    def _on_finished(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.deleteLater()

    def _ask_for_key(self, account: Account, error: KeyringError) -> None:
        """The account can't be used without its key: the sheet for it opens, and says why."""
        if account.kind is AccountKind.SANDBOX and not account.fingerprint:
            self._stage.tell(error)  # the built-in practice server has no key to add
        else:
            self._open_sheet(account).show_problem(error)

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
            if sheet is self._sheet:
                sheet.show_problem(error)
            return
        if sheet is self._sheet:
            sheet.show_saved()
        # Under a name of its own: where the account is being opened already, that goes with the old key.
        self._soon(f"{account.id} with its new key", lambda: self.open(account))

    async def _practise(self) -> None:
        await self.open(await self._backstage.practise())

    async def _remove(self) -> None:
        account = self._current
        if account is None:
            return
        unsent = sum(row.state in _UNSENT for row in await self._backstage.first_rows(account))
        question = confirm_texts.remove_account(
            account.name, unsent, is_practice=account.kind is AccountKind.SANDBOX
        )
        if not await answer_of(ConfirmSheet(self._stage.theme, self._stage.window, question, account)):
            return
        try:
            async with self._turn:
                await self._forget(account)
        finally:
            if not self._is_busy:  # else another account is about to be opened
                self.open_again()

    async def _forget(self, account: Account) -> None:
        await self._close()
        try:
            await self._backstage.remove_account(account)
        finally:
            await self.begin()

    async def _show(self, account: Account | None) -> None:
        self._current = account
        rows = await self._backstage.first_rows(account) if account else ()
        self._stage.window.show_account(account, self._accounts, rows)
