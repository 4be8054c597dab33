"""What holds for the judge of every field, whatever a cell has in it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.intake.cells.grammar import LONGEST, NOTHING, is_empty
from mcdesk.intake.cells.judge import judge_for
from mcdesk.model.fields import LOCATION, MILES, PRICE, SOURCE, VIN, ZIP, Field
from mcdesk.model.rules import MILES_FORMAT, MILES_KILOMETRES, Rule
from tests.intake.cells.likely import cells

FIELDS = (VIN, PRICE, MILES, SOURCE, ZIP, LOCATION)
every_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
PIECES = (
    *("1", " ", "-", "a", "a.", "1,000,", "1 000 ", "http:", "/", "www.", "@", ".", "*", "ü", "ü.", "VIN"),
    *("(", "0", "000-", "1.0"),
)
thoroughly = settings(max_examples=400)


def mends_of(field: Field) -> frozenset[str]:
    return frozenset(rule.id for rule in field.rules if rule.can_mend)


def mendable(rules: tuple[Rule, ...]) -> set[str]:
    return {rule.id for rule in rules if rule.can_mend}


def some_of(ids: frozenset[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(sorted(ids)))


@every_field
@thoroughly
@given(st.data())
def test_mending_twice_is_mending_once(field: Field, data: st.DataObject) -> None:
    # Not so where the heading says kilometres: plain digits, which are the result, are kilometres there.
    cell, on = data.draw(cells(field)), data.draw(some_of(mends_of(field)))
    judge = judge_for(field)
    once = judge.mended(cell, on)
    assert judge.mended(once, on) == once


@every_field
@thoroughly
@given(st.data())
def test_after_all_mends_nothing_is_left_to_mend(field: Field, data: st.DataObject) -> None:
    cell, judge = data.draw(cells(field)), judge_for(field)
    done = judge.mended(cell, mends_of(field))
    assert mendable(judge.rules_of(done)) == set()
    assert [rule for rule in judge.rules_of(cell) if not rule.can_mend] == list(judge.rules_of(done))


@every_field
@thoroughly
@given(st.data())
@pytest.mark.parametrize("is_kilometres", [False, True])
def test_what_is_found_is_what_mending_does(field: Field, is_kilometres: bool, data: st.DataObject) -> None:
    """A mend that is announced changes what comes out, one that is not changes nothing."""
    cell, judge = data.draw(cells(field)), judge_for(field, is_kilometres=is_kilometres)
    everything = mends_of(field)
    done, found = judge.mended(cell, everything), mendable(judge.rules_of(cell))
    assert {each for each in everything if judge.mended(cell, everything - {each}) != done} == found
    assert judge.mended(cell, frozenset(found)) == done
    assert (done == cell) is (not found)


@every_field
@thoroughly
@given(st.data())
def test_findings_come_once_each_in_the_order_of_reports(field: Field, data: st.DataObject) -> None:
    rules = judge_for(field).rules_of(data.draw(cells(field)))
    order = [field.missing, *field.rules]
    assert [order.index(rule) for rule in rules] == sorted({order.index(rule) for rule in rules})


@every_field
@given(st.data())
def test_a_cell_of_blanks_and_quotes_is_missing_and_stays(field: Field, data: st.DataObject) -> None:
    cell = data.draw(st.text(st.sampled_from(NOTHING)))
    judge = judge_for(field)
    assert judge.rules_of(cell) == (field.missing,)
    assert judge.mended(cell, mends_of(field)) == cell


@every_field
@given(st.data())
def test_mending_never_empties_a_cell(field: Field, data: st.DataObject) -> None:
    cell, on = data.draw(cells(field)), data.draw(some_of(mends_of(field)))
    assert is_empty(judge_for(field).mended(cell, on)) is is_empty(cell)


@every_field
@given(st.data())
def test_other_digits_than_ours_are_no_digits(field: Field, data: st.DataObject) -> None:
    digits = st.characters(categories=["Nd"], exclude_characters="0123456789")
    cell = data.draw(st.text(digits, min_size=1, max_size=18))
    judge = judge_for(field)
    assert mendable(judge.rules_of(cell)) == set()
    assert judge.rules_of(cell) != ()


@given(st.integers(0, 3_000_000), st.sampled_from(["", " ", ".0", ".5"]), some_of(mends_of(MILES)))
def test_bare_numbers_under_a_heading_in_kilometres_are_converted_or_left(
    number: int, ending: str, on: frozenset[str]
) -> None:
    judge = judge_for(MILES, is_kilometres=True)
    cell = f"{number:,}{ending}"
    if MILES_KILOMETRES.id not in on:
        assert judge.mended(cell, on) == cell
    else:
        assert judge.mended(cell, on) == judge_for(MILES).mended(f"{number}{ending.strip()} km", on)
        assert MILES_FORMAT not in judge.rules_of(cell)


@every_field
@pytest.mark.parametrize("length", [LONGEST - 1, 100_000])
def test_long_cells_take_no_time(field: Field, length: int) -> None:
    long_cells = [(piece * length)[:length] + ending for piece in PIECES for ending in ("", "x", " ")]
    judge = judge_for(field)
    began = time.process_time()
    for cell in long_cells:
        judge.rules_of(cell)
        judge.mended(cell, mends_of(field))
    assert time.process_time() - began < 0.01 * len(long_cells)
