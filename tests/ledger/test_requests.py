"""Single requests: written down before they go, settled after, found again, and never in the way."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.long_texts import is_packed, packed, unpacked
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.errors import LedgerError
from mcdesk.model.lookups import DECODE_VIN, RANK_DEALERS, RANK_VEHICLES
from mcdesk.model.past_requests import PastRequest, RequestState
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, request

ANSWERED = RequestState.ANSWERED


def answered(id_: str, **values: Any) -> PastRequest:
    told: dict[str, Any] = {
        "state": ANSWERED,
        "answer": '{"ranked_matches": []}',
        "seconds": 0.25,
        "request_id": "req-1",
    }
    return request(id_, **(told | values))


def ids(told: tuple[PastRequest, ...]) -> list[str]:
    return [past.id for past in told]


async def test_a_request_comes_back_as_it_was_asked_and_as_it_was_settled(ledger: Ledger) -> None:
    asked = request("r1", dealers=100)
    await ledger.add_request(asked)
    assert await ledger.request("r1") == asked
    refused = replace(
        asked,
        state=RequestState.REFUSED,
        answer='{"failed": "é"}' * 9_000,
        seconds=1.5,
        request_id="req-9",
        title="Two dealers have several locations.",
        advice="Add a ZIP.",
        code="multi_location_sources",
    )
    await ledger.settle_request(refused)
    assert await ledger.request("r1") == refused
    assert await ledger.requests(ACCOUNT.id) == (refused,)
    assert await ledger.request("r2") is None


async def test_settling_never_changes_what_was_asked(ledger: Ledger) -> None:
    await ledger.add_request(request("r1"))
    await ledger.settle_request(answered("r1", subject="another", request="{}", asked_at=5.0))
    kept = await ledger.request("r1")
    assert kept == answered("r1")


async def test_a_request_is_written_down_once_and_settled_only_if_it_is_there(ledger: Ledger) -> None:
    await ledger.add_request(request("r1"))
    with pytest.raises(LedgerError, match="already"):
        await ledger.add_request(request("r1"))
    with pytest.raises(LedgerError, match="not in the history") as caught:
        await ledger.settle_request(answered("r2"))
    assert "ask again" in caught.value.advice
    with pytest.raises(LedgerError, match="account is not in the ledger"):
        await ledger.add_request(request("r3", account_id="nobody"))
    with pytest.raises(LedgerError, match="can't keep"):
        await ledger.add_request(request("r4", request="\ud83d"))
    assert ids(await ledger.requests(ACCOUNT.id)) == ["r1"]


async def test_an_answer_with_half_a_character_is_kept_as_it_came(ledger: Ledger) -> None:
    await ledger.add_request(answered("r1", answer="\ud83d"))
    assert await ledger.request("r1") == answered("r1", answer="\ud83d")


async def test_they_come_newest_first_a_page_at_a_time_of_one_account(ledger: Ledger) -> None:
    for number in range(7):
        await ledger.add_request(answered(f"r{number}", asked_at=float(number // 2)))
    await ledger.add_request(answered("not mine", account_id=OTHER_ACCOUNT.id, asked_at=9.0))
    pages = [await ledger.requests(ACCOUNT.id, limit=3)]
    while pages[-1]:
        last = pages[-1][-1]
        pages.append(await ledger.requests(ACCOUNT.id, limit=3, before=(last.asked_at, last.id)))
    assert [ids(page) for page in pages] == [["r6", "r5", "r4"], ["r3", "r2", "r1"], ["r0"], []]


async def test_a_list_can_go_without_the_answers(ledger: Ledger) -> None:
    await ledger.add_request(answered("r1"))
    assert await ledger.requests(ACCOUNT.id, with_answers=False) == (answered("r1", answer=""),)


async def test_only_some_kinds_are_told_where_only_those_are_wanted(ledger: Ledger) -> None:
    for kind in (RANK_DEALERS, RANK_VEHICLES, DECODE_VIN):
        await ledger.add_request(request(kind.id, kind=kind.id))
    assert ids(await ledger.requests(ACCOUNT.id, kinds=(DECODE_VIN.id,))) == ["decode-vin"]
    both = await ledger.requests(ACCOUNT.id, kinds={RANK_DEALERS.id, RANK_VEHICLES.id})
    assert ids(both) == ["rank-vehicles", "rank-dealers"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["r2", "r1"]),
        (" \t\n", ["r2", "r1"]),
        ("wp1be2ay5pda28064", ["r2", "r1"]),
        ("WP1 NORTH-lot.com", ["r1"]),
        ("north south", []),
        ("100%", ["r2"]),
        ("02139 20000", ["r1"]),
        ("ÄRGER", ["r2"]),
        ('"so"', ["r2"]),
        *((name, []) for name in ("zip", "source", "one", "many", "vin", '":"', "{", "[", "note")),
        ("south_lot", []),
        ("south/", []),
        ("%", ["r2"]),
        ("_", []),
        ("\ud83d", []),
        ("x" * 200_000, []),
        (" ".join(map(str, range(5_000))), []),
        ("north " * 5_000, ["r1"]),
    ],
)
async def test_every_word_must_occur_as_it_is_written(ledger: Ledger, search: str, found: list[str]) -> None:
    north = '{"one":{"vin":"","price":20000},"many":[{"source":"North-Lot.com","zip":"02139"}]}'
    south = '{"many":[{"source":"south-lot.com 100%","note":"Ärger, \\"so\\""}]}'
    await ledger.add_request(request("r1", asked_at=1.0, request=north))
    await ledger.add_request(request("r2", asked_at=2.0, request=south))
    assert ids(await ledger.requests(ACCOUNT.id, search=search)) == found


async def test_a_search_of_as_many_words_as_a_request_has_finds_it(ledger: Ledger) -> None:
    await ledger.add_request(request("r1", dealers=100))
    words = [f"dealer-{number}.com" for number in range(100)]
    assert ids(await ledger.requests(ACCOUNT.id, search="\n".join(words))) == ["r1"]


async def test_earlier_are_those_that_can_be_compared(ledger: Ledger) -> None:
    same = [answered(f"r{number}", asked_at=float(number)) for number in range(5)]
    others = [
        answered("other subject", asked_at=1.0, subject="1FMCU0GD0JUD56190"),
        answered("other kind", asked_at=1.0, kind=RANK_VEHICLES.id),
        answered("other account", asked_at=1.0, account_id=OTHER_ACCOUNT.id),
        request("not answered", asked_at=1.0),
    ]
    for past in (*same, *others):
        await ledger.add_request(past)
    assert await ledger.earlier_requests(same[3]) == (same[2], same[1], same[0])
    assert await ledger.earlier_requests(same[3], limit=1) == (same[2],)
    assert await ledger.earlier_requests(same[0]) == ()


async def test_removed_requests_are_gone_and_others_stay(ledger: Ledger) -> None:
    for number in range(4):
        await ledger.add_request(answered(f"r{number}", asked_at=float(number)))
    await ledger.remove_requests({"r0", "r2", "unheard of"})
    await ledger.remove_requests(())
    assert ids(await ledger.requests(ACCOUNT.id)) == ["r3", "r1"]


async def test_an_account_takes_its_requests_along(ledger: Ledger) -> None:
    await ledger.add_request(request("r1"))
    await ledger.add_request(request("r2", account_id=OTHER_ACCOUNT.id))
    await ledger.remove_account(ACCOUNT.id)
    assert await ledger.request("r1") is None
    assert ids(await ledger.requests(OTHER_ACCOUNT.id)) == ["r2"]


async def test_what_a_dead_process_left_open_is_closed_with_words(ledger: Ledger) -> None:
    for id_, at in (("old", 10.0), ("young", 20.0)):
        await ledger.add_request(request(id_, asked_at=at))
    await ledger.add_request(request("other", asked_at=10.0, account_id=OTHER_ACCOUNT.id))
    await ledger.add_request(answered("answered", asked_at=10.0))
    assert await ledger.close_open_requests(ACCOUNT.id, 20.0) == 1
    assert await ledger.close_open_requests(ACCOUNT.id, 20.0) == 0
    told = {past.id: past for past in await ledger.requests(ACCOUNT.id)}
    assert told["young"].state is RequestState.ASKING
    assert told["answered"] == answered("answered", asked_at=10.0)
    assert told["old"].state is RequestState.UNANSWERED
    assert told["old"].title == "mcdesk ended before an answer came."
    assert "Ask again" in told["old"].advice
    late = answered("old", asked_at=10.0)
    await ledger.settle_request(late)
    assert await ledger.request("old") == late, "whoever asked lives after all, and its answer counts"


@pytest.mark.logs_warnings
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("request = x'00'", "“request” is not a whole text"),
        ("request = substr(request, 1, length(request) - 1)", "“request” is not a whole text"),
        ("searched = x'00'", "“searched” is bytes instead of a text"),
        ("answer = x'00'", "“answer” is not a whole text"),
        ("answer = substr(answer, 1, length(answer) - 1)", "“answer” is not a whole text"),
        ("answer = 'a text'", "“answer” is a text instead of a whole text"),
        ("kind = 'rank'", "“kind” is not a value that mcdesk knows"),
        ("seconds = -1.0", "“seconds” is not a number of seconds"),
    ],
)
async def test_a_request_that_was_changed_is_set_aside(
    ledger: Ledger, home: Path, change: str, reason: str
) -> None:
    await ledger.add_request(answered("r1"))
    await ledger.add_request(answered("r2"))
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute(f"UPDATE requests SET {change} WHERE id = 'r1'")
        connection.commit()
    assert ids(await ledger.requests(ACCOUNT.id)) == ["r2"]
    (found,) = ledger.take_set_aside()
    assert (found.table, found.key, found.reason) == ("requests", "r1", reason)
    assert found.title == "The request “WP1BE2AY5PDA28064”"
    assert "no longer in the history" in found.advice


@given(st.text(st.characters()))
def test_a_packed_text_comes_back(text: str) -> None:
    assert unpacked(packed(text)) == text


@given(st.text(min_size=1, max_size=300), st.integers(0), st.integers(1, 255))
def test_a_packed_text_that_was_changed_is_noticed(text: str, place: int, change: int) -> None:
    content = bytearray(packed(text) or b"")
    content[place % len(content)] ^= change
    try:
        same = unpacked(bytes(content)) == text
    except ValueError:
        same = False
    assert same == is_packed(bytes(content))
