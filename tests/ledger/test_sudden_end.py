import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.errors import LedgerError
from mcdesk.model.submissions import SubmissionState
from tests.ledger.conftest import Start, names_in
from tests.ledger.samples import ACCOUNT, submission


@pytest.mark.parametrize("confirmed", [1, 40, 150])
async def test_a_killed_process_leaves_whole_transactions(home: Path, start: Start, confirmed: int):
    before = await Ledger.open(home)
    await before.save_account(ACCOUNT)
    await before.aclose()

    child = start(sys.executable, "-m", "tests.ledger.children.endless", str(home), stdout=subprocess.PIPE)
    assert child.stdout is not None
    lines = [child.stdout.readline().strip() for _ in range(confirmed)]
    child.kill()
    lines += child.communicate()[0].splitlines()[:-1]

    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    ledger = await Ledger.open(home)
    accepted = {s.id for s in await ledger.submissions(ACCOUNT.id) if s.state is SubmissionState.ACCEPTED}
    assert set(lines) <= accepted
    assert {f"job-{name}" for name in accepted} == {job.job_id for job in await ledger.jobs(ACCOUNT.id)}
    await ledger.add_submission(submission("after"))
    await ledger.aclose()


async def test_what_was_asked_for_is_written_though_the_asker_is_cancelled(ledger: Ledger):
    writing = [asyncio.create_task(ledger.set_setting(f"n{number}", "value")) for number in range(20)]
    await asyncio.sleep(0)
    for task in writing:
        task.cancel()
    await asyncio.gather(*writing, return_exceptions=True)
    assert all(task.cancelled() for task in writing)
    assert [await ledger.setting(f"n{number}") for number in range(20)] == ["value"] * 20


async def test_closing_finishes_first_and_may_be_repeated(home: Path):
    ledger = await Ledger.open(home)
    writing = [asyncio.create_task(ledger.set_setting(f"n{number}", "value")) for number in range(20)]
    await asyncio.sleep(0)
    await ledger.aclose()
    await ledger.aclose()
    await asyncio.gather(*writing)
    assert names_in(home) == [FILE_NAME], "the log is merged at the end"
    with pytest.raises(LedgerError, match="closed"):
        await ledger.accounts()


async def test_giving_up_while_it_opens_leaves_nothing_open(home: Path):
    opening = asyncio.create_task(Ledger.open(home))
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    again = await Ledger.open(home)
    assert await again.accounts() == ()
    await again.aclose()
