"""Figures, times and lanes: what is written for any number that may come."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.ui.answer.figures import score_words, share_of
from mcdesk.ui.answer.lanes import lanes_of
from mcdesk.ui.answer.moments import day_and_time, took
from tests.ui.answer.samples import DAY, NOW


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (2214.0, "2,214"),
        (2214.5, "2,214.5"),
        (12345.6, "12,346"),
        (0.0, "0"),
        (None, "–"),
        (math.nan, "–"),
        (math.inf, "–"),
    ],
)
def test_a_score_is_written_as_it_came(score: float | None, words: str) -> None:
    assert score_words(score) == words


@pytest.mark.parametrize(
    ("score", "share"),
    [(400, 0), (1700, 0.5), (3000, 1), (399, 0), (9000, 1), (-5, 0), (None, 0), (math.nan, 0)],
)
def test_a_bar_stays_on_the_scale(score: float | None, share: float) -> None:
    assert share_of(score) == share


@given(st.floats(320, 2000), st.booleans())
def test_nothing_in_a_row_lies_over_anything_else(width: float, has_marks: bool) -> None:
    lanes = lanes_of(width, round, has_marks=has_marks)
    parts = (lanes.badge, lanes.name, lanes.bars, lanes.figures)
    for left, right in itertools.pairwise(parts):
        assert left.right <= right.left
    assert lanes.mark.right <= lanes.name.left
    assert lanes.figures.right <= width
    assert min(lanes.name.width, lanes.bars.width) >= 40


def test_a_moment_is_told_by_its_day() -> None:
    assert day_and_time(NOW, NOW + 1).startswith("today, ")
    assert day_and_time(NOW - DAY, NOW).startswith("yesterday, ")
    assert day_and_time(NOW - 400 * DAY, NOW).count(" ") == 3  # day, month, year, time


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0.04, "0.0 s"), (0.44, "0.4 s"), (9.94, "9.9 s"), (9.96, "10 s"), (70, "1 min")],
)
def test_how_long_it_took(seconds: float | None, words: str) -> None:
    assert took(seconds) == words
