"""A home that was moved, as with a new computer or a renamed user: what waits in it goes its way."""

import time
from pathlib import Path

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.submissions import SubmissionState
from tests.desk.bench import KEY, account, until
from tests.desk.office import Office
from tests.sandbox_fixtures import Sandbox


async def test_what_was_on_hold_or_unsure_is_sent_from_where_it_lies_now(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    ledger = await Ledger.open(before / "home")
    office = Office(before, ledger, account(sandbox.url))
    await office.open()
    held = await office.send("april", is_held=True)
    unsure = await office.send("may", is_held=True)
    await office.aclose()  # or it would settle what follows
    await ledger.mark_waiting(unsure)
    await ledger.mark_sending(unsure, time.time())
    await ledger.mark_unsure(unsure)
    await ledger.aclose()

    before.rename(after)
    ledger = await Ledger.open(after / "home")
    office = Office(after, ledger, account(sandbox.url))
    desk = await office.open()
    await desk.send_again(held)
    await until(lambda: len(sandbox.jobs(KEY)) == 2)
    await until(lambda: desk.is_quiet)
    known = await ledger.submissions("acc")
    assert {each.state for each in known} == {SubmissionState.ACCEPTED}
    await office.aclose()
    await ledger.aclose()
