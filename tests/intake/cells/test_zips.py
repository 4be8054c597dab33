"""ZIP codes: five digits, of which spreadsheets take the first ones away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.cells.judge import judge_for
from mcdesk.model.fields import ZIP
from mcdesk.model.rules import ZIP_FORMAT, ZIP_LEADING_ZERO, ZIP_PLUS_FOUR, ZIP_SPACES, Rule

JUDGE = judge_for(ZIP)
ALL = frozenset(rule.id for rule in ZIP.rules)


@given(st.integers(1, 99_999).map("{:05}".format))
def test_five_digits_are_clean(cell: str) -> None:
    assert JUDGE.rules_of(cell) == ()
    assert JUDGE.mended(cell, ALL) == cell


@given(st.integers(100, 9_999))
def test_a_zip_that_a_spreadsheet_took_for_a_number_comes_back(number: int) -> None:
    assert JUDGE.rules_of(str(number)) == (ZIP_LEADING_ZERO,)
    assert JUDGE.mended(str(number), ALL) == f"{number:05}"
    assert JUDGE.mended(f"{number}.0", ALL) == f"{number:05}"


@pytest.mark.parametrize(
    ("cell", "rules", "after"),
    [
        ("2139", (ZIP_LEADING_ZERO,), "02139"),
        ("501", (ZIP_LEADING_ZERO,), "00501"),
        ("30909-4429", (ZIP_PLUS_FOUR,), "30909"),
        ("30909–4429", (ZIP_PLUS_FOUR,), "30909"),
        ("30909 4429", (ZIP_PLUS_FOUR,), "30909"),
        ("309094429", (ZIP_PLUS_FOUR,), "30909"),
        ("309094429.0", (ZIP_PLUS_FOUR, ZIP_SPACES), "30909"),
        ("2139-1234", (ZIP_LEADING_ZERO, ZIP_PLUS_FOUR), "02139"),
        (" 02139", (ZIP_SPACES,), "02139"),
        ("02139\xa0", (ZIP_SPACES,), "02139"),
        ("02 139", (ZIP_SPACES,), "02139"),
        ("02\u200b139", (ZIP_SPACES,), "02139"),
        ("'02139", (ZIP_SPACES,), "02139"),
        ('"02139"', (ZIP_SPACES,), "02139"),
        ("30909.0", (ZIP_SPACES,), "30909"),
        ("2139.0", (ZIP_LEADING_ZERO, ZIP_SPACES), "02139"),
        (" 30909 - 4429 ", (ZIP_PLUS_FOUR, ZIP_SPACES), "30909"),
    ],
)
def test_what_can_only_mean_one_zip_is_mended(cell: str, rules: tuple[Rule, ...], after: str) -> None:
    assert JUDGE.rules_of(cell) == rules
    assert JUDGE.mended(cell, ALL) == after


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "K1A 0B1",
            "SW1A 1AA",
            "GA",
            "n/a",
            "1",
            "12",
            "12.0",
            "000",
            "0000",
            "00000",
            "00000-1234",
            "0000-1234",
        ),
        *(
            "555-1234",
            "20240101",
            "123456",
            "30909-",
            "30909-442",
            "30909.5",
            "2,139",
            "-2139",
            "٠٢١٣٩",
            "O2139",
        ),
    ],
)
def test_what_is_no_zip_of_the_united_states_stays(cell: str) -> None:
    assert JUDGE.rules_of(cell) == (ZIP_FORMAT,)
    assert JUDGE.mended(cell, ALL) == cell


def test_padding_and_cutting_can_be_wanted_one_without_the_other() -> None:
    assert JUDGE.mended("2139-1234", frozenset({ZIP_LEADING_ZERO.id})) == "02139-1234"
    assert JUDGE.mended("30909-4429", frozenset({ZIP_LEADING_ZERO.id})) == "30909-4429"
    assert JUDGE.rules_of(" K1A 0B1") == (ZIP_FORMAT, ZIP_SPACES)
