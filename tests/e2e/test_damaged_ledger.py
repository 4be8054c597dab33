"""A ledger that was damaged: the window opens all the same, and says what came back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.house import House, until
from tests.sandbox_fixtures import Sandbox


@pytest.mark.logs_warnings
def test_a_damaged_file_is_told_of(play, home: Path):
    home.mkdir()
    (home / "ledger.sqlite3").write_bytes(b"this is no ledger" * 1000)

    async def story(house: House) -> None:
        await house.open()
        await until(lambda: "The ledger was damaged" in house.notice, "the notice")
        assert "The damaged file is kept as" in house.notice

    play(story, opened=False)


@pytest.mark.logs_warnings
def test_a_record_that_cannot_be_read_is_told_of(play, home: Path, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        await house.close()
        with closing(sqlite3.connect(home / "ledger.sqlite3", isolation_level=None)) as ledger:
            ledger.execute("UPDATE submissions SET state = 'lost in thought'")
        await house.open()
        await until(lambda: "The submission “may-auction” can't be read" in house.notice, "the notice")
        await house.checked()

    play(story, url=sandbox.url)


def test_a_ledger_in_order_is_copied_and_says_nothing(play, home: Path, sandbox: Sandbox):
    async def story(house: House) -> None:
        await until((home / "ledger.copy.sqlite3").exists, "the copy")
        assert house.notice == ""

    play(story, url=sandbox.url)
