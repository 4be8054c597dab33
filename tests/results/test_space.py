"""Is there room for a result: asked before its slot is spent, in words that say what to do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.errors import StorageError
from mcdesk.model.operations import OPERATIONS
from mcdesk.results import space

RESULTS = st.lists(st.tuples(st.integers(0, 10**10), st.integers(0, 5_000_000)), max_size=space.TEACHERS)


def has(free: int) -> space.FreeBytes:
    return lambda folder: free


def test_before_the_call_three_times_the_size_must_be_free(tmp_path: Path) -> None:
    space.require_room(tmp_path, 10_000_000, has(30_000_000))
    with pytest.raises(StorageError, match="too little room") as refused:
        space.require_room(tmp_path, 10_000_000, has(17_500_000))
    assert "Free at least 13 MB on the disk of" in refused.value.advice
    assert "no download was spent" in refused.value.advice


def test_large_amounts_have_separators(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        space.require_room(tmp_path, 10**12, has(0))
    assert "3,000,000 MB" in refused.value.advice


def test_a_result_of_unknown_size_needs_room_for_the_ledger_at_least(tmp_path: Path) -> None:
    space.require_room(tmp_path, None, has(1_000_000))
    with pytest.raises(StorageError):
        space.require_room(tmp_path, None, has(999_999))


def test_once_it_is_paid_for_only_a_body_that_can_not_fit_is_broken_off(tmp_path: Path) -> None:
    space.require_fit(tmp_path, 10_000_000, has(11_000_000))
    space.require_fit(tmp_path, None, has(0))
    with pytest.raises(StorageError, match="too little room") as refused:
        space.require_fit(tmp_path, 10_000_000, has(9_000_000))
    assert "Free at least 2 MB" in refused.value.advice


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be written"):
        space.require_room(tmp_path / "gone", 1, space.free_bytes)
    assert space.free_bytes(tmp_path) > 0


def test_nine_of_ten_results_were_no_larger(tmp_path: Path) -> None:
    results = [(rows * share, rows) for rows, share in zip([10_000] * 20, range(1, 21), strict=True)]
    assert space.usual_row_bytes(results, 100) == 18


def test_small_and_few_results_teach_nothing_that_would_be_too_little() -> None:
    assert space.usual_row_bytes([], 100) == 100
    assert space.usual_row_bytes([(500, 1)] * 20, 100) == 100
    assert space.usual_row_bytes([(20_000, 1_000)] * 4, 100) == 100
    assert space.usual_row_bytes([(300_000, 1_000)] * 4, 100) == 300


@given(RESULTS, st.integers(1, 5_000))
def test_what_is_learnt_lies_among_what_was_seen(results: list[tuple[int, int]], declared: int) -> None:
    learnt = space.usual_row_bytes(results, declared)
    seen = [size / rows for size, rows in results if rows >= space.FEWEST_ROWS]
    assert learnt <= max([declared, *(share + 1 for share in seen)])
    assert sum(share <= learnt for share in seen) >= 0.9 * len(seen)


@given(RESULTS, st.integers(1, 5_000), st.randoms(use_true_random=False))
def test_the_order_in_which_results_came_does_not_matter(results, declared, dice) -> None:
    mixed = list(results)
    dice.shuffle(mixed)
    assert space.usual_row_bytes(results, declared) == space.usual_row_bytes(mixed, declared)


@given(st.integers(0, 10**12), st.integers(0, 10**13))
def test_what_is_to_be_freed_is_enough(size: int, free: int) -> None:
    here = Path()
    try:
        space.require_room(here, size, has(free))
    except StorageError as refused:
        words = refused.advice.split("at least ")[1].split(" MB")[0]
        space.require_room(here, size, has(free + int(words.replace(",", "")) * 1_000_000))


def test_each_operation_declares_what_a_row_takes() -> None:
    assert all(operation.result_row_bytes > 50 for operation in OPERATIONS.values())
