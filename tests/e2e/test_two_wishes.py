"""Accounts chosen, added and removed while another one is still being opened: never two desks at work."""

import asyncio
from typing import Any

from mcdesk.desk.desk import Desk
from mcdesk.model.accounts import Account, ApiKey
from mcdesk.ui.flows.accounts import AccountsFlow
from tests.e2e.house import House, until
from tests.sandbox_fixtures import Sandbox


class SlowKeyring:
    """The program, but for accounts of the name "Slow", whose desks open once `gate` is set."""

    def __init__(self, house: House) -> None:
        self._program = house.program
        self.gate = asyncio.Event()
        self.is_waiting = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._program, name)

    async def open_desk(self, account: Account) -> Desk:
        if account.name == "Slow":
            self.is_waiting = True
            await self.gate.wait()
        return await self._program.open_desk(account)


async def _slow_flow(house: House) -> tuple[AccountsFlow, SlowKeyring]:
    """The flow in place of the window's own, over the same stage."""
    await house.front.accounts.close()
    keyring = SlowKeyring(house)
    flow = AccountsFlow(house.front.stage, keyring, lambda event: None)
    await flow.begin()
    flow.open_again()
    await until(lambda: house.front.stage.desk is not None, "the first desk")
    return flow, keyring


def _is_idle(house: House) -> bool:
    names = [task.get_name() for task in asyncio.all_tasks()]
    return not any(name.startswith(("open account", "remove account", "add key")) for name in names)


def test_an_account_chosen_while_a_new_one_is_opened_is_the_one_that_stays(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        flow, keyring = await _slow_flow(house)
        first = house.desk.account
        flow.add_key()
        house.field("Account name").setText("Slow")
        house.field("API key").setText("sandbox-two")
        house.press("Service address…")
        house.field("Service address").setText(sandbox.url)
        house.press("Check and save")
        await until(lambda: keyring.is_waiting, "the new account to be opened")
        flow.choose(first.id)
        keyring.gate.set()
        await until(lambda: _is_idle(house), "all wishes to be heard")
        assert house.desk.account == first
        # that no other desk is at work is seen by the house when it closes

    play(story, url=sandbox.url)


def test_the_account_being_opened_is_the_latest_wish_if_it_is_chosen_again(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        slow = await house.program.add_account("Slow", ApiKey("sandbox-two"), sandbox.url, for_session=False)
        flow, keyring = await _slow_flow(house)
        first = house.desk.account
        flow.choose(slow.id)
        await until(lambda: keyring.is_waiting, "the slow account")
        flow.choose(first.id)
        flow.choose(slow.id)
        keyring.gate.set()
        await until(lambda: _is_idle(house), "all wishes to be heard")
        assert house.desk.account == slow

    play(story, url=sandbox.url)


def test_an_account_removed_while_another_is_opened_leaves_the_other_at_work(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        slow = await house.program.add_account("Slow", ApiKey("sandbox-two"), sandbox.url, for_session=False)
        flow, keyring = await _slow_flow(house)
        flow.choose(slow.id)
        await until(lambda: keyring.is_waiting, "the slow account")
        flow.remove()
        await house.press_when_ready("Remove the account")
        await until(lambda: not house.sheets(), "the question to close")
        keyring.gate.set()
        await until(lambda: _is_idle(house), "all wishes to be heard")
        assert await house.program.accounts() == (slow,)
        assert house.desk.account == slow

    play(story, url=sandbox.url)
