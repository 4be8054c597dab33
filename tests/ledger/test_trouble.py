import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mcdesk.ledger.glance import glance
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.store import Store
from mcdesk.ledger.troubles import translated
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.errors import DeskError, LedgerError, StorageError
from tests.ledger.samples import ACCOUNT, job, submission


def put(home: Path, content: bytes) -> None:
    home.mkdir()
    (home / FILE_NAME).write_bytes(content)


async def test_the_folder_is_made_and_is_private(tmp_path: Path):
    home = tmp_path / "deep" / "home"
    ledger = await Ledger.open(home)
    await ledger.save_account(ACCOUNT)
    if sys.platform != "win32":
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        files = [file for file in home.rglob("*") if file.is_file()]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    await ledger.aclose()


async def test_what_is_written_down_survives_the_power_going_out(home: Path):
    def modes(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    await (await Ledger.open(home)).aclose()
    store = await Store.open(home / FILE_NAME)
    assert await store.read(modes) == ["wal", 2, 1, 5000]
    await store.aclose()


async def test_a_ledger_damaged_while_it_is_open(ledger: Ledger, home: Path):
    await ledger.save_jobs(ACCOUNT.id, [job(f"j{number}") for number in range(30_000)])
    await ledger.aclose()
    again, other = await Ledger.open(home), await Ledger.open(home)
    size = (home / FILE_NAME).stat().st_size
    with (home / FILE_NAME).open("rb+") as file:
        file.seek(size // 3)
        file.write(b"\xff" * (size // 2))

    await other.set_setting("name", "value")  # now what is in memory no longer does
    with pytest.raises(LedgerError, match="damaged or is not a ledger") as caught:
        await again.jobs(ACCOUNT.id)
    assert "start it again: it sets this file aside and saves what can be read" in caught.value.advice
    await again.aclose()
    await other.aclose()


async def test_a_file_in_place_of_the_folder(home: Path):
    put(home, b"")
    with pytest.raises(StorageError, match="can't be used for the ledger") as caught:
        await Ledger.open(home / FILE_NAME)
    assert "MCDESK_HOME" in caught.value.advice


async def test_a_folder_in_place_of_the_file(home: Path):
    (home / FILE_NAME).mkdir(parents=True)
    with pytest.raises(StorageError, match="can't be used for the ledger"):
        await Ledger.open(home)


async def test_a_full_disk_loses_nothing_that_was_written_before(home: Path):
    def leave_no_room(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    store = await Store.open(home / FILE_NAME)
    ledger = Ledger(store)
    await ledger.save_account(ACCOUNT)
    await ledger.save_jobs(ACCOUNT.id, [job("old")])
    await store.read(leave_no_room)
    with pytest.raises(StorageError, match="full") as caught:
        await ledger.save_jobs(ACCOUNT.id, [job(f"j{number}") for number in range(2_000)])
    assert "Free some space" in caught.value.advice
    assert await ledger.jobs(ACCOUNT.id) == (job("old"),)
    await ledger.aclose()


async def test_names_and_numbers_that_no_ledger_can_keep(ledger: Ledger):
    for impossible in ({"reference": "\udcff"}, {"rows": 2**70}):
        with pytest.raises(LedgerError, match="can't keep"):
            await ledger.add_submission(submission("s", **impossible))
    assert await ledger.submissions(ACCOUNT.id) == ()


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        (OSError(28, "No space left on device"), StorageError),
        (PermissionError(13, "Permission denied"), StorageError),
        (sqlite3.OperationalError("anything else"), LedgerError),
    ],
)
def test_foreign_errors_are_told_with_advice(foreign: Exception, ours: type[DeskError]):
    with pytest.raises(ours) as caught, translated(Path("/home/ledger.sqlite3")):
        raise foreign
    assert caught.value.advice
    assert caught.value.__cause__ is foreign


async def test_an_error_s_text_never_quotes_what_was_written(ledger: Ledger):
    await ledger.add_submission(submission("s"))
    with pytest.raises(LedgerError) as caught:
        await ledger.add_submission(submission("s", reference="private"))
    assert "private" not in f"{caught.value} {caught.value.__cause__}"


async def test_a_home_may_be_given_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    ledger = await Ledger.open(Path("home of mine"))
    await ledger.save_account(ACCOUNT)
    seen = glance(Path("home of mine"), "account", 1)
    assert seen is not None
    assert seen.accounts == (ACCOUNT,)
    await ledger.aclose()
