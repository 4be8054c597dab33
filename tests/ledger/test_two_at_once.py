import asyncio
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mcdesk.ledger import engine as engines
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.errors import LedgerError
from tests.ledger.conftest import Start, names_in
from tests.ledger.samples import ACCOUNT, submission

LANE = (sys.executable, "-m", "tests.ledger.children.lane")


async def test_two_ledgers_and_another_process_fill_one_lane(ledger: Ledger, home: Path, start: Start):
    other = await Ledger.open(home)
    child = start(*LANE, str(home), "child", "30", stderr=subprocess.PIPE)

    async def fill(which: Ledger, prefix: str) -> None:
        number = 0
        while number < 30 or child.poll() is None:
            await which.add_submission(submission(f"{prefix}{number}"))
            number += 1

    await asyncio.gather(fill(ledger, "one"), fill(other, "two"))
    assert (child.wait(), child.communicate()[1]) == (0, "")

    lane = await ledger.submissions(ACCOUNT.id)
    assert [s.place for s in lane] == list(range(1, len(lane) + 1))
    assert {f"{prefix}{number}" for prefix in ("one", "two", "child") for number in range(30)} <= {
        s.id for s in lane
    }
    assert await other.submissions(ACCOUNT.id) == lane
    await other.aclose()


async def test_of_two_that_want_to_send_one_may(ledger: Ledger, home: Path):
    other = await Ledger.open(home)
    for number in range(20):
        name = f"s{number}"
        await ledger.add_submission(submission(name))
        outcomes = await asyncio.gather(
            ledger.mark_sending(name, 1.0), other.mark_sending(name, 2.0), return_exceptions=True
        )
        assert [type(outcome) for outcome in outcomes if outcome is not None] == [LedgerError]
        found = await ledger.submission(name)
        assert found is not None
        assert found.sent_at == (1.0 if outcomes[0] is None else 2.0)
    await other.aclose()


async def test_a_new_ledger_opened_by_many_at_once_is_made_once(home: Path, start: Start):
    children = [start(*LANE, str(home), "none", "0", stderr=subprocess.PIPE) for _ in range(3)]
    ledgers = await asyncio.gather(*(Ledger.open(home) for _ in range(5)))
    for child in children:
        assert (await asyncio.to_thread(child.wait), child.communicate()[1]) == (0, "")
    await ledgers[0].save_account(ACCOUNT)
    for ledger in ledgers:
        assert await ledger.accounts() == (ACCOUNT,)
        await ledger.aclose()
    assert names_in(home) == [FILE_NAME]


def test_of_many_that_switch_a_new_file_to_its_log_at_once_none_is_turned_away(tmp_path: Path):
    """SQLite itself turns a few of a thousand away on the spot, whatever patience it is asked for."""
    many = 8
    together = threading.Barrier(many)

    def switch(number: int) -> str:
        engine = engines.open_engine(tmp_path / f"{number // many}.sqlite3")
        together.wait()
        with engines.reading(engine) as connection:
            mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
        engine.dispose()
        return mode

    with ThreadPoolExecutor(many) as threads:
        modes = [threads.submit(switch, number) for number in range(many * 150)]
    assert {mode.result() for mode in modes} == {"wal"}


async def test_many_processes_open_a_new_ledger_at_once(home: Path, start: Start):
    children = [
        start(*LANE, str(home), f"child{number}-", "2", stderr=subprocess.PIPE) for number in range(6)
    ]
    for child in children:
        said = (await asyncio.to_thread(child.communicate))[1]
        # The account is nobody's yet: to be told so is as far as they get, and they got there.
        assert "The account is not in the ledger" in said, said


async def test_a_reader_holds_no_writer_up(ledger: Ledger, home: Path):
    engine = engines.open_engine(home / FILE_NAME)
    with engines.reading(engine) as view:
        assert view.exec_driver_sql("SELECT count(*) FROM settings").scalar() == 0
        await ledger.set_setting("name", "value")
        assert view.exec_driver_sql("SELECT count(*) FROM settings").scalar() == 0
    engine.dispose()


async def test_one_that_does_not_let_go_is_spoken_of(
    ledger: Ledger, home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    impatient = await Ledger.open(home)
    engine = engines.open_engine(home / FILE_NAME)
    with engines.writing(engine):
        with pytest.raises(LedgerError, match="Another mcdesk is using the ledger"):
            await impatient.set_setting("name", "value")
        assert await impatient.setting("name") is None
    engine.dispose()
    await impatient.set_setting("name", "value")
    await impatient.aclose()
