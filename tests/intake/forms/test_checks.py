"""A form's cells and rows: the rules of preflight, what goes out, what repeats, fast enough for every key."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.cells.judge import judge_for
from mcdesk.intake.forms.cell_check import check_cell
from mcdesk.intake.forms.row_check import check_rows, sendable
from mcdesk.model.fields import PRICE, ZIP
from mcdesk.model.lookups import DEALER, VEHICLE, Cells, Column, Side
from mcdesk.model.rules import (
    LOCATION_FORMAT,
    LOCATION_SPACES,
    MILES_KILOMETRES,
    PRICE_CENTS,
    PRICE_FORMAT,
    SOURCE_EMAIL,
    SOURCE_URL,
    VIN_CASE,
    VIN_CHECK_DIGIT,
    VIN_LENGTH,
    ZIP_FORMAT,
    ZIP_LEADING_ZERO,
    Level,
    Rule,
)
from tests.intake.cells.likely import cells

VIN_COLUMN, PRICE_COLUMN, MILES_COLUMN = VEHICLE.columns
SITE_COLUMN, ZIP_COLUMN, LOCATION_COLUMN = DEALER.columns
COLUMNS = (*VEHICLE.columns, *DEALER.columns)
VIN_A, VIN_B = "1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064"


@pytest.mark.parametrize(
    ("column", "text", "rules", "sends"),
    [
        (PRICE_COLUMN, "20000", (), "20000"),
        (PRICE_COLUMN, "$20,000", (PRICE_FORMAT,), "20000"),
        (MILES_COLUMN, "0", (), "0"),
        (ZIP_COLUMN, "2139", (ZIP_LEADING_ZERO,), "02139"),
        (ZIP_COLUMN, "", (), ""),
        (ZIP_COLUMN, " ' ", (), ""),
        (LOCATION_COLUMN, "", (), ""),
        (LOCATION_COLUMN, " 1048271.0", (LOCATION_SPACES,), "1048271"),
        (SITE_COLUMN, "https://www.Carvana.com/x", (SOURCE_URL,), "carvana.com"),
        (VIN_COLUMN, VIN_A.lower(), (VIN_CASE,), VIN_A),
        (VIN_COLUMN, VIN_A[:-1] + "1", (VIN_CHECK_DIGIT,), VIN_A[:-1] + "1"),
    ],
)
def test_what_is_clean_or_mended_goes_out(
    column: Column, text: str, rules: tuple[Rule, ...], sends: str
) -> None:
    check = check_cell(column, text)
    assert (check.rules, check.sends, check.is_bad, check.open_fixes) == (rules, sends, False, ())
    assert check.is_mended is any(rule.can_mend for rule in rules)


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        (VIN_COLUMN, "", VIN_COLUMN.field.missing),
        (SITE_COLUMN, "\xa0", SITE_COLUMN.field.missing),
        (VIN_COLUMN, VIN_A[:16], VIN_LENGTH),
        (ZIP_COLUMN, "K1A 0B1", ZIP_FORMAT),
        (LOCATION_COLUMN, "a b", LOCATION_FORMAT),
    ],
)
def test_what_can_not_be_sent_says_why(column: Column, text: str, rule: Rule) -> None:
    check = check_cell(column, text)
    assert rule in check.rules
    assert (check.is_bad, check.is_mended, check.open_fixes) == (True, False, ())


@pytest.mark.parametrize(
    ("column", "text", "rule", "after"),
    [
        (PRICE_COLUMN, "$20,000.50", PRICE_CENTS, "20001"),
        (MILES_COLUMN, "100 km", MILES_KILOMETRES, "62"),
        (SITE_COLUMN, "sales@a.com", SOURCE_EMAIL, "a.com"),
    ],
)
def test_a_fix_that_changes_the_meaning_waits_for_the_users_word(
    column: Column, text: str, rule: Rule, after: str
) -> None:
    before, wished = check_cell(column, text), check_cell(column, text, frozenset({rule.id}))
    assert (before.is_bad, before.open_fixes) == (True, (rule,))
    assert (wished.is_bad, wished.open_fixes, wished.is_mended, wished.sends) == (False, (), True, after)
    assert before.rules == wished.rules


@given(st.data(), st.sampled_from(COLUMNS))
def test_what_is_not_bad_goes_out_as_the_service_takes_it(data: st.DataObject, column: Column) -> None:
    text = data.draw(cells(column.field))
    wishes = st.frozensets(st.sampled_from([rule.id for rule in column.field.rules]))
    check = check_cell(column, text, data.draw(wishes))
    if check.is_bad or not check.sends:
        return
    left = judge_for(column.field).rules_of(check.sends)
    assert all(rule.level is Level.WARNING for rule in left)


@given(st.data(), st.sampled_from(COLUMNS))
def test_what_goes_out_is_clean_when_it_comes_back(data: st.DataObject, column: Column) -> None:
    check = check_cell(column, data.draw(cells(column.field)))
    if not check.is_bad:
        again = check_cell(column, check.sends)
        assert (again.sends, again.is_bad, again.is_mended) == (check.sends, False, False)


def test_columns_of_one_name_may_differ() -> None:
    needed, spare = Column(ZIP), Column(ZIP, is_needed=False)
    for _ in range(2):
        assert check_cell(needed, "").is_bad
        assert not check_cell(spare, "").is_bad
    low = Column(type(PRICE)(PRICE.name, PRICE.title, PRICE.shape, (), PRICE.rules, least=1, most=10))
    assert check_cell(low, "20000").is_bad
    assert not check_cell(PRICE_COLUMN, "20000").is_bad


def test_rows_that_mean_the_same_dealer_are_told_by_what_goes_out() -> None:
    rows = [
        ("a.com", "02139", ""),
        ("https://www.a.com/", "2139", " "),
        ("a.com", "02139", "7"),
        ("A.com", "02139", ""),
    ]
    checks = check_rows(DEALER, rows)
    assert [check.repeats for check in checks] == [None, 0, None, 0]
    assert [check.is_sendable for check in checks] == [True, False, True, False]
    assert sendable(DEALER, rows) == ((0, ("a.com", "02139", "")), (2, ("a.com", "02139", "7")))


def test_rows_without_a_known_identity_repeat_nothing() -> None:
    rows = [("", "1", "2"), ("", "1", "2"), ("abc", "1", "2"), ("abc", "1", "2"), ("", "", ""), ("", "", " ")]
    checks = check_rows(VEHICLE, rows)
    assert [check.repeats for check in checks] == [None] * 6
    assert [check.is_empty for check in checks] == [False] * 4 + [True] * 2
    assert not any(check.is_sendable for check in checks)


def test_a_row_that_cannot_be_sent_keeps_no_other_from_going() -> None:
    rows = [(VIN_A, "", "1"), (VIN_A, "20000", "1"), (VIN_A, "20000", "1")]
    assert [check.repeats for check in check_rows(VEHICLE, rows)] == [None, None, 1]
    assert sendable(VEHICLE, rows) == ((1, (VIN_A, "20000", "1")),)


def test_wishes_are_taken_row_by_row() -> None:
    rows = [(VIN_A, "20000.50", "1"), (VIN_B, "20000.50", "1")]
    wishes = [frozenset({PRICE_CENTS.id}), frozenset[str]()]
    assert sendable(VEHICLE, rows, wishes) == ((0, (VIN_A, "20001", "1")),)
    assert sendable(VEHICLE, rows) == ()


@given(st.data(), st.sampled_from([DEALER, VEHICLE]))
def test_what_is_sendable_is_so_once_and_again(data: st.DataObject, side: Side) -> None:
    row = st.tuples(*(cells(column.field) for column in side.columns))
    rows: list[Cells] = data.draw(st.lists(row, max_size=6))
    rows += rows[:2]
    out = [cells for _, cells in sendable(side, rows)]
    assert len({side.identity_of(cells) for cells in out}) == len(out)
    assert [cells for _, cells in sendable(side, out)] == out


def test_a_hundred_rows_are_judged_between_two_key_presses() -> None:
    rows = [(f"https://www.dealer-{n}.com/x", str(1000 + n), str(n)) for n in range(100)]
    began = time.process_time()
    for _ in range(20):
        check_rows(DEALER, rows)
    assert time.process_time() - began < 20 * 0.005
    began = time.process_time()
    for n in range(20):
        check_rows(DEALER, [*rows[:50], (f"a{n}.com", "", ""), *rows[51:]])
    assert time.process_time() - began < 20 * 0.003


def test_a_document_in_a_cell_takes_no_time() -> None:
    began = time.process_time()
    for column in COLUMNS:
        assert check_cell(column, "x" * 1_000_000).is_bad
    assert time.process_time() - began < 1
