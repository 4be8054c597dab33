"""Keys and accounts: refused, kept, kept for a session only, lost, removed."""

import keyring.backends.fail
import pytest

from mcdesk.ledger.keys import Keys
from mcdesk.model.accounts import MARKETCHECK_URL, ApiKey
from mcdesk.model.rows import RowState
from mcdesk.ui.sheets.add_key import AddKeySheet
from tests.e2e.house import KEY, House, MemoryKeys, until
from tests.sandbox_fixtures import Sandbox


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", keyring.backends.fail.Keyring)


async def _enter(house: House, url: str, key: str, name: str = "Northlake Auto") -> None:
    house.press("Add your MarketCheck key…")
    assert len(house.sheets()) == 1
    house.front.accounts.add_key()
    assert len(house.sheets()) == 1
    house.press("Service address…")
    house.field("Account name").setText(name)
    house.field("API key").setText(key)
    house.field("Service address").setText(url)
    house.press("Check and save")


def test_a_refused_key_is_not_kept(play, sandbox: Sandbox):
    keys = MemoryKeys()

    async def story(house: House) -> None:
        await _enter(house, sandbox.url, "not-a-key-of-theirs")
        await until(lambda: house.says("key"), "the refusal")
        await until(lambda: house._button("Check and save", None) is not None, "the sheet to be free again")
        assert house.says("The service does not accept the key")
        assert keys.kept == {}
        assert await house.program.accounts() == ()
        house.press("Cancel")
        assert house.window.frame.rail.account.text() == "No account yet"

    play(story, keys=keys)


def test_a_key_goes_into_the_keyring(play, sandbox: Sandbox):
    keys = MemoryKeys()

    async def story(house: House) -> None:
        await _enter(house, sandbox.url, KEY)
        await house.checked()
        assert not house.sheets()
        assert [key.reveal() for key in keys.kept.values()] == [KEY]
        await house.restart()
        await house.checked()
        assert house.window.windowTitle().startswith("Northlake Auto")

    play(story, keys=keys)


def test_without_a_keyring_a_key_serves_one_session(play, sandbox: Sandbox, no_keyring):
    async def story(house: House) -> None:
        await _enter(house, sandbox.url, KEY)
        await until(lambda: house.says("no keyring"), "the trouble")
        assert await house.program.accounts() == ()
        house.press("Use for this session only")
        await house.checked()
        await house.restart()
        await until(lambda: house.dialogs(AddKeySheet), "the sheet for the missing key")
        assert house.says("Add the key of Northlake Auto again")
        assert (house.field("Account name").text(), house.field("Service address").text()) == (
            "Northlake Auto",
            sandbox.url,
        )
        assert house.front.stage.desk is None
        house.field("API key").setText(KEY)
        house.press("Use for this session only")
        await house.checked()
        assert len(await house.program.accounts()) == 1

    play(story, keys=Keys())


def test_an_account_without_its_key_still_shows_its_jobs(play, sandbox: Sandbox, pairs):
    keys = MemoryKeys()

    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        keys.kept.clear()
        await house.restart()
        await until(lambda: house.dialogs(AddKeySheet), "the sheet for the missing key")
        house.press("Cancel")
        assert house.state("may-auction") is RowState.COMPLETED
        assert "Checking has stopped" in house.status_words()
        house.press("Resume", house.window.status)
        await until(lambda: house.dialogs(AddKeySheet), "the sheet once more")
        house.field("API key").setText(KEY)
        house.press("Check and save")
        await house.checked()
        assert house.state("may-auction") is RowState.COMPLETED
        assert len(await house.program.accounts()) == 1

    play(story, url=sandbox.url, keys=keys)


def test_a_removed_account_takes_its_key_along(play, sandbox: Sandbox):
    keys = MemoryKeys()

    async def story(house: House) -> None:
        switcher = house.window.frame.rail.account
        switcher.remove_asked.emit()
        await until(lambda: house.sheets(), "the question")
        house.press("Keep it")
        await until(lambda: not house.front.stage.scope.is_running("remove account"), "the answer")
        assert len(keys.kept) == 1
        switcher.remove_asked.emit()
        await house.press_when_ready("Remove the account")
        await until(lambda: switcher.text() == "No account yet", "no account")
        assert keys.kept == {}
        assert await house.program.accounts() == ()
        await house.restart()
        assert house.says("Two ways to start")

    play(story, url=sandbox.url, keys=keys)


def test_two_accounts_never_share_a_name_or_their_jobs(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        await house.program.add_account(
            "Northlake Auto", ApiKey("sandbox-two"), sandbox.url, for_session=False
        )
        first, second = await house.program.accounts()
        assert second.name == "Northlake Auto 2"
        await house.restart()
        house.front.accounts.choose(second.id)
        await until(lambda: house.front.stage.desk and house.desk.account.id == second.id, "the other desk")
        assert house.rows == []
        house.front.accounts.choose(first.id)
        await until(lambda: house.state("may-auction") is RowState.COMPLETED, "the first account's job")

    play(story, url=sandbox.url)


def test_the_address_of_the_real_service_is_the_default(play):
    async def story(house: House) -> None:
        house.press("Add your MarketCheck key…")
        assert house.field("Service address").text() == MARKETCHECK_URL
        house.press("Cancel")

    play(story)
