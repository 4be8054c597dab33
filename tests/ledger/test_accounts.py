import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.accounts import ApiKey
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, download, job, submission


def written(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


async def test_accounts_come_in_the_order_in_which_they_were_added(ledger: Ledger):
    await ledger.save_account(replace(ACCOUNT, id="aaa", name="Third"))
    assert [account.id for account in await ledger.accounts()] == ["acc", "other", "aaa"]


async def test_saving_again_updates_and_leaves_all_that_hangs_on_the_account(ledger: Ledger):
    await ledger.add_submission(submission("s"))
    await ledger.save_jobs(ACCOUNT.id, [job("j1")])
    await ledger.add_download(download("d"))
    renamed = replace(ACCOUNT, name="Renamed", fingerprint="f" * 16)

    await ledger.save_account(renamed)

    assert await ledger.accounts() == (renamed, OTHER_ACCOUNT)
    assert len(await ledger.submissions(ACCOUNT.id)) == 1
    assert len(await ledger.jobs(ACCOUNT.id)) == 1
    assert len(await ledger.downloads(ACCOUNT.id)) == 1


async def test_an_account_goes_with_all_that_hangs_on_it_and_nothing_else(ledger: Ledger):
    for account in (ACCOUNT, OTHER_ACCOUNT):
        await ledger.add_submission(submission(f"s-{account.id}", account_id=account.id))
        await ledger.save_jobs(account.id, [job("j1")])
        await ledger.add_download(download(f"d-{account.id}", account_id=account.id))

    await ledger.remove_account(ACCOUNT.id)
    await ledger.remove_account("nobody")

    assert await ledger.accounts() == (OTHER_ACCOUNT,)
    for load in (ledger.submissions, ledger.jobs, ledger.downloads):
        assert await load(ACCOUNT.id) == ()
        assert len(await load(OTHER_ACCOUNT.id)) == 1


async def test_a_fingerprint_is_the_key_s_own_in_this_ledger_only(ledger: Ledger, tmp_path: Path):
    mine = await ledger.fingerprint(ApiKey("one"))
    assert len(mine) == 16
    assert int(mine, 16) >= 0
    assert await ledger.fingerprint(ApiKey("one")) == mine
    assert await ledger.fingerprint(ApiKey("two")) != mine

    elsewhere = await Ledger.open(tmp_path / "elsewhere")
    assert await elsewhere.fingerprint(ApiKey("one")) != mine
    await elsewhere.aclose()


async def test_a_fingerprint_outlives_the_process_and_the_key_is_nowhere(home: Path):
    key = "a-key-that-must-not-be-found"
    first = await Ledger.open(home)
    before = await first.fingerprint(ApiKey(key))
    await first.aclose()
    again = await Ledger.open(home)
    assert await again.fingerprint(ApiKey(key)) == before
    assert key.encode() not in written(home)
    await again.aclose()


async def test_settings(ledger: Ledger):
    assert await ledger.setting("columns") is None
    await ledger.set_setting("columns", '["vin"]')
    await ledger.set_setting("columns", '["vin", "zip"]')
    assert await ledger.setting("columns") == '["vin", "zip"]'


async def test_where_the_salt_was_lost_no_account_keeps_a_fingerprint_that_fits_no_key(
    ledger: Ledger, home: Path
):
    before = await ledger.fingerprint(ApiKey("one"))
    await ledger.save_account(replace(ACCOUNT, fingerprint=before))
    lose_salt(home)
    after = await ledger.fingerprint(ApiKey("one"))
    assert after != before
    assert [account.fingerprint for account in await ledger.accounts()] == ["", ""]

    await ledger.save_account(replace(ACCOUNT, fingerprint=after))
    await ledger.fingerprint(ApiKey("two"))
    assert (await ledger.accounts())[0].fingerprint == after


def lose_salt(home: Path) -> None:
    """As a rescue leaves the ledger that could not read it."""
    with closing(sqlite3.connect(home / FILE_NAME)) as file, file:
        file.execute("DELETE FROM salt")
