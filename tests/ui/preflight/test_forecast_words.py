"""What goes out and what should come back, as a user reads it."""

from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.model.operations import DECODE, RANK
from mcdesk.model.preflight import Forecast, PartForecast
from mcdesk.ui.preflight.forecast_words import (
    forecast_parts,
    left_out_words,
    part_lines,
    reading_words,
    repeat_words,
    so_far_words,
)
from mcdesk.ui.sheets.values import BatchDraft
from tests.ui.preflight import samples

FREE = BatchDraft(Path("a.csv"), RANK.id, "a")
DECODED = BatchDraft(Path("a.csv"), DECODE.id, "a")


def split(*sizes: int, repeats: int = 0) -> Forecast:
    parts, first = [], 1
    for size in sizes:
        parts.append(PartForecast(first, first + size - 1, size - repeats, size * 20))
        first += size
    return Forecast(sum(sizes), sum(sizes) - repeats * len(sizes), sum(sizes) * 20, tuple(parts))


def flat(draft: BatchDraft, forecast: Forecast) -> str:
    return " · ".join(f"{strong} {plain}".strip() for strong, plain in forecast_parts(draft, forecast))


def test_one_job():
    assert flat(FREE, samples.forecast()) == (
        "12,000 rows · 11,640 unique VINs · about 310 KB after compression · expect successful_count ≈ 11,640"
    )
    assert flat(DECODED, samples.forecast(1, 1, 20)) == (
        "1 row · 1 unique VIN · about 20 bytes to upload · expect successful_count ≈ 1"
    )
    assert part_lines(FREE, samples.forecast()) == ()


def test_several_jobs_are_spelt_out_while_they_can_be_counted_at_a_glance():
    forecast = split(3000, 3000, 642)
    assert flat(DECODED, forecast).startswith("3 jobs: 3,000 + 3,000 + 642 rows, one after the other")
    assert part_lines(DECODED, forecast) == (
        "Part 1: rows 1–3,000, about 60 KB, starts at once",
        "Part 2: rows 3,001–6,000, about 60 KB, starts after part 1",
        "Part 3: rows 6,001–6,642, about 13 KB, starts after part 2",
    )
    assert "40 jobs: 120,000 rows, at most 3,000 each" in flat(DECODED, split(*[3000] * 40))


def test_a_long_list_of_jobs_ends_with_the_last():
    lines = part_lines(DECODED, split(*[3000] * 40))
    assert len(lines) == 21
    assert lines[-2] == "… 20 more"
    assert lines[-1].startswith("Part 40: rows 117,001–120,000")


@pytest.mark.parametrize(
    ("running", "waiting", "words"),
    [
        ("", 0, "starts at once"),
        ("may-auction", 0, "starts after may-auction"),
        ("may-auction", 2, "starts after those that wait already"),
    ],
)
def test_the_first_part_waits_for_its_lane(running, waiting, words):
    draft = replace(DECODED, lane_running=running, lane_waiting=waiting)
    first, second = part_lines(draft, split(3000, 3000))
    assert first.endswith(words)
    assert second.endswith("starts after part 1")


def test_what_stays_behind():
    assert left_out_words(samples.mixed(), None) == "4 of 12,004 rows left out · source file untouched"
    assert left_out_words(samples.undecided(), None) == "15 of 12,004 rows held back · source file untouched"
    assert left_out_words(samples.calm(), None) == "every row is sent · source file untouched"
    few = replace(samples.mixed(), forecast=samples.forecast(98, 98, 900))
    assert left_out_words(few, 100) == "trial: 98 of 12,004 rows · source file untouched"


def test_fewer_successes_than_rows_are_expected():
    assert repeat_words(RANK, samples.forecast()) == "360 rows repeat a VIN: expected, nothing is missing."
    assert repeat_words(RANK, samples.forecast(2, 1, 9)).startswith("1 row repeats a VIN")
    assert repeat_words(RANK, samples.forecast(5, 5, 9)) == ""


def test_a_value_in_two_jobs_is_counted_in_both():
    forecast = replace(split(3000, 3000, repeats=10), unique_values=5900)
    assert repeat_words(DECODE, forecast) == (
        "20 rows repeat a VIN: expected, nothing is missing; 80 VINs counted again in a later job."
    )


def test_while_it_is_read():
    assert reading_words(310_000_000, 668_000_000) == "Checking every row · 310 of 668 MB"
    assert reading_words(310_000, None) == "Checking every row · 310 KB"
    assert reading_words(0, None) == "Checking every row…"
    assert so_far_words(samples.running()) == "74,000 rows so far · 6 kinds of problem"
    assert so_far_words(samples.calm_so_far()) == "74,000 rows so far"
