"""What the user may change about files that wait: when they go, in which order, and whether at all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.ledger import submissions
from mcdesk.ledger.engine import open_engine, reading, writing
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.schema import metadata
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.errors import LedgerError
from mcdesk.model.submissions import SubmissionState
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, REFUSAL, submission

WAITING, SENDING, UNSURE, HELD, ACCEPTED = SubmissionState


@pytest.mark.parametrize("state", [WAITING, HELD])
async def test_a_file_that_did_not_go_can_be_put_off_and_let_go(
    ledger: Ledger, state: SubmissionState
) -> None:
    added = await ledger.add_submission(submission("s", state=state))
    await ledger.set_not_before("s", 900.5)
    assert await ledger.submission("s") == replace(added, not_before=900.5)
    await ledger.set_not_before("s", None)
    assert await ledger.submission("s") == added


@pytest.mark.parametrize("state", [SENDING, UNSURE, ACCEPTED])
async def test_a_file_that_may_have_gone_can_be_neither_put_off_nor_moved(
    ledger: Ledger, state: SubmissionState
) -> None:
    added = await ledger.add_submission(submission("s", state=state))
    other = await ledger.add_submission(submission("t"))
    with pytest.raises(LedgerError, match=r"s\.csv.* can't be put off.*Nothing was changed"):
        await ledger.set_not_before("s", 900.5)
    for pair in (("s", "t"), ("t", "s")):
        with pytest.raises(LedgerError, match=r"s\.csv.* can't be moved.*Nothing was changed"):
            await ledger.exchange_places(*pair)
    assert await ledger.submissions(ACCOUNT.id) == (added, other)


async def test_two_files_change_places_and_nothing_else(ledger: Ledger) -> None:
    first, middle, last = await ledger.add_submissions(
        [submission("first", state=HELD, refusal=REFUSAL), submission("middle"), submission("last")]
    )
    await ledger.exchange_places("first", "last")
    expected = (replace(last, place=first.place), middle, replace(first, place=last.place))
    assert await ledger.submissions(ACCOUNT.id) == expected
    await ledger.exchange_places("first", "last")
    assert await ledger.submissions(ACCOUNT.id) == (first, middle, last)


async def test_places_are_exchanged_within_a_lane_only(ledger: Ledger) -> None:
    await ledger.add_submissions(
        [
            submission("rank"),
            submission("decode", operation="decode"),
            submission("other", account_id=OTHER_ACCOUNT.id),
        ]
    )
    for other in ("decode", "other"):
        with pytest.raises(LedgerError, match="different lanes"):
            await ledger.exchange_places("rank", other)
    with pytest.raises(LedgerError, match="not in the ledger"):
        await ledger.exchange_places("rank", "unheard of")
    assert [each.place for each in await ledger.submissions(ACCOUNT.id)] == [1, 1]


async def test_a_file_may_keep_its_place(ledger: Ledger) -> None:
    added = await ledger.add_submission(submission("s"))
    await ledger.exchange_places("s", "s")
    assert await ledger.submission("s") == added


async def test_a_hold_that_the_user_wished_has_no_refusal(ledger: Ledger) -> None:
    added = await ledger.add_submission(submission("s", not_before=900.5))
    await ledger.mark_held("s", None)
    assert await ledger.submission("s") == replace(added, state=HELD)
    await ledger.mark_waiting("s")
    assert await ledger.submission("s") == added, "and waits for the same moment as before"


@settings(max_examples=40)
@given(pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_any_exchanges_leave_each_place_to_one_file(tmp_path_factory, pairs: list[tuple[int, int]]) -> None:
    engine = open_engine(tmp_path_factory.mktemp("queue") / FILE_NAME)
    metadata.create_all(engine)
    order = [f"s{number}" for number in range(5)]
    with writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO accounts VALUES ('acc', '', '', '', '')")
        submissions.add_all(connection, [submission(id_) for id_ in order])
    for one, other in pairs:
        with writing(engine) as connection:
            submissions.exchange_places(connection, order[one], order[other])
        order[one], order[other] = order[other], order[one]
    with reading(engine) as connection:
        told = submissions.load(connection, "acc")
    engine.dispose()
    assert [(each.id, each.place) for each in told] == [(id_, n) for n, id_ in enumerate(order, 1)]
