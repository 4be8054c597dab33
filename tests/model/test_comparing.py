"""Two answers to one question: nobody is lost, nobody is counted twice, and up is towards the first rank."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.comparing import Compared, Move, compared
from mcdesk.model.lookups import DEALER, VEHICLE, Side
from mcdesk.model.rankings import Match, RankAnswer

A, B, C = Match(source="a.com"), Match(source="b.com"), Match(source="c.com")


def ranked(*matches: Match) -> RankAnswer:
    return RankAnswer(tuple(replace(match, vin_rank=rank) for rank, match in enumerate(matches, 1)))


def moves(now: RankAnswer, before: RankAnswer, side: Side = DEALER) -> list[tuple[str, Move, int]]:
    found = compared(side, now, before)
    named = [(each.match or each.before or Match(), each) for each in found]
    return [((match.source or match.vin), each.move, each.steps) for match, each in named]


def test_what_rose_fell_came_and_went_is_told() -> None:
    assert moves(ranked(C, A, Match(source="d.com")), ranked(A, B, C)) == [
        ("c.com", Move.UP, 2),
        ("a.com", Move.DOWN, 1),
        ("d.com", Move.NEW, 0),
        ("b.com", Move.GONE, 0),
    ]


def test_the_rank_counts_and_not_the_place_in_the_list() -> None:
    now = RankAnswer((replace(A, vin_rank=7), replace(B, vin_rank=9)))
    assert moves(now, RankAnswer((replace(B, vin_rank=9), replace(A, vin_rank=3)))) == [
        ("a.com", Move.DOWN, 4),
        ("b.com", Move.SAME, 0),
    ]
    assert moves(RankAnswer((B, A)), RankAnswer((A, B))) == [("b.com", Move.UP, 1), ("a.com", Move.DOWN, 1)]


def test_what_has_failed_now_is_gone() -> None:
    assert moves(RankAnswer(ranked(A).ranked, failed=(B,)), ranked(A, B)) == [
        ("a.com", Move.SAME, 0),
        ("b.com", Move.GONE, 0),
    ]


def test_locations_of_a_dealer_are_told_apart_where_both_answers_tell_them() -> None:
    north, south = Match(source="a.com", zip="02139"), Match(source="a.com", zip="90210")
    assert [each[1:] for each in moves(ranked(south, north), ranked(north, south))] == [
        (Move.UP, 1),
        (Move.DOWN, 1),
    ]
    assert [each[1] for each in moves(ranked(north), ranked(south))] == [Move.NEW, Move.GONE]
    named = Match(source="WWW.A.com", zip="90210", mc_location_id="7")
    assert moves(ranked(named), ranked(north, south)) == [
        ("WWW.A.com", Move.UP, 1),
        ("a.com", Move.GONE, 0),
    ]


def test_vehicles_go_by_their_vin_whatever_their_price() -> None:
    now, before = Match(vin="1fmcu0gd0jud56190", price="1"), Match(vin="1FMCU0GD0JUD56190", price="2")
    assert moves(ranked(now), ranked(before), VEHICLE) == [("1fmcu0gd0jud56190", Move.SAME, 0)]


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (2171.0, 2214.0, 43),
        (2214.0, 2171.5, -42.5),
        (2214.0, 2214.0, 0),
        (2214.0, 2214.001, 0),
        (None, 2214.0, None),
        (2214.0, None, None),
        (math.nan, 2214.0, None),
        (math.inf, math.inf, None),
        (-1.7e308, 1.7e308, None),
    ],
)
def test_a_score_changes_by_what_is_told_of_it(
    before: float | None, now: float | None, change: float | None
) -> None:
    new = Match(source="a.com", vin_score=now, dealer_ymm_score=before)
    old = Match(source="a.com", vin_score=before, dealer_ymm_score=before)
    (entry,) = compared(DEALER, ranked(new), ranked(old))
    assert entry.move is Move.SAME
    assert entry.vin_score_change == change
    assert not entry.dealer_score_change
    assert Compared(new, None, Move.NEW).vin_score_change is None
    assert Compared(None, old, Move.GONE).dealer_score_change is None


MATCHES = st.builds(
    Match,
    vin=st.sampled_from(["V1", "v1", "V2", ""]),
    source=st.sampled_from(["a.com", "A.com", "b.com", ""]),
    zip=st.sampled_from(["", "02139", "90210"]),
    mc_location_id=st.sampled_from(["", "7", "8"]),
    vin_rank=st.none() | st.integers(-2, 9),
)
ANSWERS = st.builds(RankAnswer, st.lists(MATCHES, max_size=7).map(tuple))


@given(st.sampled_from([DEALER, VEHICLE]), ANSWERS, ANSWERS)
def test_each_entry_of_both_answers_is_there_once(side: Side, now: RankAnswer, before: RankAnswer) -> None:
    found = compared(side, now, before)
    assert [each.match for each in found if each.match is not None] == list(now.ranked)
    assert sorted(map(repr, before.ranked)) == sorted(
        repr(each.before) for each in found if each.before is not None
    )
    for each in found:
        assert (each.match is None) is (each.move is Move.GONE)
        assert (each.before is None) is (each.move is Move.NEW)
        assert each.steps >= 0
        assert (each.steps > 0) is (each.move in (Move.UP, Move.DOWN))


DIFFERENT = st.lists(
    MATCHES, max_size=7, unique_by=lambda match: (match.source.lower(), match.zip, match.mc_location_id)
)


@given(DIFFERENT)
def test_nothing_moved_since_the_same_answer(matches: list[Match]) -> None:
    answer = RankAnswer(tuple(matches))
    assert list(compared(DEALER, answer, answer)) == [
        Compared(match, match, Move.SAME) for match in answer.ranked
    ]
