"""Ids of locations: whatever letters and digits, but for what spreadsheets put around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.cells.judge import judge_for
from mcdesk.model.fields import LOCATION
from mcdesk.model.rules import LOCATION_FORMAT, LOCATION_SPACES

JUDGE = judge_for(LOCATION)
ALL = frozenset(rule.id for rule in LOCATION.rules)


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True))
def test_letters_digits_and_dashes_are_clean(cell: str) -> None:
    assert JUDGE.rules_of(cell) == ()
    assert JUDGE.mended(cell, ALL) == cell


@pytest.mark.parametrize(
    "cell", [" 1048271", "1048271\xa0", "'1048271", '"1048271"', "1048271.0", "10\u200b48271"]
)
def test_what_a_spreadsheet_put_around_an_id_is_taken_away(cell: str) -> None:
    assert JUDGE.rules_of(cell) == (LOCATION_SPACES,)
    assert JUDGE.mended(cell, ALL) == "1048271"


@pytest.mark.parametrize(
    "cell",
    ["1048271.5", "104 827", "a.com", "1,048,271", "n/a", "-", "__", "é1", "٣", "1.04E+06", "a" * 65, "1/2"],
)
def test_what_can_not_be_an_id_stays(cell: str) -> None:
    assert JUDGE.rules_of(cell) == (LOCATION_FORMAT,)
    assert JUDGE.mended(cell, ALL) == cell
