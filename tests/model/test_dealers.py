"""Dealers that are kept: they come back as they were, and a damaged text does no harm."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.dealers import Dealer, dealers_from_text, dealers_to_text, with_dealer

NORTH = Dealer("North lot", "north-motors.com", "02139", "the one by the river")
SOUTH = Dealer("South lot", "south-motors.com", "90210")
NAMES = st.text(min_size=1).filter(str.strip)
DEALERS = st.lists(st.builds(Dealer, NAMES, st.text(), st.text(), st.text()))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["name", "source", "zip", "note"]), inner)
    ),
)


@given(DEALERS)
def test_what_was_kept_comes_back(dealers: list[Dealer]) -> None:
    assert dealers_from_text(dealers_to_text(dealers)) == tuple(dealers)


def test_a_zip_keeps_its_leading_zero() -> None:
    assert dealers_from_text(dealers_to_text([NORTH]))[0].zip == "02139"


@given(st.text() | JSON.map(json.dumps))
def test_no_text_is_too_damaged_to_be_read(text: str) -> None:
    for dealer in dealers_from_text(text):
        assert dealer.name.strip()
        assert {type(value) for value in (dealer.name, dealer.source, dealer.zip, dealer.note)} == {str}


@pytest.mark.parametrize(
    "text", [None, "", "null", "{}", '"x"', "[" * 100_000, dealers_to_text([NORTH])[:-2]]
)
def test_in_a_text_that_can_not_be_read_is_nobody(text: str | None) -> None:
    assert dealers_from_text(text) == ()


def test_a_text_of_a_later_version_is_read_as_far_as_it_is_understood() -> None:
    told = [
        {"name": "South lot", "source": "south-motors.com", "zip": "90210", "phone": "555-0100"},
        {"name": "No place", "source": "x"},
        {"name": "A number for a ZIP", "source": "x", "zip": 2139},
        {"name": " ", "source": "x", "zip": "1"},
        7,
    ]
    assert dealers_from_text(json.dumps(told)) == (SOUTH,)


def test_one_of_the_same_name_is_replaced_whatever_its_case() -> None:
    moved = Dealer("NORTH LOT", "north-motors.com", "02140")
    assert with_dealer((), SOUTH) == (SOUTH,)
    assert with_dealer((SOUTH,), NORTH) == (NORTH, SOUTH)
    assert with_dealer((NORTH, SOUTH), moved) == (moved, SOUTH)


@given(DEALERS)
def test_however_they_come_each_name_is_there_once_and_in_order(dealers: list[Dealer]) -> None:
    kept: tuple[Dealer, ...] = ()
    for dealer in dealers:
        kept = with_dealer(kept, dealer)
        assert dealer in kept
    names = [dealer.name.casefold() for dealer in kept]
    assert names == sorted({dealer.name.casefold() for dealer in dealers})
