"""An account's own limits: they go before the declared ones, unless no job could be made within them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.limits import (
    LEAST_SIZE,
    are_sound,
    limits_for,
    limits_from_text,
    limits_setting,
    limits_to_text,
)
from mcdesk.model.operations import OPERATIONS, Operation
from mcdesk.model.preflight import Limits

SOUND = st.builds(Limits, st.none() | st.integers(1, 10**9), st.integers(LEAST_SIZE, 10**12))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["rank", "rows", "size"]), inner),
)


@given(st.dictionaries(st.text(), SOUND))
def test_what_was_kept_comes_back(own: dict[str, Limits]) -> None:
    assert limits_from_text(limits_to_text(own)) == own


@given(st.text() | JSON.map(json.dumps))
def test_no_text_is_too_damaged_to_be_read(text: str) -> None:
    for limits in limits_from_text(text).values():
        assert are_sound(limits)
        assert type(limits.rows) in (int, type(None))
        assert type(limits.size) is int


@pytest.mark.parametrize("text", [None, "", "null", "[]", "7", '{"a":' * 100_000])
def test_a_text_that_can_not_be_read_limits_nothing(text: str | None) -> None:
    assert limits_from_text(text) == {}


@pytest.mark.parametrize(
    "entry",
    [
        {"rows": 0, "size": 5_000},
        {"rows": -1, "size": 5_000},
        {"rows": 10, "size": 999},
        {"rows": True, "size": 5_000},
        {"rows": 10, "size": True},
        {"rows": 10.0, "size": 5_000},
        {"rows": "10", "size": 5_000},
        {"rows": 10},
        {"size": 5_000},
        [10, 5_000],
        None,
    ],
)
def test_a_bad_value_is_passed_over_and_the_others_stay(entry: object) -> None:
    told = {"one": entry, "other": {"rows": 1, "size": 1_000, "since": "2026"}}
    assert limits_from_text(json.dumps(told)) == {"other": Limits(1, 1_000)}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_an_account_s_own_limits_go_before_the_declared_ones(operation: Operation) -> None:
    declared = Limits(operation.max_rows, operation.max_bytes)
    assert limits_for(operation, {}) == declared
    assert limits_for(operation, {"another": Limits(1, 1_000)}) == declared
    assert limits_for(operation, {operation.id: Limits(10_000, 2_000)}) == Limits(10_000, 2_000)
    assert limits_for(operation, {operation.id: Limits(None, 2_000)}) == Limits(None, 2_000)
    for unsound in (Limits(0, 2_000), Limits(5, 999)):
        assert limits_for(operation, {operation.id: unsound}) == declared


def test_each_account_has_a_setting_of_its_own() -> None:
    assert limits_setting("a") != limits_setting("b")
