import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import LedgerError
from mcdesk.model.submissions import FileFacts, Origin, Submission, SubmissionState
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, REFUSAL, job, submission

Mark = Callable[[Ledger], Awaitable[None]]
MARKS: dict[SubmissionState, Mark] = {
    SubmissionState.WAITING: lambda ledger: ledger.mark_waiting("s"),
    SubmissionState.SENDING: lambda ledger: ledger.mark_sending("s", 50.0),
    SubmissionState.UNSURE: lambda ledger: ledger.mark_unsure("s"),
    SubmissionState.HELD: lambda ledger: ledger.mark_held("s", REFUSAL),
    SubmissionState.ACCEPTED: lambda ledger: ledger.mark_accepted("s", job("j"), 60.0, "req"),
}
ALLOWED = {
    ("waiting", "sending"),
    ("waiting", "held"),
    ("sending", "unsure"),
    ("sending", "waiting"),
    ("sending", "held"),
    ("sending", "accepted"),
    ("unsure", "sending"),
    ("unsure", "held"),
    ("unsure", "accepted"),
    ("held", "waiting"),
    ("held", "unsure"),
    ("held", "accepted"),
}


async def stored(ledger: Ledger) -> Submission:
    found = await ledger.submission("s")
    assert found is not None
    return found


@pytest.mark.parametrize("to", SubmissionState)
@pytest.mark.parametrize("since", SubmissionState)
async def test_only_the_steps_of_the_way_are_taken(
    ledger: Ledger, since: SubmissionState, to: SubmissionState
):
    await ledger.add_submission(submission("s", state=since))
    before = await stored(ledger)
    if (since.value, to.value) in ALLOWED:
        await MARKS[to](ledger)
        assert (await stored(ledger)).state is to
    else:
        with pytest.raises(LedgerError, match=r"s\.csv.*Nothing was changed"):
            await MARKS[to](ledger)
        assert await stored(ledger) == before
        assert await ledger.jobs(ACCOUNT.id) == ()


async def test_every_field_survives(ledger: Ledger):
    whole = submission(
        "s",
        origin=Origin.COMMAND,
        state=SubmissionState.HELD,
        sent_at=1.25,
        accepted_at=2.5,
        job_id="j",
        request_id="r",
        refusal=REFUSAL,
        family="f",
        part=2,
        parts=3,
        recipe="c0ffee",
        left_out=4,
        changed_cells=1_411,
    )
    added = await ledger.add_submission(whole)
    assert added == replace(whole, place=1)
    assert await ledger.submission("s") == added
    assert await ledger.submissions(ACCOUNT.id) == (added,)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux only")
async def test_a_file_name_that_is_no_text_survives(ledger: Ledger):
    odd = Path(os.fsdecode(b"/in/\xff.csv"))
    await ledger.add_submission(submission("s", source=FileFacts(odd, 1, "c" * 64)))
    assert (await stored(ledger)).source.path == odd


async def test_each_lane_counts_its_own_places(ledger: Ledger):
    await ledger.add_submission(submission("a"))
    await ledger.add_submission(submission("b", place=70))
    await ledger.add_submission(submission("c", operation="decode"))
    await ledger.add_submission(submission("d", account_id=OTHER_ACCOUNT.id))
    last = await ledger.add_submission(submission("e"))

    assert last.place == 3
    assert [(s.id, s.place) for s in await ledger.submissions(ACCOUNT.id)] == [
        ("a", 1),
        ("c", 1),
        ("b", 2),
        ("e", 3),
    ]
    assert [s.place for s in await ledger.submissions(OTHER_ACCOUNT.id)] == [1]


def part(number: int, **values: Any) -> Submission:
    return submission(f"p{number}", family="f", part=number, parts=3, **values)


async def test_the_parts_of_a_file_queue_one_behind_the_other(ledger: Ledger):
    await ledger.add_submission(submission("before"))
    added = await ledger.add_submissions([part(1), part(2), part(3)])
    await ledger.add_submission(submission("after"))
    assert [(s.id, s.place) for s in added] == [("p1", 2), ("p2", 3), ("p3", 4)]
    assert [s.id for s in await ledger.submissions(ACCOUNT.id)] == ["before", "p1", "p2", "p3", "after"]
    assert await ledger.submission("p2") == added[1]


async def test_of_the_parts_all_are_written_or_none(ledger: Ledger):
    await ledger.add_submission(submission("s"))
    before = await ledger.submissions(ACCOUNT.id)
    for last in (part(3, idempotency_key="key-s"), part(2), part(3, account_id="nobody")):
        with pytest.raises(LedgerError, match="Nothing was written"):
            await ledger.add_submissions([part(1), part(2), last])
        assert await ledger.submissions(ACCOUNT.id) == before
    assert await ledger.add_submissions([]) == ()


