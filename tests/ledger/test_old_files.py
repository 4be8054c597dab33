"""Files of earlier schemas, as users have them, are copied aside, upgraded, and lose nothing."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mcdesk.ledger.glance import glance
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME, NEWEST
from mcdesk.model.dealers import Dealer, DealerBook
from mcdesk.model.submissions import SubmissionState
from tests.ledger.old.make import ACCOUNTS, DEALERS, HERE, submissions

TABLES = ("accounts", "submissions", "jobs", "downloads", "settings", "salt")
NEW_VALUES: dict[str, object] = {
    **dict.fromkeys(("not_before", "moved_at", "gone_at", "expected_size")),
    **dict.fromkeys(("part", "parts"), 1),
    **dict.fromkeys(("left_out", "changed_cells"), 0),
    "recipe": "",
}
"""What the columns hold that were added since."""

old_files = pytest.mark.parametrize("old", sorted(HERE.glob("*.sqlite3.gz")), ids=lambda file: file.name[:4])


def put(old: Path, home: Path, damage: bytes = b"") -> str:
    """Puts the file into `home`, with `damage` at its beginning; answers the number of its schema."""
    home.mkdir()
    whole = gzip.decompress(old.read_bytes())
    (home / FILE_NAME).write_bytes(damage + whole[len(damage) :])
    return old.name[:4]


def contents(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table by column name."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]
            for table in (*TABLES, "alembic_version")
        }


def book_of(number: str) -> DealerBook:
    """The dealers whom the file has: before 0003 nobody had any."""
    return DealerBook(tuple(Dealer(**told) for told in DEALERS) if number == "0003" else ())


def test_every_schema_before_today_s_has_its_file() -> None:
    kept = {file.name[:4] for file in HERE.glob("*.sqlite3.gz")}
    assert {f"{number:04}" for number in range(1, int(NEWEST))} <= kept


@old_files
async def test_it_is_copied_aside_then_upgraded_and_loses_no_row_and_no_value(old: Path, home: Path) -> None:
    number = put(old, home)
    before = contents(home / FILE_NAME)
    ledger = await Ledger.open(home)
    assert (ledger.rescue, ledger.take_set_aside()) == (None, ())
    await ledger.aclose()
    after = contents(home / FILE_NAME)
    # What was a setting is a table now.
    kept = [row for row in before["settings"] if row["name"] != "dealers"]

    assert after["alembic_version"] == [{"version_num": NEWEST}]
    for table in TABLES:
        old_rows = kept if table == "settings" else before[table]
        assert len(after[table]) == len(old_rows) > 0
        for new, row in zip(after[table], old_rows, strict=True):
            added = {name: value for name, value in new.items() if name not in row}
            family = {"family": row["id"]} if "family" in added else {}
            assert new == {**new, **row}, table
            assert added == {name: (NEW_VALUES | family)[name] for name in added}, table
    copy = home / f"ledger.before-upgrade-from-{number}.sqlite3"
    assert contents(copy) == before
    assert copy.stat().st_mode & 0o077 == 0, "a copy is as private as the ledger"


@old_files
async def test_every_row_is_told_as_a_value(old: Path, home: Path) -> None:
    number = put(old, home)
    ledger = await Ledger.open(home)
    assert [(account.id, account.name) for account in await ledger.accounts()] == [
        row[:2] for row in ACCOUNTS
    ]
    for account in ("a1", "a2"):
        told = await ledger.submissions(account)
        assert {each.state for each in told} == set(SubmissionState)
        assert len(told) == 15
        assert len(await ledger.jobs(account)) == 40
        assert len(await ledger.downloads(account)) == 6
    assert ledger.take_set_aside() == ()
    assert [each.key for each in await ledger.set_aside_rows()] == (["j99"] if number >= "0003" else [])
    assert await ledger.dealer_book() == book_of(number)
    assert await ledger.settings("") == {
        "theme": "dark",
        "history read a1": '{"rank": "j3"}',
        "account": "a1",
    }
    seen = glance(home, "account", 5)
    assert seen is not None
    assert seen.account is not None
    assert (seen.account.id, seen.jobs) == ("a1", await ledger.jobs("a1", limit=5))
    assert seen.submissions == await ledger.submissions("a1")
    assert seen.downloads == await ledger.downloads("a1")
    await ledger.aclose()


@old_files
async def test_the_copy_is_an_old_ledger_that_can_be_gone_back_to(
    old: Path, home: Path, tmp_path: Path
) -> None:
    number = put(old, home)
    await (await Ledger.open(home)).aclose()
    again = tmp_path / "again"
    again.mkdir()
    (home / f"ledger.before-upgrade-from-{number}.sqlite3").rename(again / FILE_NAME)
    ledger = await Ledger.open(again)
    assert len(await ledger.submissions("a1")) == 15
    await ledger.aclose()


@pytest.mark.logs_warnings
@old_files
async def test_one_that_is_damaged_is_rescued_into_today_s_schema(old: Path, home: Path) -> None:
    number = put(old, home, damage=b"\0" * 4096)  # its table of contents is gone
    ledger = await Ledger.open(home)
    assert ledger.rescue is not None
    assert len(await ledger.accounts()) == 2
    for account in ("a1", "a2"):
        known = {row[0] for row in submissions(number) if row[1] == account}
        assert {each.id for each in await ledger.submissions(account)} == known
        assert len(await ledger.jobs(account)) == 40
        assert len(await ledger.downloads(account)) == 6
    assert await ledger.dealer_book() == book_of(number)
    assert await ledger.setting("dealers") is None
    await ledger.aclose()
