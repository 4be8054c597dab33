"""What a command does once the ledger lost its salt, and with it the sight of which key is whose."""

import sqlite3
from contextlib import closing

from mcdesk.cli.exits import Exit
from mcdesk.ledger.version import FILE_NAME
from tests.cli.runs import KEY, Desk
from tests.sandbox_fixtures import Sandbox


def lose_salt(desk: Desk) -> None:
    """As a rescue leaves the ledger that could not read it."""
    with closing(sqlite3.connect(desk.home / FILE_NAME)) as file, file:
        file.execute("DELETE FROM salt")


def fingerprints(desk: Desk) -> list[str]:
    with closing(sqlite3.connect(desk.home / FILE_NAME)) as file:
        return [row[0] for row in file.execute("SELECT fingerprint FROM accounts WHERE kind = 'sandbox'")]


def test_the_same_command_still_sends_nothing_twice(desk: Desk, sandbox: Sandbox) -> None:
    desk.run()
    first, (before,) = desk.answer, fingerprints(desk)
    lose_salt(desk)
    assert desk.run() is Exit.DONE
    assert desk.answer == first
    assert len(sandbox.jobs(KEY)) == 1
    (after,) = fingerprints(desk)
    assert after not in ("", before)


def test_a_command_that_names_its_account_still_may_use_it(desk: Desk, sandbox: Sandbox) -> None:
    desk.run(account="Northlake")
    lose_salt(desk)
    assert desk.run(account="Northlake") is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 1