async def test_a_part_is_never_there_twice(ledger: Ledger):
    await ledger.add_submissions([part(1), part(2)])
    again = submission("another", family="f", part=2, parts=3)
    with pytest.raises(LedgerError, match="in the ledger already"):
        await ledger.add_submission(again)
    await ledger.remove_submission("p2")
    assert (await ledger.add_submission(again)).id == "another"


async def test_a_removed_part_leaves_the_others_and_the_last_one_is_told(ledger: Ledger):
    await ledger.add_submissions([part(1), part(2), part(3)])
    await ledger.add_submission(submission("f", account_id=OTHER_ACCOUNT.id))  # its family is "f" as well
    assert [await ledger.remove_submission(each) for each in ("p2", "p1")] == [False, False]
    assert [s.id for s in await ledger.submissions(ACCOUNT.id)] == ["p3"]
    assert await ledger.remove_submission("p3")


async def test_a_part_that_was_sent_keeps_its_family(ledger: Ledger):
    await ledger.add_submissions([part(1, state=SubmissionState.ACCEPTED), part(2)])
    assert not await ledger.remove_submission("p2")
    with pytest.raises(LedgerError, match=r"p1\.csv · 1 of 3.*can't be removed"):
        await ledger.remove_submission("p1")


async def test_the_way_through(ledger: Ledger):
    await ledger.add_submission(submission("s"))
    await ledger.mark_sending("s", 50.0)
    assert (await stored(ledger)).sent_at == 50.0
    await ledger.mark_unsure("s")
    await ledger.mark_sending("s", 55.0)
    await ledger.mark_accepted("s", job("j"), 60.0, "req-9")

    found = await stored(ledger)
    assert (found.sent_at, found.accepted_at, found.job_id, found.request_id) == (55.0, 60.0, "j", "req-9")
    assert await ledger.job(ACCOUNT.id, "j") == job("j")


async def test_those_of_some_jobs_are_found_by_them(ledger: Ledger):
    for id_, account in (("s", ACCOUNT), ("other", ACCOUNT), ("theirs", OTHER_ACCOUNT), ("waiting", ACCOUNT)):
        await ledger.add_submission(submission(id_, account_id=account.id))
    for id_, job_id in (("s", "j"), ("other", "j-2"), ("theirs", "j")):
        await ledger.mark_sending(id_, 50.0)
        await ledger.mark_accepted(id_, job(job_id), 60.0, "req")
    assert [s.id for s in await ledger.submissions_of(ACCOUNT.id, ["j"])] == ["s"]
    assert [s.id for s in await ledger.submissions_of(ACCOUNT.id, {"j", "j-2", "unknown"})] == ["s", "other"]
    assert await ledger.submissions_of(ACCOUNT.id, []) == ()


async def test_back_in_the_lane_nothing_of_the_refusal_is_left(ledger: Ledger):
    await ledger.add_submission(submission("s"))
    await ledger.mark_sending("s", 50.0)
    await ledger.mark_held("s", REFUSAL)
    assert (await stored(ledger)).refusal == REFUSAL
    await ledger.mark_waiting("s")
    found = await stored(ledger)
    assert (found.refusal, found.sent_at, found.place) == (None, None, 1)


@pytest.mark.parametrize("state", SubmissionState)
async def test_only_what_never_left_can_be_removed(ledger: Ledger, state: SubmissionState):
    await ledger.add_submission(submission("s", state=state))
    if state in (SubmissionState.WAITING, SubmissionState.HELD):
        assert await ledger.remove_submission("s")
        assert await ledger.submission("s") is None
    else:
        with pytest.raises(LedgerError, match="can't be removed"):
            await ledger.remove_submission("s")
        assert await ledger.submission("s") is not None


async def test_what_is_not_there_is_said_so(ledger: Ledger):
    assert await ledger.submission("s") is None
    for mark in MARKS.values():
        with pytest.raises(LedgerError, match="not in the ledger"):
            await mark(ledger)
    with pytest.raises(LedgerError, match="not in the ledger"):
        await ledger.remove_submission("s")


async def test_nothing_is_written_twice_or_for_nobody(ledger: Ledger):
    await ledger.add_submission(submission("s"))
    with pytest.raises(LedgerError, match="in the ledger already"):
        await ledger.add_submission(submission("s", idempotency_key="another"))
    with pytest.raises(LedgerError, match="in the ledger already"):
        await ledger.add_submission(submission("t", idempotency_key="key-s"))
    with pytest.raises(LedgerError, match="account is not in the ledger"):
        await ledger.add_submission(submission("u", account_id="nobody"))
    assert len(await ledger.submissions(ACCOUNT.id)) == 1
