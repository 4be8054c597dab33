"""Prices and distances: what is read, what is rounded, and what is not guessed."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.cells.judge import judge_for
from mcdesk.model.fields import MILES, PRICE
from mcdesk.model.rules import (
    MILES_FORMAT,
    MILES_KILOMETRES,
    MILES_RANGE,
    MILES_TENTHS,
    MILES_UNREADABLE,
    PRICE_CENTS,
    PRICE_FORMAT,
    PRICE_RANGE,
    PRICE_UNREADABLE,
    Rule,
)

MONEY, DISTANCE, HEADED_KM = judge_for(PRICE), judge_for(MILES), judge_for(MILES, is_kilometres=True)
ALL_OF_PRICE = frozenset(rule.id for rule in PRICE.rules)
ALL_OF_MILES = frozenset(rule.id for rule in MILES.rules)


@pytest.mark.parametrize("cell", ["1", "10900", "99999999"])
def test_whole_dollars_are_clean(cell: str) -> None:
    assert MONEY.rules_of(cell) == ()


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ("$10,900", "10900"),
        ("$ 10,900.00", "10900"),
        ("10,900.00", "10900"),
        ("1,234,567", "1234567"),
        ("10900.0", "10900"),
        ("10900.000", "10900"),
        ("10900.", "10900"),
        ("+10900", "10900"),
        ("0010900", "10900"),
        ("USD 10900", "10900"),
        ("10900 usd", "10900"),
        ("US$10,900", "10900"),
        ("us $ 10,900", "10900"),
        ("$10,900 USD", "10900"),
        ("10 900", "10900"),
        ("10\u202f900", "10900"),
        ("\xa010900\u200b", "10900"),
        ("'10900", "10900"),
        ('"10,900"', "10900"),
    ],
)
def test_a_price_in_another_dress_is_mended_safely(cell: str, after: str) -> None:
    assert MONEY.rules_of(cell) == (PRICE_FORMAT,)
    assert MONEY.mended(cell, frozenset({PRICE_FORMAT.id})) == after


@pytest.mark.parametrize(
    ("cell", "rules", "after"),
    [
        ("10900.50", (PRICE_CENTS,), "10901"),
        ("10900.49", (PRICE_CENTS,), "10900"),
        ("10900.4999999999", (PRICE_CENTS,), "10900"),
        ("$10,900.50", (PRICE_FORMAT, PRICE_CENTS), "10901"),
        ("0.40", (PRICE_RANGE, PRICE_CENTS), "0"),
    ],
)
def test_cents_are_rounded_the_half_going_up(cell: str, rules: tuple[Rule, ...], after: str) -> None:
    assert MONEY.rules_of(cell) == rules
    assert MONEY.mended(cell, ALL_OF_PRICE) == after


def test_without_leave_to_round_the_cents_stay() -> None:
    assert MONEY.mended("$10,900.50", frozenset({PRICE_FORMAT.id})) == "10900.50"
    assert MONEY.mended("$10,900.50", frozenset({PRICE_CENTS.id})) == "$10,900.50"


@pytest.mark.parametrize(
    "cell", ["-5", "−5", "(500)", "-$5", "$-5", "($500)", "$(500)", "$ (500.00)", "5-", "-1.5"]
)
def test_a_price_below_zero_is_out_of_range_and_stays(cell: str) -> None:
    assert MONEY.rules_of(cell) == (PRICE_RANGE,)
    assert MONEY.mended(cell, ALL_OF_PRICE) == cell


@pytest.mark.parametrize(
    ("cell", "rules"),
    [
        ("0", (PRICE_RANGE,)),
        ("100000000", (PRICE_RANGE,)),
        ("$0", (PRICE_RANGE, PRICE_FORMAT)),
        ("$100,000,000", (PRICE_RANGE, PRICE_FORMAT)),
        ("9" * 1990, (PRICE_RANGE,)),
    ],
)
def test_a_price_that_nobody_believes_is_said(cell: str, rules: tuple[Rule, ...]) -> None:
    assert MONEY.rules_of(cell) == rules


@pytest.mark.parametrize(
    "cell",
    [
        *("10.900", "$1.500", "0123.456", "10.900,00", "10900,50", "1.234.567", "1,50,000", "10,90", "0,900"),
        *(
            "€5,000",
            "5000 EUR",
            "£500",
            "C$ 500",
            "CAD 500",
            "CA$500",
            "500 AUD",
            "1.5e4",
            "1E4",
            "12k",
            "12K",
        ),
        *(
            "call",
            "n/a",
            "-",
            "$",
            "USD",
            ".",
            ".5",
            "1 2",
            "10\n900",
            "10 900,50",
            "--5",
            "-(5)",
            "(5",
            "5)",
        ),
        *("+-5", "$5$5", "٣٠٠٠", "10,900/mo", "1" * 2_500 + "x"),
    ],
)
def test_what_is_no_price_or_could_be_two_is_not_guessed(cell: str) -> None:
    assert MONEY.rules_of(cell) == (PRICE_UNREADABLE,)
    assert MONEY.mended(cell, ALL_OF_PRICE) == cell


@given(st.decimals(1, 99_999_998, places=2))
def test_a_price_written_in_any_way_comes_out_the_same(value: Decimal) -> None:
    rounded = str(value.quantize(Decimal(1), ROUND_HALF_UP))
    for cell in (f"{value}", f"${value:,}", f"USD {value:,}", f" {value} usd", f"+{value}", f"00000{value}"):
        assert MONEY.mended(cell, ALL_OF_PRICE) == rounded


@pytest.mark.parametrize("cell", ["0", "1", "50404", "1999999"])
def test_whole_miles_are_clean(cell: str) -> None:
    assert DISTANCE.rules_of(cell) == ()


@pytest.mark.parametrize(
    ("cell", "rules", "after"),
    [
        ("50,404", (MILES_FORMAT,), "50404"),
        ("50404.0mi", (MILES_FORMAT,), "50404"),
        ("50404 mi.", (MILES_FORMAT,), "50404"),
        ("50,404 Miles", (MILES_FORMAT,), "50404"),
        ("1 mile", (MILES_FORMAT,), "1"),
        ("000", (MILES_FORMAT,), "0"),
        ("50404.5", (MILES_TENTHS,), "50405"),
        ("50404.4 mi", (MILES_FORMAT, MILES_TENTHS), "50404"),
        ("2000000", (MILES_RANGE,), "2000000"),
        ("2,000,000 mi", (MILES_RANGE, MILES_FORMAT), "2000000"),
        ("-1", (MILES_RANGE,), "-1"),
        ("(12 mi)", (MILES_RANGE,), "(12 mi)"),
        ("50.404", (MILES_UNREADABLE,), "50.404"),
        ("$500", (MILES_UNREADABLE,), "$500"),
        ("81k", (MILES_UNREADABLE,), "81k"),
        ("TMU", (MILES_UNREADABLE,), "TMU"),
        ("5 m", (MILES_UNREADABLE,), "5 m"),
    ],
)
def test_miles_are_read_with_their_unit(cell: str, rules: tuple[Rule, ...], after: str) -> None:
    assert DISTANCE.rules_of(cell) == rules
    assert DISTANCE.mended(cell, ALL_OF_MILES) == after


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ("81,000 km", "50331"),
        ("81000km", "50331"),
        ("81000 KMs", "50331"),
        ("81000 kilometers", "50331"),
        ("81000.0 Kilometre", "50331"),
        ("0 km", "0"),
        ("80467 km", "50000"),
    ],
)
def test_kilometres_are_converted_in_one_step(cell: str, after: str) -> None:
    assert DISTANCE.rules_of(cell) == (MILES_KILOMETRES,)
    assert DISTANCE.mended(cell, frozenset({MILES_KILOMETRES.id})) == after
    assert DISTANCE.mended(cell, frozenset({MILES_FORMAT.id, MILES_TENTHS.id})) == cell


@given(st.decimals(0, 10**7, places=1))
def test_converting_rounds_the_half_up(value: Decimal) -> None:
    expected = (value * Decimal("0.621371")).quantize(Decimal(1), ROUND_HALF_UP)
    assert DISTANCE.mended(f"{value} km", ALL_OF_MILES) == str(expected)


@pytest.mark.parametrize(
    ("cell", "rules", "after"),
    [
        ("81000", (MILES_KILOMETRES,), "50331"),
        ("81,000.0", (MILES_KILOMETRES,), "50331"),
        ("81000 km", (MILES_KILOMETRES,), "50331"),
        ("50 mi", (MILES_FORMAT,), "50"),
        ("4,000,000", (MILES_RANGE, MILES_KILOMETRES), "2485484"),
        ("0", (), "0"),
        ("-5", (MILES_RANGE,), "-5"),
        ("n/a", (MILES_UNREADABLE,), "n/a"),
    ],
)
def test_under_a_heading_in_kilometres_bare_numbers_are_such(
    cell: str, rules: tuple[Rule, ...], after: str
) -> None:
    assert HEADED_KM.rules_of(cell) == rules
    assert HEADED_KM.mended(cell, ALL_OF_MILES) == after
