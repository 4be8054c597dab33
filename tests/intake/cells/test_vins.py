"""VINs as scanners, spreadsheets and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.cells.judge import judge_for
from mcdesk.intake.cells.vins import CHECK_SIGNS, TRANSLITERATION, WEIGHTS, check_digit
from mcdesk.model.fields import VIN
from mcdesk.model.rules import (
    VIN_CASE,
    VIN_CHARACTERS,
    VIN_CHECK_DIGIT,
    VIN_EXCEL_DAMAGE,
    VIN_LENGTH,
    VIN_SPACES,
)
from tests.intake.cells.likely import VIN_SIGNS

GOOD = "1FMCU0GD0JUD56190"
JUDGE = judge_for(VIN)
BOTH = frozenset({VIN_SPACES.id, VIN_CASE.id})


def test_a_vin_in_capitals_with_its_check_digit_is_clean() -> None:
    assert JUDGE.rules_of(GOOD) == ()


@pytest.mark.parametrize(
    "cell",
    [
        f" {GOOD}",
        f"{GOOD}\xa0",
        f"\ufeff{GOOD}\u200b",
        "1FM CU0 GD0 JUD 56190",
        "1FMCU0GD0-JUD-56190",
        "1FMCU0GD0–JUD56190",
        f"'{GOOD}",
        f'"{GOOD}"',
        f"“{GOOD}”",
        f"*{GOOD}*",
        f"I{GOOD}",
        f"i{GOOD}",
        f"*I{GOOD}*",
        f"VIN:{GOOD}",
        f"vin {GOOD}",
        f"VIN #: {GOOD}",
        f"VIN: I{GOOD}",
    ],
)
def test_what_stands_around_a_vin_is_taken_away(cell: str) -> None:
    assert JUDGE.rules_of(cell) == (VIN_SPACES,)
    assert JUDGE.mended(cell, BOTH) == GOOD


def test_small_letters_become_capitals() -> None:
    assert JUDGE.rules_of(GOOD.lower()) == (VIN_CASE,)
    assert JUDGE.mended(GOOD.lower(), BOTH) == GOOD
    assert JUDGE.mended(f" {GOOD.lower()}", frozenset({VIN_SPACES.id})) == GOOD.lower()


@pytest.mark.parametrize(
    "cell",
    ["1.23E+16", "1.23456789012346E+16", "1,23E+16", "1e+16", "1.2e16", " '1.23E+16 ", "1.2345678901E+016"],
)
def test_a_number_that_excel_made_is_named_as_such_and_kept(cell: str) -> None:
    assert JUDGE.rules_of(cell) == (VIN_EXCEL_DAMAGE,)
    assert JUDGE.mended(cell, BOTH) == cell


@pytest.mark.parametrize(
    ("cell", "rules", "after"),
    [
        (f" {GOOD[:-1]}", (VIN_LENGTH, VIN_SPACES), GOOD[:-1]),
        (GOOD + "0", (VIN_LENGTH,), GOOD + "0"),
        ("I0MCU0GD0JUD5619", (VIN_LENGTH,), "I0MCU0GD0JUD5619"),
        ("1FMCUOGD0JUD56190", (VIN_CHARACTERS,), "1FMCUOGD0JUD56190"),
        ("1fmcu ogd0jud56190", (VIN_CHARACTERS, VIN_SPACES, VIN_CASE), "1FMCUOGD0JUD56190"),
        ("1FMCU0GD0JUD5619ß", (VIN_CHARACTERS,), "1FMCU0GD0JUD5619ß"),
        ("1FMCU0GD1JUD56190", (VIN_CHECK_DIGIT,), "1FMCU0GD1JUD56190"),
        ("WVWZZZ1JZ3W386752", (VIN_CHECK_DIGIT,), "WVWZZZ1JZ3W386752"),
        ("unknown", (VIN_LENGTH,), "unknown"),
        ("not available", (VIN_LENGTH,), "not available"),
        ("no vin on this car", (VIN_LENGTH,), "no vin on this car"),
        ("-", (VIN_LENGTH,), "-"),
        ("***", (VIN_LENGTH,), "***"),
        ("VIN", (VIN_LENGTH,), "VIN"),
    ],
)
def test_what_no_mend_cures_is_said(cell: str, rules: tuple[object, ...], after: str) -> None:
    assert JUDGE.rules_of(cell) == rules
    assert JUDGE.mended(cell, BOTH) == after


def test_an_i_in_front_stays_where_the_rest_is_no_vin() -> None:
    assert JUDGE.rules_of(f"I{GOOD[:-1]}O") == (VIN_LENGTH,)


@pytest.mark.parametrize("vin", [GOOD, "11111111111111111", "1M8GDM9AXKP042788"])
def test_check_digits_are_those_of_the_standard(vin: str) -> None:
    assert check_digit(vin) == vin[8]


@given(st.text(st.sampled_from(VIN_SIGNS), min_size=17, max_size=17), st.integers(0, 16), st.data())
def test_one_wrong_sign_is_noticed_unless_it_is_worth_the_same(
    vin: str, place: int, data: st.DataObject
) -> None:
    right = vin[:8] + (check_digit(vin) or "") + vin[9:]
    other = data.draw(st.sampled_from(VIN_SIGNS))
    wrong = right[:place] + other + right[place + 1 :]
    is_same = TRANSLITERATION[other] == TRANSLITERATION[right[place]] if place != 8 else other == right[8]
    assert (check_digit(wrong) == wrong[8]) is is_same


@pytest.mark.parametrize("text", ["", GOOD[:-1], GOOD.lower(), GOOD[:-1] + "O", GOOD[:-1] + "٣"])
def test_what_is_no_vin_has_no_check_digit(text: str) -> None:
    assert check_digit(text) is None


def test_the_tables_are_complete() -> None:
    assert len(WEIGHTS) == 17
    assert len(CHECK_SIGNS) == 11
    assert sorted(TRANSLITERATION) == sorted(VIN_SIGNS)
