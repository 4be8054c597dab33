"""Single requests: written down before they go out, and whatever comes of them is in the history."""

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.desk.lookups import LONGEST_ASKING, Lookups
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import (
    AnswerLostError,
    KeyRefusedError,
    LedgerError,
    RankRefusedError,
    RateLimitedError,
    ServiceTroubleError,
    UnreachableError,
    UsageError,
)
from mcdesk.model.lookup_texts import request_from_text
from mcdesk.model.lookups import DECODE_VIN, RANK_DEALERS, RANK_VEHICLES, RankRequest
from mcdesk.model.past_requests import PastRequest, RequestState
from tests.desk.bench import KEY, START, Clock, account, world_of
from tests.desk.conftest import Connect
from tests.sandbox_fixtures import Sandbox

VIN = "WP1BE2AY5PDA28064"
PORSCHE = (VIN, "20000", "3000")
DEALERS = (
    ("mbofaugusta.com", "30907", ""),
    ("carvana.com", "95765", ""),
    ("nobody.example", "02139", ""),
)
REQUEST = RankRequest(RANK_DEALERS, PORSCHE, DEALERS)


@pytest.fixture
async def lookups(
    tmp_path: Path, ledger: Ledger, clock: Clock, connect: Connect, sandbox: Sandbox
) -> Lookups:
    return lookups_at(tmp_path, ledger, clock, connect, sandbox.url)


def lookups_at(
    tmp_path: Path, ledger: Ledger, clock: Clock, connect: Connect, url: str, prefix: str = "id"
) -> Lookups:
    return Lookups(account(url), connect(url), ledger, world_of(tmp_path / "home", clock, prefix=prefix))


async def only_one(lookups: Lookups) -> PastRequest:
    (past,) = await lookups.history()
    return past


async def test_a_ranking_and_its_answer_are_kept(lookups: Lookups) -> None:
    past, answer = await lookups.rank(REQUEST)
    assert [match.vin_rank for match in answer.ranked] == [1, 2]
    assert [match.source for match in answer.failed] == ["nobody.example"]
    assert await only_one(lookups) == past
    assert (past.kind, past.subject, past.size) == (RANK_DEALERS.id, VIN, 3)
    assert (past.state, past.asked_at, past.title) == (RequestState.ANSWERED, START, "")
    assert past.seconds is not None
    assert request_from_text(past.kind, past.request) == REQUEST
    assert set(json.loads(past.answer)) == {"ranked_matches", "failed_items"}
    assert lookups.answer_of(past) == answer
    assert lookups.specs_of(past) is None


async def test_a_decode_and_its_answer_are_kept(lookups: Lookups) -> None:
    past, specs = await lookups.decode(VIN)
    assert specs.vin == VIN
    assert "Porsche" in specs.title
    assert await only_one(lookups) == past
    assert (past.kind, past.subject, past.size) == (DECODE_VIN.id, VIN, 1)
    assert json.loads(past.request) == {"vin": VIN}
    assert lookups.specs_of(past) == specs
    assert lookups.answer_of(past) is None


