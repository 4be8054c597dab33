"""What a user reads below a VIN while it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.forms.cell_check import check_cell
from mcdesk.intake.forms.vin_facts import vin_facts
from mcdesk.model.lookups import VEHICLE
from mcdesk.ui.pages.vin_words import VinLine, vin_line
from tests.ui.decode.samples import VIN


def line(text: str, *, was_asked: bool = False) -> VinLine:
    return vin_line(vin_facts(text, latest=2027), check_cell(VEHICLE.columns[0], text), was_asked=was_asked)


def test_a_whole_vin_tells_maker_year_and_check_digit() -> None:
    said = line(VIN)
    assert said.words.startswith("Porsche")
    assert "2023" in said.words
    assert said.words.endswith("check digit matches")
    assert said.token == "ok.text"


def test_small_letters_and_blanks_are_forgiven() -> None:
    assert line(f" {VIN.lower()} ") == line(VIN)


def test_half_a_vin_is_counted_and_no_error() -> None:
    said = line("WP1BE2AY5")
    assert said.words.endswith("9 of 17 characters")
    assert not said.has_failed


@pytest.mark.parametrize(
    ("text", "words"),
    [("WP1BE2AY5", "8 are missing"), (VIN[:16], "one is missing"), ("", "Type or paste a VIN first")],
)
def test_asked_for_too_early_it_says_what_is_missing(text: str, words: str) -> None:
    said = line(text, was_asked=True)
    assert words in said.words
    assert said.has_failed


def test_a_wrong_check_digit_is_a_warning_with_its_two_reasons() -> None:
    said = line(VIN[:8] + "6" + VIN[9:])
    assert "check digit does not match (5 expected)" in said.words
    assert "typing error" in said.words
    assert "outside North America" in said.words
    assert said.token == "warn.text"
    assert not said.has_failed


def test_letters_that_no_vin_has_are_an_error_at_once() -> None:
    said = line("WP1BE2AY5PDAO8064")
    assert said.words == "VIN has a character that no VIN has"
    assert said.has_failed


def test_too_many_characters_are_counted() -> None:
    assert line(VIN + "12").words == "A VIN has 17 characters: 2 are too many"


@given(st.text(max_size=40), st.booleans())
def test_any_text_has_a_line(text: str, was_asked: bool) -> None:
    said = line(text, was_asked=was_asked)
    assert said.words
    assert said.icon
