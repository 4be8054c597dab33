"""What each row says, and the orders in which rows can stand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt

from mcdesk.model.lookups import RANK_DEALERS, RankRequest
from mcdesk.model.rankings import Match, RankAnswer
from mcdesk.ui.answer.clipboard import cells_text
from mcdesk.ui.answer.moves import summary
from mcdesk.ui.answer.rows import RowKind, rows_of
from mcdesk.ui.answer.sorting import BY_RANK, Sorting, SortKey, in_order, title_words
from mcdesk.ui.answer.tips import tip
from mcdesk.ui.answer.values import AnswerView, Comparison
from mcdesk.ui.answer.words import announcement
from tests.ui.answer import samples
from tests.ui.answer.samples import NOW, compared_view, vehicles, view

TEXTS = st.text(max_size=12)
SCORES = st.none() | st.floats()
MATCHES = st.builds(
    Match,
    vin=TEXTS,
    price=TEXTS,
    miles=TEXTS,
    source=TEXTS,
    zip=TEXTS,
    mc_location_id=TEXTS,
    vin_score=SCORES,
    dealer_ymm_score=SCORES,
    vin_rank=st.none() | st.integers(),
    reason=TEXTS,
    place=st.none() | st.integers(-3, 5),
)


def test_a_row_is_one_sentence() -> None:
    row = rows_of(view(), NOW).ranked[0]
    assert row.sentence == (
        "Rank 1, porscheofmelbourne.com, ZIP 32901, dealer score 2,487, vehicle score 2,214"
    )
    moved = rows_of(compared_view(), NOW).ranked
    assert moved[0].sentence.endswith(", up 1 place")
    assert moved[2].sentence.endswith(", down 2 places")
    assert moved[3].sentence.endswith(", same place")
    assert moved[9].sentence.endswith(", new")


def test_a_vehicle_is_its_vin_price_and_miles() -> None:
    row = rows_of(vehicles(), NOW).ranked[1]
    assert (row.words.name, row.words.detail) == ("1HGCM82633A004352", "$27,777 · 24,345 miles")
    assert row.words.is_code
    assert row.sentence.startswith("Rank 2, VIN 1HGCM82633A004352, $27,777, 24,345 miles, dealer score 1,850")


def test_what_the_service_left_out_is_taken_from_the_request() -> None:
    asked = samples.request(2)
    told = RankAnswer((Match(vin_rank=1, place=1),), (Match(),))
    rows = rows_of(AnswerView(asked, told), NOW)
    assert rows.ranked[0].words.name == "gulfcoastporsche.com"
    assert rows.ranked[0].words.detail == "34233"
    assert rows.below[1].words.name == "Dealer without a name"


def test_what_was_not_ranked_stands_below_with_its_reason() -> None:
    told = view(failed=2)
    lost = replace(told.answer.failed[0], reason="Not found")
    rows = rows_of(
        replace(told, answer=replace(told.answer, failed=(lost, told.answer.failed[1]))), NOW
    ).below
    assert [row.kind for row in rows] == [RowKind.TITLE, RowKind.FAILED, RowKind.FAILED]
    assert rows[0].sentence == "Not ranked, 2"
    assert "Not found" in rows[1].reason
    assert rows[1].place == 10
    assert all(row.reason and row.reason in row.sentence for row in rows[1:])


def test_what_is_gone_stands_below_and_leads_nowhere() -> None:
    rows = [row for row in rows_of(compared_view(), NOW).below if row.kind is RowKind.GONE]
    assert [row.words.name for row in rows] == ["closedmotors.com"]
    assert rows[0].place is None
    assert rows[0].sentence.startswith("Gone since yesterday, ")
    assert "was rank 10" in rows[0].sentence


def test_what_lost_its_scores_is_not_gone() -> None:
    told = compared_view()
    before = samples.match(0, samples.FAILED[0], 900.0, 11)
    earlier = told.against_answer
    assert earlier is not None
    told = replace(told, against_answer=RankAnswer((*earlier.ranked, before)))
    rows = rows_of(told, NOW).below
    assert [row.words.name for row in rows if row.kind is RowKind.FAILED] == ["sandhillsmotors.com"]
    assert rows[1].reason.endswith(". In the earlier answer it was rank 11")
    assert [row.words.name for row in rows if row.kind is RowKind.GONE] == ["closedmotors.com"]
    comparison = told.comparison()
    assert comparison is not None
    assert " · 1 no longer ranked · " in summary(comparison, "dealer")


def test_moves_are_summed_up() -> None:
    told = compared_view().comparison()
    assert told is not None
    assert summary(told, "dealer").startswith("3 up · 2 down · 1 new · 1 gone · ")
    assert summary(Comparison((), (), ()), "dealer") == "Nothing moved"


def test_a_comparison_needs_both_answers() -> None:
    half = replace(compared_view(), against_answer=None)
    assert not half.is_compared
    assert half.comparison() is None


@pytest.mark.parametrize(
    ("key", "first"),
    [
        (SortKey.NAME, "acceleride.esterobaychevrolet.com"),
        (SortKey.DEALER_SCORE, "porscheofmelbourne.com"),
        (SortKey.PLACE, "acceleride.esterobaychevrolet.com"),
    ],
)
def test_a_head_sorts_and_a_second_click_turns_round(key: SortKey, first: str) -> None:
    rows = rows_of(view(), NOW).ranked
    once = BY_RANK.after_click(key)
    assert in_order(rows, once)[0].words.name == first
    twice = in_order(rows, once.after_click(key))
    assert [row.words.name for row in twice] == [row.words.name for row in in_order(rows, once)][::-1]


@given(st.lists(MATCHES, max_size=8), st.sampled_from(SortKey), st.booleans())
def test_any_answer_has_rows_and_every_order_holds_all_of_them(
    matches: list[Match], key: SortKey, is_descending: bool
) -> None:
    asked = RankRequest(RANK_DEALERS, ("VIN", "1", "2"), (("a.com", "", ""), ("b.com", "1", "2")))
    told = rows_of(AnswerView(asked, RankAnswer(tuple(matches), tuple(matches))), NOW)
    ordered = in_order(told.ranked, Sorting(key, is_descending))
    assert sorted(map(id, ordered)) == sorted(map(id, told.ranked))
    assert title_words(Sorting(key, is_descending), "dealer")
    silent = [row.match is None or row.match.vin_rank is None for row in in_order(told.ranked, BY_RANK)]
    assert silent == sorted(silent)


def test_a_score_that_changed_is_in_the_sentence() -> None:
    assert ", vehicle score 2,214, rose by 43, same place" in (
        rows_of(samples.repriced_view(), NOW).ranked[0].sentence
    )


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1"])
def test_no_cell_is_calculated(begins: str) -> None:
    told = view(1)
    ranked = replace(told.answer.ranked[0], source=begins)
    told = replace(told, answer=RankAnswer((ranked,)))
    header, line = cells_text(told, rows_of(told, NOW).ranked).split("\n")
    assert line.split("\t")[header.split("\t").index("source")].startswith("'")
    assert "2487" in line.split("\t")


@pytest.mark.parametrize("markup", ["<h1>Bad</h1>", "a &lt; b <b>x</b>", '<img src="x"> more'])
def test_words_of_the_service_are_no_markup(markup: str) -> None:
    assert Qt.mightBeRichText(markup)
    assert not Qt.mightBeRichText(tip(markup))
    assert tip(markup).replace("\u2060", "") == markup
    assert tip("a", "", "b") == "a\nb"
    assert max(map(len, tip("word " * 9_000).splitlines())) <= 60
    assert len(tip("x" * 90_000)) < 2_200


def test_cells_have_the_documents_names() -> None:
    told = view(failed=1)
    rows = rows_of(told, NOW)
    lines = cells_text(told, [rows.ranked[2], *rows.below]).split("\n")
    header = lines[0].split("\t")
    assert {"vin", "source", "zip", "vin_score", "dealer_ymm_score", "vin_rank"} <= set(header)
    assert [len(line.split("\t")) for line in lines] == [len(header)] * 3
    assert lines[1].split("\t")[header.index("source")] == "mbofaugusta.com"
    assert lines[1].split("\t")[header.index("dealer_ymm_score")] == "2302"
    assert lines[2].split("\t")[header.index("source")] == "sandhillsmotors.com"
    assert cells_text(told, rows.below[:1]) == ""


def test_cells_of_a_comparison_tell_the_moves() -> None:
    told = compared_view()
    rows = rows_of(told, NOW)
    header, first, gone = cells_text(told, [rows.ranked[0], rows.below[-1]]).split("\n")
    at = header.split("\t").index("change")
    assert first.split("\t")[at] == "up 1"
    assert gone.split("\t")[at] == "gone"
    assert "closedmotors.com" in gone


def test_the_end_is_told_in_one_sentence() -> None:
    assert announcement(view(failed=2)) == (
        "10 ranked, 2 not ranked. Best match: porscheofmelbourne.com, ZIP 32901."
    )
    assert announcement(view(0)) == "0 ranked."


@given(st.lists(MATCHES, min_size=1, max_size=4))
def test_cells_never_break_out_of_their_place(matches: list[Match]) -> None:
    asked = RankRequest(RANK_DEALERS, ("VIN", "1", "2"), ())
    told = AnswerView(asked, RankAnswer(tuple(matches)))
    lines = cells_text(told, rows_of(told, NOW).ranked).split("\n")
    assert len(lines) == len(matches) + 1
    assert len({line.count("\t") for line in lines}) == 1
