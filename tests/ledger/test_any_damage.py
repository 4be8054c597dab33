"""Whatever happens to the bytes of a ledger's file: it opens, and what it tells was there before."""

import asyncio
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.ledger.glance import glance
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.dealers import Dealer, key_of
from mcdesk.model.errors import LedgerError
from mcdesk.model.submissions import Submission
from tests.ledger.filled import Everything, copied, everything, template
from tests.ledger.samples import ACCOUNT, request, submission

pytestmark = pytest.mark.logs_warnings
PAGE = 4096
PLACES = st.integers(0, 2**31)
TABLES = (
    *("accounts", "submissions", "jobs", "downloads", "requests"),
    *("dealers", "dealer_lists", "dealer_list_members"),
)


async def told_by(home: Path) -> Everything:
    """What the ledger tells; it must be good for work too."""
    ledger = await Ledger.open(home)
    told = await everything(ledger)
    assert {each.table for each in ledger.take_set_aside()} <= {
        each.table for each in await ledger.set_aside_rows()
    }
    await ledger.save_account(ACCOUNT)
    added = await ledger.add_submission(submission("new one", idempotency_key="a key of its own"))
    assert await ledger.submission("new one") == added
    await ledger.remove_submission("new one")
    await ledger.add_request(request("new one"))
    await ledger.remove_requests(["new one"])
    await ledger.save_dealers([Dealer("new one", "new-one.com")])
    await ledger.remove_dealers(["new one"])
    await ledger.aclose()
    return told


def told_after(damaged: bytes) -> Everything:
    with asyncio.Runner() as runner, copied() as home:
        (home / FILE_NAME).write_bytes(damaged)
        glance(home, "account", 100)
        told = runner.run(told_by(home))
        again = runner.run(told_by(home))
        again["accounts"].pop(ACCOUNT.id, None)
        assert again == {**told, "accounts": {k: v for k, v in told["accounts"].items() if k != ACCOUNT.id}}
        return told


@cache
def whole() -> Everything:
    with asyncio.Runner() as runner, copied() as home:
        return runner.run(told_by(home))


def as_sure_as(told: object, before: object) -> object:
    """The row with what a rescue may change for caution: the state and place of a submission, and why.

    A list of dealers of which only the members are left is called by its key.
    """
    if isinstance(told, str) and isinstance(before, str):
        return before if told == key_of(before) else told
    if isinstance(told, Submission) and isinstance(before, Submission):
        return replace(told, state=before.state, refusal=before.refusal, place=before.place)
    return told


def differences(told: Everything, before: Everything) -> dict[str, set[object]]:
    """The keys of the rows that were not there, or otherwise."""
    return {
        table: {
            key
            for key, row in told[table].items()
            if key not in before[table] or as_sure_as(row, before[table][key]) != before[table][key]
        }
        for table in TABLES
    }


def missing(told: Everything, before: Everything) -> int:
    return sum(len(before[table].keys() - told[table].keys()) for table in TABLES)


@settings(max_examples=25)
@given(page=PLACES, filling=st.one_of(st.just(b"\0"), st.just(b"\xff"), st.binary(min_size=1, max_size=64)))
def test_a_page_that_is_gone_takes_its_own_rows_and_no_other(page: int, filling: bytes) -> None:
    content = (template() / FILE_NAME).read_bytes()
    start = page % (len(content) // PAGE) * PAGE
    told = told_after(content[:start] + (filling * PAGE)[:PAGE] + content[start + PAGE :])
    before = whole()
    assert differences(told, before) == {table: set() for table in TABLES}
    assert missing(told, before) <= PAGE // 60, "a row takes more than sixty bytes"


@settings(max_examples=15)
@given(size=PLACES)
def test_a_file_that_is_cut_off_keeps_what_stands_before(size: int) -> None:
    content = (template() / FILE_NAME).read_bytes()
    kept = size % len(content)
    told = told_after(content[:kept])
    before = whole()
    assert differences(told, before) == {table: set() for table in TABLES}
    assert missing(told, before) <= (len(content) - kept) // 60 + PAGE // 60


@settings(max_examples=40)
@given(flips=st.lists(st.tuples(PLACES | st.integers(0, 120), st.integers(1, 255)), min_size=1, max_size=8))
def test_a_changed_byte_changes_one_row_at_most(flips: list[tuple[int, int]]) -> None:
    content = bytearray((template() / FILE_NAME).read_bytes())
    for place, change in flips:
        content[place % len(content)] ^= change
    try:
        told = told_after(bytes(content))
    except LedgerError as exc:
        if "newer mcdesk" not in exc.title:
            raise
        return
    before = whole()
    assert sum(len(keys) for keys in differences(told, before).values()) <= len(flips)
    assert missing(told, before) <= len(flips) * (PAGE // 60)


@settings(max_examples=12)
@given(content=st.binary(max_size=3 * PAGE))
def test_bytes_of_any_kind_are_set_aside(content: bytes) -> None:
    told = told_after(content)
    assert [told[table] for table in TABLES] == [{}] * len(TABLES)
