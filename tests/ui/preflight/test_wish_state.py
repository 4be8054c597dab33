"""What the user changed is kept, the rest stays as proposed, and what no longer fits is dropped."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.operations import OPERATIONS, RANK
from mcdesk.model.preflight import (
    Constant,
    Decision,
    Edit,
    Encoding,
    Filling,
    Fix,
    FromColumn,
    Limits,
    PreflightWish,
    ReadingWish,
    Separator,
)
from mcdesk.model.rules import PRICE_CENTS, ZIP_LEADING_ZERO
from mcdesk.ui.preflight.wish_state import Wishes

FILLINGS: dict[str, Filling] = {"vin": FromColumn(3), "zip": Constant("02139")}
FULL = (
    Wishes()
    .with_fillings(FILLINGS)
    .with_switch("zip-leading-zero", False)
    .with_decision("vin-length", Decision.LEAVE_OUT)
    .with_edit(Edit(4, 1, "18990"))
    .with_trial(100)
)

readings = st.builds(
    ReadingWish,
    encoding=st.none() | st.sampled_from(Encoding),
    separator=st.none() | st.sampled_from(Separator),
    header_line=st.none() | st.integers(0, 9),
    sheet=st.none() | st.text(max_size=5),
)
edits = st.lists(st.builds(Edit, st.integers(1, 4), st.integers(0, 3), st.text(max_size=3)), max_size=12)


def test_nothing_changed_is_what_mcdesk_proposes():
    for operation in OPERATIONS.values():
        assert Wishes().for_operation(operation) == PreflightWish(operation)


def test_every_change_arrives_in_the_wish():
    wish = FULL.for_operation(RANK, Limits(3_000, 1_000))
    assert wish.fillings == FILLINGS
    assert not wish.is_on(ZIP_LEADING_ZERO)
    assert wish.decisions == {"vin-length": Decision.LEAVE_OUT}
    assert wish.edits == (Edit(4, 1, "18990"),)
    assert wish.first_rows == 100
    assert wish.limits == Limits(3_000, 1_000)


@given(readings)
def test_another_reading_drops_what_counted_in_the_old_columns(reading):
    changed = FULL.with_reading(reading)
    if reading == ReadingWish():
        assert changed == FULL
    else:
        assert changed.reading == reading
        assert (changed.fillings, changed.edits) == (None, ())
        assert (changed.switches, changed.decisions, changed.trial) == (
            *(FULL.switches, FULL.decisions),
            FULL.trial,
        )


@given(edits)
def test_a_cell_has_the_text_that_was_written_last(written):
    wishes = Wishes()
    for edit in written:
        wishes = wishes.with_edit(edit)
    kept = {(edit.row, edit.column): edit.text for edit in wishes.edits}
    assert kept == {(edit.row, edit.column): edit.text for edit in written}
    assert len(kept) == len(wishes.edits)


def test_undoing_all_fixes_and_taking_the_proposal_again():
    undone = FULL.with_switch(PRICE_CENTS.id, True).without_fixes()
    assert undone.fix is Fix.NONE
    assert not undone.for_operation(RANK).is_on(ZIP_LEADING_ZERO)
    assert undone.decisions == FULL.decisions
    again = undone.with_proposed_fixes()
    assert again.for_operation(RANK).is_on(ZIP_LEADING_ZERO)
    assert not again.for_operation(RANK).is_on(PRICE_CENTS)


def test_a_single_fix_can_be_switched_on_after_all_were_undone():
    wishes = Wishes().without_fixes().with_switch(ZIP_LEADING_ZERO.id, True)
    assert wishes.for_operation(RANK).is_on(ZIP_LEADING_ZERO)


def test_for_another_operation_only_the_reading_holds():
    reading = ReadingWish(separator=Separator.PIPE)
    other = FULL.with_reading(reading).with_trial(5).for_other_operation()
    assert other == Wishes(reading=reading)


def test_a_wish_is_not_changed_afterwards():
    told = {"vin": FromColumn(0)}
    wishes = Wishes().with_fillings(told)
    told["vin"] = FromColumn(9)
    assert wishes.fillings == {"vin": FromColumn(0)}
    assert Wishes() == Wishes()
    assert {field.name for field in fields(Wishes)} < {field.name for field in fields(PreflightWish)} | {
        "trial"
    }
