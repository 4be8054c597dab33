"""A form as text and back, whatever was typed and whoever wrote the text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.lookup_texts import request_from_text
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, RANKINGS
from mcdesk.ui.flows.form_state import FormState, state_from_text, state_to_text

CELLS = st.tuples(st.text(), st.text(), st.text())
ROWS = st.lists(st.tuples(CELLS, st.frozensets(st.text(min_size=1))))


@given(ranking=st.sampled_from(tuple(RANKINGS.values())), one=CELLS, rows=ROWS)
def test_what_is_kept_comes_back(ranking, one, rows):
    state = FormState(ranking, one, tuple(cells for cells, _ in rows), tuple(on for _, on in rows))
    assert state_from_text(ranking.id, state_to_text(state)) == state


def test_an_earlier_version_reads_the_rows_of_a_form_with_wishes():
    rows = (("a.com", "30907", ""), ("b.com", "", "7"))
    text = state_to_text(FormState(RANK_DEALERS, ("", "", ""), rows, (frozenset({"zip"}), frozenset())))
    request = request_from_text(RANK_DEALERS.id, text)
    assert request is not None
    assert request.many == rows


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "{}", '{"many": 3}', "[" * 100_000])
def test_what_holds_no_form_is_none(text):
    assert state_from_text(RANK_DEALERS.id, text) is None


@pytest.mark.parametrize("on", [None, 7, "ab", [], [["a"]], [1, 2], [["a"], ["b"], ["c"]], {"0": ["a"]}])
def test_wishes_that_fit_no_row_are_left_out(on):
    rows = [{"vin": "x", "price": "1", "miles": "2"}] * 2
    text = json.dumps({"one": {}, "many": rows, "on": on})
    state = state_from_text(RANK_VEHICLES.id, text)
    assert state is not None
    assert state.many == (("x", "1", "2"),) * 2
    assert state.wishes == (frozenset(),) * 2
