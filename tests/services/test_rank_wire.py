"""The rankings' JSON: what goes out is exact, what comes in may be anything."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mcdesk.model.errors import ServiceTroubleError, UsageError
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, Cells, RankRequest
from mcdesk.model.rankings import Match, RankAnswer
from mcdesk.services.rank_wire import body_of, read_answer
from tests.services.asked import DEALER, VEHICLE, VINS, by_dealers, by_vehicles


def read(told: object, request: RankRequest | None = None) -> RankAnswer:
    return read_answer(json.dumps(told), request)


def ranked(*matches: object, request: RankRequest | None = None) -> tuple[Match, ...]:
    return read({"ranked_matches": list(matches), "failed_items": []}, request).ranked


FULL = {
    "vin": VINS[0],
    "price": 20000,
    "miles": 3000,
    "source": "mbofaugusta.com",
    "zip": "30907",
    "mc_location_id": "1034414",
    "vin_score": 2100,
    "dealer_ymm_score": 1800,
    "vin_rank": 1,
}


def test_what_is_left_open_is_left_out_and_numbers_are_numbers() -> None:
    assert body_of(by_dealers(("a.com", "02139", ""), ("b.com", "", "77"))) == {
        "vin": {"vin": VINS[0], "price": 20000, "miles": 3000},
        "dealers": [{"source": "a.com", "zip": "02139"}, {"source": "b.com", "mc_location_id": "77"}],
    }
    assert body_of(by_vehicles((VINS[1], "1", "0"))) == {
        "dealer": {"source": "mbofaugusta.com", "zip": "30907"},
        "vins": [{"vin": VINS[1], "price": 1, "miles": 0}],
    }


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (RankRequest(RANK_DEALERS, VEHICLE, ()), "1 to 100 dealers; these are 0"),
        (by_dealers(*[DEALER] * 101), "1 to 100 dealers; these are 101"),
        (by_vehicles(*[VEHICLE] * 21), "1 to 20 vehicles; these are 21"),
        (by_dealers(vehicle=(VINS[0], "", "1")), "Price is missing"),
        (by_dealers(vehicle=(VINS[0], "$1", "1")), "Price can't be sent"),
        (by_dealers(vehicle=(VINS[0], "1.5", "1")), "Price can't be sent"),
        (by_dealers(vehicle=(VINS[0], "1", "-1")), "Miles can't be sent"),
        (by_dealers(vehicle=(VINS[0], "1", "٣")), "Miles can't be sent"),
        (by_dealers(vehicle=(VINS[0], "9" * 5000, "1")), "Price can't be sent"),
        (by_dealers(vehicle=("", "1", "1")), "VIN is missing"),
        (by_dealers(("", "30907", "")), "Dealer site is missing"),
        (by_dealers(("a\ud800.com", "", "")), "Dealer site can't be sent"),
        (by_dealers(("a.com", "1\n2", "")), "ZIP can't be sent"),
    ],
)
def test_what_can_not_be_sent_is_told(request_: RankRequest, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        body_of(request_)
    assert says in caught.value.title
    assert caught.value.title.encode()


def test_the_documented_answer() -> None:
    failed = FULL | {"vin_score": None, "dealer_ymm_score": None, "vin_rank": None}
    answer = read({"ranked_matches": [FULL], "failed_items": [failed]})
    assert answer.ranked == (
        Match(VINS[0], "20000", "3000", "mbofaugusta.com", "30907", "1034414", 2100, 1800, 1),
    )
    assert answer.failed == (Match(VINS[0], "20000", "3000", "mbofaugusta.com", "30907", "1034414"),)


@pytest.mark.parametrize(
    ("field", "came", "is_read"),
    [
        ("vin_rank", "1", 1),
        ("vin_rank", 3.0, 3),
        ("vin_rank", " 1,203 ", 1203),
        ("vin_rank", 1.5, None),
        ("vin_rank", True, None),
        ("vin_rank", "first", None),
        ("vin_rank", [1], None),
        ("vin_rank", 10**400, None),
        ("vin_score", "2100.5", 2100.5),
        ("vin_score", "1_000", None),
        ("vin_score", "٣", None),
        ("vin_score", float("nan"), None),
        ("vin_score", float("inf"), None),
        ("vin_score", -4, -4),
        ("price", "20,000", "20000"),
        ("price", 20000.0, "20000"),
        ("price", 19999.5, "19999.5"),
        ("price", None, ""),
        ("price", {"usd": 1}, ""),
        ("price", float("nan"), ""),
        ("price", "on request", "on request"),
        ("miles", 0, "0"),
        ("zip", 2139, "02139"),
        ("zip", 2139.0, "02139"),
        ("zip", "02139-1234", "02139-1234"),
        ("zip", 123456, "123456"),
        ("mc_location_id", 1034414, "1034414"),
        ("mc_location_id", 1034414.0, "1034414"),
        ("mc_location_id", "0077", "0077"),
        ("source", "  a.com\n", "a.com"),
        ("source", "a\ud800", "a?"),
        ("source", False, ""),
    ],
)
def test_values_may_come_in_other_shapes(field: str, came: object, is_read: object) -> None:
    (match,) = ranked(FULL | {"dealer_ymm_score": 7, field: came})
    assert getattr(match, field) == is_read
    assert type(getattr(match, field)) in (type(is_read), float)


@pytest.mark.parametrize("name", ["reason", "message", "error", "detail", "observation"])
def test_a_reason_is_kept_where_one_is_told(name: str) -> None:
    assert read({"failed_items": [{"vin": "x", name: "Not in stock"}]}).failed[0].reason == "Not in stock"


def test_the_order_is_that_of_the_ranks() -> None:
    ranks = [3, None, "1", 2, None]
    told = [{"vin": str(at), "vin_rank": rank, "vin_score": 400} for at, rank in enumerate(ranks)]
    assert [match.vin for match in ranked(*told)] == ["2", "3", "0", "1", "4"]


def test_a_match_without_any_figure_has_failed() -> None:
    told = [{"vin": "a", "vin_rank": 1}, {"vin": "b"}, {"vin": "c", "vin_score": 500}]
    answer = read({"ranked_matches": told, "failed_items": [{"vin": "d"}]})
    assert [match.vin for match in answer.ranked] == ["a", "c"]
    assert [match.vin for match in answer.failed] == ["b", "d"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"ranked_matches": []}, RankAnswer()),
        ({"failed_items": None}, RankAnswer()),
        ({"ranked_matches": "", "failed_items": 3}, RankAnswer()),
        ({"ranked_matches": {"vin_rank": 1}}, RankAnswer((Match(vin_rank=1),))),
        ({"failed_items": [VINS[0], "a.com", 3, None, [], {}]},
         RankAnswer((), (Match(vin=VINS[0]), Match(source="a.com")))),
    ],
)  # fmt: skip
def test_lists_may_be_missing_or_hold_other_things(told: object, expected: RankAnswer) -> None:
    assert read(told) == expected


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b"[]", b"null", b'{"message": "x"}', b"[" * 10**5, b"9" * 5000, b"\xff{"]
)
def test_what_is_no_answer_at_all(body: bytes) -> None:
    with pytest.raises(ServiceTroubleError):
        read_answer(body)
    with pytest.raises(ServiceTroubleError):
        read_answer(body.decode(errors="replace"))


@pytest.mark.parametrize("body", [b'\xef\xbb\xbf{"failed_items":[]}', '\ufeff{"failed_items":[]}'])
def test_a_mark_in_front_is_no_matter(body: str | bytes) -> None:
    assert read_answer(body) == RankAnswer()


def places(request: RankRequest, *told: dict[str, Any]) -> list[int | None]:
    """The places of matches, in the order of `told`."""
    numbered = [each | {"vin_rank": at + 1} for at, each in enumerate(told)]
    return [match.place for match in ranked(*numbered, request=request)]


def at(source: str, zip_code: str = "", location: str = "") -> dict[str, Any]:
    return {"source": source, "zip": zip_code, "mc_location_id": location}


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ([("a.com", "", "")], [at("A.com ", "30907", "1")], [0]),
        ([("a.com", "1", ""), ("a.com", "2", "")], [at("a.com", "2"), at("a.com", "1")], [1, 0]),
        # the one with a ZIP has its answer, whichever comes first
        ([("a.com", "", ""), ("a.com", "2", "")], [at("a.com", "2", "8"), at("a.com", "9", "7")], [1, 0]),
        ([("a.com", "", "7"), ("a.com", "", "8")], [at("a.com", "9", "8"), at("a.com", "9", "7")], [1, 0]),
        ([("a.com", "1", "")], [at("a.com", "2")], [None]),
        ([("a.com", "1", "")], [at("a.com")], [0]),
        ([("a.com", "", "")], [at("a.com", "1"), at("a.com", "2")], [0, None]),
        ([("a.com", "", ""), ("a.com", "", "")], [at("a.com", "1"), at("a.com", "1")], [0, 1]),
        ([("a.com", "", "")], [at("b.com"), at("")], [None, None]),
    ],
)
def test_a_dealer_is_found_again(
    asked: list[Cells], told: list[dict[str, Any]], expected: list[int | None]
) -> None:
    assert places(by_dealers(*asked), *told) == expected


def test_a_vehicle_is_found_again_by_its_vin() -> None:
    asked = [(VINS[0], "1", "5"), (VINS[1], "1", "5"), (VINS[0], "2", "5")]
    told: list[dict[str, Any]] = [
        {"vin": VINS[0], "price": 2, "miles": 5},
        {"vin": VINS[0].lower(), "price": 1},
        {"vin": VINS[1], "price": 99, "miles": 0},
        {"vin": VINS[1]},
    ]
    assert places(by_vehicles(*asked), *told) == [2, 0, 1, None]


def test_what_has_failed_is_found_again_too() -> None:
    answer = read(
        {"failed_items": [{"source": "b.com"}, "a.com"]}, by_dealers(("a.com", "", ""), ("b.com", "", ""))
    )
    assert [match.place for match in answer.failed] == [1, 0]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
_SOURCES, _ZIPS = st.sampled_from(["a.com", "B.com", "b.com"]), st.sampled_from(["", "1", "2"])
_ITEM = st.dictionaries(st.sampled_from(sorted(FULL)), _JSON | _SOURCES | _ZIPS | st.sampled_from(VINS))
_ANSWERS = st.fixed_dictionaries(
    {}, optional={name: st.lists(_ITEM | _JSON) | _JSON for name in ("ranked_matches", "failed_items", "x")}
)
_DEALERS = st.lists(st.tuples(_SOURCES, _ZIPS, st.sampled_from(["", "7"])), min_size=1, max_size=6)
_VEHICLES = st.lists(st.tuples(st.sampled_from(VINS), _ZIPS, _ZIPS), min_size=1, max_size=6)
_REQUESTS = (
    st.none()
    | _DEALERS.map(lambda cells: by_dealers(*cells))
    | _VEHICLES.map(lambda cells: by_vehicles(*cells))
)


@given(body=(_ANSWERS | _JSON).map(json.dumps) | st.text() | st.binary(), request_=_REQUESTS)
@example(body='{"ranked_matches":[{"zip":NaN,"price":-Infinity,"vin_rank":1e400}]}', request_=by_dealers())
def test_whatever_comes_is_read_or_told(body: str | bytes, request_: RankRequest | None) -> None:
    try:
        answer = read_answer(body, request_)
    except ServiceTroubleError:
        return
    ranks = [match.vin_rank for match in answer.ranked]
    assert ranks == sorted(ranks, key=lambda rank: (rank is None, rank or 0))
    matches = [*answer.ranked, *answer.failed]
    taken = [match.place for match in matches if match.place is not None]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(range(len(request_.many) if request_ else 0))
    for match in matches:
        assert repr(match).encode()
        for side in (RANK_DEALERS.many, RANK_VEHICLES.many):
            assert all(cell.encode() is not None for cell in match.cells(side))


@given(asked=_DEALERS, data=st.data())
def test_an_echo_of_the_request_is_placed_in_full(asked: list[Cells], data: st.DataObject) -> None:
    echo = [at(*cells) for cells in data.draw(st.permutations(asked))]
    found = places(by_dealers(*asked), *echo)
    assert sorted(place for place in found if place is not None) == [*range(len(asked))]
    for place, told in zip(found, echo, strict=True):
        assert place is not None
        assert [cell.lower() for cell in asked[place]] == [str(cell).lower() for cell in told.values()]
