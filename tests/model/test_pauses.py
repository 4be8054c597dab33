"""How long mcdesk waits before it asks again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.pauses import LONGEST_PAUSE, pause_after

failures = st.integers(1, 10_000)
bases = st.floats(0.01, 600)
dice = st.floats(0, 1)


def test_while_all_is_well_the_pace_is_exact() -> None:
    assert pause_after(0, base=60, dice=0.9) == 60


def test_each_failure_doubles_the_pause_up_to_the_longest() -> None:
    assert [pause_after(n, base=10) for n in range(1, 8)] == [20, 40, 80, 160, 300, 300, 300]


@given(failures=failures, base=bases, dice=dice)
def test_trouble_never_makes_it_ask_more_often(failures: int, base: float, dice: float) -> None:
    assert pause_after(failures, base=base, dice=dice) >= 0.9 * base
    if base <= LONGEST_PAUSE / 2:
        assert pause_after(failures, base=base, dice=dice) >= base


@given(failures=failures, base=bases, dice=dice)
def test_the_pause_is_capped(failures: int, base: float, dice: float) -> None:
    assert pause_after(failures, base=base, dice=dice) <= 1.1 * max(base, LONGEST_PAUSE)


@given(failures=st.integers(0, 50), base=bases, dice=dice, asked=st.floats(0, 3e7))
def test_what_the_service_asked_for_is_always_honoured(
    failures: int, base: float, dice: float, asked: float
) -> None:
    pause = pause_after(failures, base=base, retry_after=asked, dice=dice)
    assert pause >= asked
    assert pause == max(asked, pause_after(failures, base=base, dice=dice))


@pytest.mark.parametrize("failures", [1, 5])
def test_desks_that_failed_together_do_not_come_back_together(failures: int) -> None:
    waits = {pause_after(failures, base=10, dice=thrown) for thrown in (0.0, 0.25, 0.5, 1.0)}
    assert len(waits) == 4
