"""The kept copy: when it is made, that it is whole, and that it never harms what is there."""

import asyncio
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mcdesk.ledger import claims, copies
from mcdesk.ledger.engine import open_engine, writing
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.errors import LedgerError
from tests.ledger.conftest import names_in
from tests.ledger.filled import everything, fill
from tests.ledger.samples import ACCOUNT, job, submission

NOW = 1_800_000_000.0
QUARTER = 15 * 60.0
COPY = "ledger.copy.sqlite3"


async def test_it_is_made_every_quarter_of_an_hour(ledger: Ledger) -> None:
    assert await ledger.keep_copy(NOW)
    assert not await ledger.keep_copy(NOW + QUARTER - 1)
    assert await ledger.keep_copy(NOW + QUARTER)
    assert await ledger.keep_copy(NOW), "a copy from the future says nothing: the clock was set back"


async def test_it_is_made_when_the_last_one_is_gone(ledger: Ledger, home: Path) -> None:
    assert await ledger.keep_copy(NOW)
    (home / COPY).unlink()
    assert await ledger.keep_copy(NOW + 1)


async def test_it_is_a_whole_private_ledger_of_what_was_written_last(home: Path, tmp_path: Path) -> None:
    await fill(home)
    ledger = await Ledger.open(home)
    await ledger.add_submission(submission("latest"))  # in the log alone
    assert await ledger.keep_copy(NOW)
    assert names_in(home) == [COPY, FILE_NAME, f"{FILE_NAME}-shm", f"{FILE_NAME}-wal"]
    if sys.platform != "win32":
        assert stat.S_IMODE((home / COPY).stat().st_mode) == 0o600
    again = tmp_path / "again"
    again.mkdir()
    shutil.copyfile(home / COPY, again / FILE_NAME)
    copy = await Ledger.open(again)
    assert copy.rescue is None
    assert await everything(copy) == await everything(ledger)
    await copy.aclose()
    await ledger.aclose()


@pytest.mark.logs_warnings
async def test_a_damaged_ledger_leaves_the_last_copy_as_it_is(ledger: Ledger, home: Path) -> None:
    await ledger.save_jobs(ACCOUNT.id, [job(f"j{number}") for number in range(2_000)])
    assert await ledger.keep_copy(NOW)
    copy = (home / COPY).read_bytes()
    await ledger.aclose()
    other = await Ledger.open(home)
    content = (home / FILE_NAME).read_bytes()
    (home / FILE_NAME).write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))

    with pytest.raises(LedgerError, match="damaged") as caught:
        await other.keep_copy(NOW + QUARTER)
    assert "start it again: it sets this file aside" in caught.value.advice
    assert (home / COPY).read_bytes() == copy
    assert not [name for name in names_in(home) if ".part" in name]
    await other.aclose()
    rescued = await Ledger.open(home)
    assert len(await rescued.jobs(ACCOUNT.id)) == 2_000
    await rescued.aclose()


async def test_it_holds_no_writer_up_and_no_writer_changes_it(ledger: Ledger, home: Path) -> None:
    await ledger.save_jobs(ACCOUNT.id, [job(f"j{number}") for number in range(30_000)])
    copying = asyncio.create_task(ledger.keep_copy(NOW))
    number = 0
    while not copying.done():
        await ledger.save_jobs(ACCOUNT.id, [job(f"later {number}"), job(f"with it {number}")])
        number += 1
    assert await copying
    with closing(sqlite3.connect(home / COPY)) as copy:
        later = copy.execute("SELECT count(*) FROM jobs WHERE job_id LIKE 'later %'").fetchone()
        with_it = copy.execute("SELECT count(*) FROM jobs WHERE job_id LIKE 'with it %'").fetchone()
        assert copy.execute("SELECT count(*) FROM jobs").fetchone()[0] >= 30_000
    assert later == with_it, "it is the ledger of one moment"


async def test_it_is_made_while_another_writes_at_length(ledger: Ledger, home: Path) -> None:
    other = open_engine(home / FILE_NAME)
    with writing(other) as connection:
        connection.exec_driver_sql("INSERT INTO settings VALUES ('theme', 'dark')")
        assert await ledger.keep_copy(NOW)
    other.dispose()
    with closing(sqlite3.connect(home / COPY)) as copy:
        assert copy.execute("SELECT count(*) FROM settings").fetchone() == (0,)


async def test_closing_ends_it(ledger: Ledger, home: Path) -> None:
    await ledger.save_jobs(ACCOUNT.id, [job(f"j{number}") for number in range(30_000)])
    copying = asyncio.create_task(ledger.keep_copy(NOW))
    await asyncio.sleep(0)
    await ledger.aclose()
    made = await copying
    assert names_in(home) == ([COPY, FILE_NAME] if made else [FILE_NAME])


async def test_it_can_be_told_to_stop_in_the_middle(home: Path) -> None:
    await fill(home)
    answers = iter([True, False])
    with pytest.raises(copies.StoppedError):
        copies.copy_whole(home / FILE_NAME, home / "copy", lambda: next(answers), pages=4)
    assert names_in(home) == [FILE_NAME]


async def test_while_somebody_arranges_files_it_waits_for_another_time(ledger: Ledger, home: Path) -> None:
    with claims.arranging(home / FILE_NAME):
        assert not await ledger.keep_copy(NOW)
    assert await ledger.keep_copy(NOW)


async def test_what_a_killed_process_left_is_cleared_away(ledger: Ledger, home: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        (home / f"{COPY}.part{ending}").write_bytes(b"\0\xff" * 5_000)
    assert await ledger.keep_copy(NOW)
    assert [name for name in names_in(home) if name.startswith(COPY)] == [COPY]
    with closing(sqlite3.connect(home / COPY)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_closed_ledger_makes_none(home: Path) -> None:
    ledger = await Ledger.open(home)
    await ledger.aclose()
    with pytest.raises(LedgerError, match="closed"):
        await ledger.keep_copy(NOW)
