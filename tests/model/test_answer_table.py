"""The answer as a table: the documents' names, numbers as numbers, and nothing left out."""

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.answer_table import answer_table
from mcdesk.model.comparing import compared
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, RankRequest
from mcdesk.model.rankings import Match, RankAnswer

VIN = "WP1BE2AY5PDA28064"
REQUEST = RankRequest(
    RANK_DEALERS, (VIN, "20000", "3000"), (("a.com", "02139", ""), ("b.com", "", "77"), ("c.com", "", ""))
)
NAMES = (
    *("vin", "price", "miles", "source", "zip", "mc_location_id"),
    *("vin_score", "dealer_ymm_score", "vin_rank"),
)


def match(source: str, rank: int | None, **values: object) -> Match:
    told: dict[str, object] = {"vin": VIN, "price": "20000", "miles": "3000", "source": source}
    return Match(**(told | {"vin_rank": rank} | values))  # type: ignore[arg-type]


BEST = match("b.com", 1, vin_score=2104.0, dealer_ymm_score=1800.5, mc_location_id="77", place=1)
NEXT = match("a.com", 2, vin_score=2104.0, dealer_ymm_score=900.0, zip="02139", place=0)
FAILED = match("c.com", None, place=2)


def test_ranked_first_then_failed_under_the_documents_names() -> None:
    header, rows = answer_table(REQUEST, RankAnswer((BEST, NEXT), (FAILED,)))
    assert header == (*NAMES, "reason")
    assert rows == (
        (VIN, 20000, 3000, "b.com", "", "77", 2104, 1800.5, 1, ""),
        (VIN, 20000, 3000, "a.com", "02139", "", 2104, 900, 2, ""),
        (VIN, 20000, 3000, "c.com", "", "", "", "", "", "The service returned no scores for this dealer"),
    )


def test_what_the_service_left_out_is_taken_from_the_request() -> None:
    _, rows = answer_table(REQUEST, RankAnswer((Match(vin_rank=1, place=0), Match(vin_rank=2))))
    assert rows[0] == (VIN, 20000, 3000, "a.com", "02139", "", "", "", 1)
    assert rows[1] == (VIN, 20000, 3000, "", "", "", "", "", 2)
    vehicles = RankRequest(RANK_VEHICLES, ("a.com", "02139", ""), ((VIN, "20000", "3000"),))
    _, rows = answer_table(vehicles, RankAnswer((Match(vin_rank=1, place=0, zip="02140"),)))
    assert rows[0][:6] == (VIN, 20000, 3000, "a.com", "02140", "")


def test_reasons_have_a_column_where_anything_failed() -> None:
    told = RankAnswer((BEST,), (match("c.com", None, reason="unknown"), match("d.com", None, vin_score=9.0)))
    header, rows = answer_table(REQUEST, told)
    assert header == (*NAMES, "reason")
    assert [row[-1] for row in rows] == ["", "unknown", "The service does not know this dealer"]
    header, _ = answer_table(REQUEST, RankAnswer((BEST,)))
    assert header == NAMES


def test_an_earlier_answer_adds_its_ranks_and_what_is_gone() -> None:
    before = RankAnswer(
        (match("a.com", 1, zip="02139", vin_score=2000.0), match("b.com", 2), match("d.com", 3))
    )
    now = RankAnswer((BEST, NEXT), (FAILED,))
    header, rows = answer_table(REQUEST, now, compared(REQUEST.ranking.many, now, before))
    assert header == (*NAMES, "vin_rank_before", "change", "reason")
    assert [row[3] for row in rows if row[-1]] == ["c.com"]
    told = {row[3]: row[8:-1] for row in rows}
    assert told["b.com"] == (1, 2, "up 1")
    assert told["a.com"] == (2, 1, "down 1")
    assert told["d.com"] == ("", 3, "gone")
    assert len(rows) == 4
    assert [row[3] for row in rows][:2] == ["b.com", "a.com"]


TEXTS = st.text(max_size=5)
MATCHES = st.builds(
    Match,
    vin=TEXTS,
    price=TEXTS | st.integers().map(str),
    source=TEXTS,
    zip=TEXTS,
    vin_score=st.none() | st.floats(),
    dealer_ymm_score=st.none() | st.floats(),
    vin_rank=st.none() | st.integers(),
    reason=TEXTS,
    place=st.none() | st.integers(-2, 5),
)
ANSWERS = st.builds(
    RankAnswer, st.lists(MATCHES, max_size=4).map(tuple), st.lists(MATCHES, max_size=3).map(tuple)
)


@given(ANSWERS, st.none() | ANSWERS)
def test_every_entry_has_a_row_as_wide_as_the_header(answer: RankAnswer, before: RankAnswer | None) -> None:
    against = None if before is None else compared(REQUEST.ranking.many, answer, before)
    header, rows = answer_table(REQUEST, answer, against)
    assert all(len(row) == len(header) for row in rows)
    assert len(rows) >= len(answer.ranked) + len(answer.failed)
    assert all(isinstance(cell, str | int | float) for row in rows for cell in row)
