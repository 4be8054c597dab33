"""When a watch has been silent for too long: judged by the clock, not by what the watch says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.errors import RateLimitedError, UnreachableError
from mcdesk.model.events import PollStatus
from mcdesk.model.watching import silence

NOW = 1_780_000_000.0
moments = st.none() | st.floats(NOW - 1e6, NOW + 1e6)


@pytest.mark.parametrize(
    ("status", "silent"),
    [
        (PollStatus(), None),
        (PollStatus(is_checking=True), None),
        (PollStatus(checked_at=NOW - 60, next_at=NOW), None),
        (PollStatus(checked_at=NOW - 240, next_at=NOW - 180), None),
        (PollStatus(checked_at=NOW - 241, next_at=NOW - 181), 181),
        (PollStatus(is_checking=True, checked_at=NOW - 400, next_at=NOW - 340), 340),
        (PollStatus(is_waking=True, next_at=NOW - 200), 200),
        (PollStatus(checked_at=NOW - 500, has_stopped=True), 500),
        (PollStatus(checked_at=NOW - 100, has_stopped=True), None),
        (PollStatus(checked_at=NOW - 900, next_at=NOW + 5, trouble=UnreachableError("Gone.")), None),
        (PollStatus(checked_at=NOW - 9e4, next_at=NOW + 9e4, trouble=RateLimitedError("Slow.")), None),
    ],
)
def test_silence_begins_three_minutes_after_a_check_was_due(status: PollStatus, silent: float | None) -> None:
    assert silence(status, NOW) == silent


@given(st.builds(PollStatus, checked_at=moments, next_at=moments), st.floats(0, 1e6))
def test_silence_only_grows_until_a_check_ends_it(status: PollStatus, later: float) -> None:
    now, then = silence(status, NOW), silence(status, NOW + later)
    assert now is None or (now > 180 and then is not None and then >= now)
