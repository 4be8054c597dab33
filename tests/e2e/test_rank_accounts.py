"""Answers are an account's own: none of one client is seen, or still comes, under another one's name."""

from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import Qt

from mcdesk.model.accounts import Account, ApiKey
from mcdesk.model.past_requests import PastRequest, RequestState
from tests.e2e.house import KEY, House, until
from tests.e2e.preflight_hands import press_keys
from tests.e2e.rank_hands import PORSCHE, VEHICLE, Ranker, type_over
from tests.e2e.test_decode_page import Decoder
from tests.sandbox_fixtures import Sandbox

OTHER_KEY = "sandbox-e2e-other-1"


async def _with_two_accounts(house: House, sandbox: Sandbox) -> Account:
    """Gives the one that is not in use."""
    other = await house.program.add_account("Other client", ApiKey(OTHER_KEY), sandbox.url, for_session=False)
    await house.restart()
    await house.checked()
    return other


async def _switch(house: House, account: Account) -> None:
    house.front.accounts.choose(account.id)
    await until(
        lambda: house.front.stage.desk is not None and house.desk.account.id == account.id, "the account"
    )


async def _history_of_both(house: House) -> list[PastRequest]:
    before = house.desk.account.id
    found = list(await house.desk.lookups.history())
    for account in await house.program.accounts():
        if account.id != before:
            await _switch(house, account)
            found += await house.desk.lookups.history()
    return found


async def _ranking(house: House) -> Callable[[], bool]:
    ranker = Ranker(house)
    await ranker.begin()
    await ranker.ask()
    await until(lambda: ranker.says("Ranking 4 dealers…"), "the waiting")
    return lambda: ranker.says("The answer appears here")


async def _decoding(house: House) -> Callable[[], bool]:
    decoder = Decoder(house)
    await decoder.go()
    await type_over(PORSCHE)
    await press_keys(Qt.Key.Key_Return)
    await until(lambda: decoder.says(f"Decoding {PORSCHE}"), "the waiting")
    return lambda: decoder.says("Each decode counts as one request")


@pytest.mark.parametrize("is_out", [False, True])
@pytest.mark.parametrize(("kind", "ask"), [("rank", _ranking), ("decode", _decoding)])
def test_a_request_ends_with_its_account(
    play,
    sandbox: Sandbox,
    kind: str,
    ask: Callable[[House], Awaitable[Callable[[], bool]]],
    is_out: bool,
):
    async def story(house: House) -> None:
        other = await _with_two_accounts(house, sandbox)
        sandbox.fault(KEY, "slow", on=kind, seconds=2)
        says_nothing = await ask(house)
        while is_out and not await house.desk.lookups.history():
            pass  # it goes out as soon as it is written down
        await _switch(house, other)
        assert says_nothing()
        (past,) = await _history_of_both(house)
        assert past.state is RequestState.CANCELLED

    play(story, url=sandbox.url)


def test_answers_go_with_their_account_and_what_was_typed_stays(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        other = await _with_two_accounts(house, sandbox)
        ranker, decoder = Ranker(house), Decoder(house)
        await ranker.begin()
        await ranker.rank()
        await decoder.go()
        await decoder.decode(PORSCHE)
        await _switch(house, other)
        assert not decoder.is_answered
        assert decoder.page.field.line.text() == PORSCHE
        await ranker.go()
        assert not ranker.is_answered
        assert ranker.one == VEHICLE

    play(story, url=sandbox.url)