async def test_it_is_written_down_while_it_is_under_way(lookups: Lookups, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow", seconds=30)
    asking = asyncio.create_task(lookups.rank(REQUEST))
    await until_history(lookups, lambda past: past.state is RequestState.ASKING)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    past = await only_one(lookups)
    assert past.state is RequestState.CANCELLED
    assert (past.answer, past.seconds) == ("", None)
    assert lookups.answer_of(past) is None


async def until_history(lookups: Lookups, holds: Callable[[PastRequest], bool]) -> None:
    async with asyncio.timeout(15):
        while True:
            found = await lookups.history()
            if found and holds(found[0]):
                return


async def test_cancelled_before_it_was_written_it_is_cancelled_all_the_same(lookups: Lookups) -> None:
    asking = asyncio.create_task(lookups.rank(REQUEST))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert (await only_one(lookups)).state is RequestState.CANCELLED


async def test_a_refusal_is_kept_with_its_words_and_raised(lookups: Lookups) -> None:
    several = RankRequest(RANK_DEALERS, PORSCHE, (("carvana.com", "", ""),))
    with pytest.raises(RankRefusedError) as told:
        await lookups.rank(several)
    assert [mention.source for mention in told.value.multi_location_sources] == ["carvana.com"]
    past = await only_one(lookups)
    assert (past.state, past.title, past.code) == (RequestState.REFUSED, told.value.title, "422")
    assert past.advice == told.value.advice
    assert past.seconds is not None
    assert request_from_text(past.kind, past.request) == several


@pytest.mark.parametrize(
    ("fault", "error", "state"),
    [
        ("unauthorized", KeyRefusedError, RequestState.REFUSED),
        ("rate_limited", RateLimitedError, RequestState.REFUSED),
        ("unavailable", ServiceTroubleError, RequestState.REFUSED),
        ("garbled_answer", ServiceTroubleError, RequestState.REFUSED),
        ("drop_answer", AnswerLostError, RequestState.UNANSWERED),
    ],
)
async def test_each_trouble_is_kept_as_what_it_was(
    lookups: Lookups, sandbox: Sandbox, fault: str, error: type[Exception], state: RequestState
) -> None:
    for ask in (lambda: lookups.rank(REQUEST), lambda: lookups.decode(VIN)):
        sandbox.fault(KEY, fault)
        with pytest.raises(error):
            await ask()
    past = await lookups.history()
    assert [each.state for each in past] == [state] * 2
    assert all(each.title and each.advice for each in past)
    assert [each.seconds is None for each in past] == [state is RequestState.UNANSWERED] * 2


async def test_what_never_left_this_computer_is_unanswered(
    tmp_path: Path, ledger: Ledger, clock: Clock, connect: Connect
) -> None:
    lookups = lookups_at(tmp_path, ledger, clock, connect, "http://127.0.0.1:1")
    with pytest.raises(UnreachableError):
        await lookups.decode(VIN)
    with pytest.raises(UsageError):
        await lookups.rank(RankRequest(RANK_DEALERS, PORSCHE, ()))
    assert [past.state for past in await lookups.history()] == [RequestState.UNANSWERED] * 2


async def test_the_key_is_in_nothing_that_is_kept(lookups: Lookups, ledger: Ledger, tmp_path: Path) -> None:
    await lookups.rank(REQUEST)
    await lookups.decode(VIN)
    await ledger.aclose()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").glob("ledger*"))
    assert VIN.encode() in kept
    assert KEY.encode() not in kept


async def test_an_answer_counts_more_than_its_record(
    lookups: Lookups, ledger: Ledger, tmp_path: Path
) -> None:
    """Another program has locked the ledger, or the disk is full."""
    await ledger.aclose()
    past, answer = await lookups.rank(REQUEST)
    assert past.state is RequestState.ANSWERED
    assert len(answer.ranked) == 2
    with pytest.raises(LedgerError):
        await lookups.history()


async def test_a_record_that_could_not_begin_is_written_when_it_ends(
    lookups: Lookups, tmp_path: Path
) -> None:
    refuse_open_requests(tmp_path / "home" / "ledger.sqlite3")
    past, _ = await lookups.rank(REQUEST)
    assert await only_one(lookups) == past
    with pytest.raises(RankRefusedError):
        await lookups.rank(RankRequest(RANK_DEALERS, PORSCHE, DEALERS[2:]))
    assert sorted(each.state for each in await lookups.history()) == ["answered", "refused"]


def refuse_open_requests(ledger: Path) -> None:
    """As if the disk had no room just then."""
    with contextlib.closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON requests WHEN NEW.state = 'asking' "
            "BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )


async def test_history_is_searched_and_paged(lookups: Lookups, clock: Clock) -> None:
    for _ in range(3):
        await lookups.decode(VIN)
        clock.now += 1
    await lookups.rank(REQUEST)
    assert [past.kind for past in await lookups.history()] == [RANK_DEALERS.id, *[DECODE_VIN.id] * 3]
    assert [past.kind for past in await lookups.history(kinds=[RANK_DEALERS.id])] == [RANK_DEALERS.id]
    assert len(await lookups.history(search="carvana wp1be")) == 1
    first, second = await lookups.history(limit=2)
    rest = await lookups.history(before=(second.asked_at, second.id))
    assert len(rest) == 2
    assert first not in rest
    assert [past.answer for past in await lookups.history(with_answers=False)] == [""] * 4
    assert await lookups.past(first.id) == first
    await lookups.remove([first.id])
    assert await lookups.past(first.id) is None
    assert len(await lookups.history()) == 3


async def test_a_ranking_becomes_a_file_for_a_batch(lookups: Lookups, tmp_path: Path) -> None:
    path = await lookups.batch_file(REQUEST)
    assert path.is_relative_to(tmp_path / "home" / "pasted")
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1 + len(DEALERS)


async def test_earlier_answers_about_the_same_vehicle_are_found(lookups: Lookups, clock: Clock) -> None:
    first, _ = await lookups.rank(REQUEST)
    clock.now += 86_400
    await lookups.rank(RankRequest(RANK_VEHICLES, DEALERS[0], (PORSCHE,)))
    again, _ = await lookups.rank(RankRequest(RANK_DEALERS, PORSCHE, DEALERS[:1]))
    assert await lookups.earlier(again) == (first,)
    assert await lookups.earlier(first) == ()


async def test_what_a_killed_process_left_open_is_closed(
    lookups: Lookups, ledger: Ledger, clock: Clock
) -> None:
    left = PastRequest("left", "acc", DECODE_VIN.id, VIN, 1, "{}", START)
    await ledger.add_request(left)
    await lookups.settle_left()
    assert (await only_one(lookups)).state is RequestState.ASKING  # another process may still be at it
    clock.now += LONGEST_ASKING + 1
    closed = await only_one(lookups)
    assert closed.state is RequestState.UNANSWERED
    assert closed.title


@pytest.mark.parametrize("answer", ["", "no JSON", "[" * 100_000, '"text"'])
async def test_a_kept_answer_that_can_not_be_read_is_none(lookups: Lookups, answer: str) -> None:
    ranked, _ = await lookups.rank(REQUEST)
    decoded, _ = await lookups.decode(VIN)
    damaged = [replace(past, answer=answer) for past in (ranked, decoded)]
    assert lookups.answer_of(damaged[0]) is None
    assert lookups.specs_of(damaged[1]) is None


async def test_a_kept_answer_is_read_also_where_its_request_is_not(lookups: Lookups) -> None:
    past, answer = await lookups.rank(REQUEST)
    read = lookups.answer_of(replace(past, request="{}"))
    assert read is not None
    assert len(read.ranked) == len(answer.ranked)


async def test_closing_ends_what_is_under_way_and_its_record_says_so(
    lookups: Lookups, sandbox: Sandbox
) -> None:
    sandbox.fault(KEY, "slow", seconds=30)
    sandbox.fault(KEY, "slow", seconds=30)
    asking = [asyncio.create_task(each) for each in (lookups.rank(REQUEST), lookups.decode(VIN))]
    await until_history(lookups, lambda past: past.state is RequestState.ASKING)
    await lookups.aclose()
    assert all(task.cancelled() for task in asking)
    assert [past.state for past in await lookups.history()] == [RequestState.CANCELLED] * 2


async def test_closing_touches_nobody_whose_answer_has_come(lookups: Lookups) -> None:
    past, _ = await lookups.decode(VIN)
    await lookups.aclose()
    assert await only_one(lookups) == past


async def test_who_asks_is_told_the_record_before_the_answer(lookups: Lookups) -> None:
    told: list[PastRequest] = []
    ranked, _ = await lookups.rank(REQUEST, on_asked=told.append)
    decoded, _ = await lookups.decode(VIN, on_asked=told.append)
    assert [past.state for past in told] == [RequestState.ASKING] * 2
    assert [past.id for past in told] == [ranked.id, decoded.id]


async def test_the_newest_answers_about_the_same_are_found_whenever_they_came(
    lookups: Lookups, clock: Clock, sandbox: Sandbox
) -> None:
    first, _ = await lookups.rank(REQUEST)
    clock.now += 60
    second, _ = await lookups.rank(REQUEST)
    clock.now += 60
    third, _ = await lookups.rank(RankRequest(RANK_DEALERS, PORSCHE, DEALERS[:1]))
    clock.now += 60
    await lookups.rank(RankRequest(RANK_VEHICLES, DEALERS[0], (PORSCHE,)))
    sandbox.fault(KEY, "unavailable")
    with pytest.raises(ServiceTroubleError):
        await lookups.rank(REQUEST)
    assert await lookups.newest(first, 2) == (third, second)
    assert await lookups.newest(third, 5) == (third, second, first)
