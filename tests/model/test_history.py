"""What jobs usually take: from the user's own, in words that promise no more than those show."""

import math
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.history import Usual, left, outlook, stall, usual, usual_for
from mcdesk.model.jobs import Job, JobStatus

NOW = 1_780_000_000.0
MIN, HOUR = 60.0, 3600.0
NINE = Usual(7 * MIN, 9 * MIN, 14 * MIN, 12)

seconds = st.floats(0, 30 * 86_400)
durations = st.lists(seconds, min_size=3, max_size=80)
usuals = durations.map(usual).filter(lambda found: found is not None)
sizes = st.none() | st.integers(0, 10**6)


def running(**values: Any) -> Job:
    told = {"created_at": NOW - HOUR, "moved_at": NOW - HOUR} | values
    return Job("j", "rank", JobStatus.PROCESSING, 40, **told)


def completed(minutes: float, items: int | None = 100, *, ago: float = 0.0) -> Job:
    at = NOW - ago
    job = Job(f"{minutes} {ago}", "rank", JobStatus.COMPLETED, 100, at - minutes * MIN)
    return replace(job, completed_at=at, item_count=items)


def test_usual_is_the_median_with_its_quartiles() -> None:
    assert usual([5, 1, 4, 2, 3]) == Usual(2, 3, 4, 5)


@pytest.mark.parametrize("few", [[], [9.0], [9.0, 7.0], [9.0, 7.0, math.nan], [9.0, 7.0, -1.0, math.inf]])
def test_two_jobs_make_nothing_usual(few: list[float]) -> None:
    assert usual(few) is None


def test_only_the_latest_fifty_count() -> None:
    found = usual([10.0] * 50 + [9000.0] * 500)
    assert found == Usual(10, 10, 10, 50)


def test_jobs_of_about_the_same_size_say_it_where_there_are_three() -> None:
    large = [completed(90, 10_000, ago=n) for n in range(5)]
    small = [completed(9, size) for size in (50, 100, 200)]
    found = usual_for(large + small, 100)
    assert found is not None
    assert (found.median, found.jobs, found.is_of_size) == (9 * MIN, 3, True)
    found = usual_for(large + small[:2], 100)
    assert found is not None
    assert (found.median, found.jobs, found.is_of_size) == (90 * MIN, 7, False)


@pytest.mark.parametrize(
    ("size", "counts"), [(49, False), (50, True), (200, True), (201, False), (None, False)]
)
def test_about_the_same_size_means_a_factor_of_two(size: int | None, counts: bool) -> None:
    found = usual_for([completed(9, size) for _ in range(3)], 100)
    assert found is not None
    assert found.is_of_size is counts


def test_a_size_that_nobody_knows_is_compared_with_all() -> None:
    found = usual_for([completed(9) for _ in range(3)], None)
    assert found is not None
    assert not found.is_of_size


def test_jobs_that_failed_or_run_say_nothing() -> None:
    failed = replace(completed(9), status=JobStatus.FAILED)
    timeless = replace(completed(9), created_at=0.0)
    assert usual_for([failed, failed, failed, running(), timeless, completed(9)], 100) is None


def test_the_latest_are_found_in_whatever_order_jobs_come() -> None:
    old = [completed(90, ago=1e6 + n) for n in range(60)]
    new = [completed(9, ago=n) for n in range(50)]
    found = usual_for(old + new[::-1], 100)
    assert found == Usual(9 * MIN, 9 * MIN, 9 * MIN, 50, is_of_size=True)


@pytest.mark.parametrize(
    ("minutes", "reads"),
    [
        ((7, 9, 14), "usually 9 min (7 to 14)"),
        ((9, 9, 9), "usually 9 min"),
        ((0.5, 9, 14), "usually 9 min (30 s to 14 min)"),
        ((40, 55, 70), "usually 55 min (40 min to 1 h 10 min)"),
        ((70, 130, 190), "usually 2 h 10 min (1 h 10 min to 3 h 10 min)"),
        ((60, 120, 180), "usually 2 h (1 to 3)"),
        ((0, 0.1, 0.2), "usually 6 s (up to 12)"),
        ((0, 130, 130), "usually 2 h 10 min (up to 2 h 10 min)"),
    ],
)
def test_what_is_usual_reads(minutes: tuple[float, float, float], reads: str) -> None:
    low, median, high = (value * MIN for value in minutes)
    assert Usual(low, median, high, 12).words == reads


def test_what_it_goes_by_reads() -> None:
    assert NINE.basis == "your 12 jobs"
    assert replace(NINE, is_of_size=True).basis == "your 12 jobs of this size"


@pytest.mark.parametrize(
    ("elapsed", "reads"),
    [
        (0, "about 9 min left, going by your own jobs (7 to 14)"),
        (5 * MIN, "about 4 min left, going by your own jobs (2 to 9)"),
        (8 * MIN, "about 1 min left, going by your own jobs (up to 6)"),
        (9 * MIN, "up to 5 min left, going by your own jobs"),
        (14 * MIN, "up to 1 s left, going by your own jobs"),
        (14 * MIN + 1, "longer than usual: yours take 7 to 14 min"),
        (-5 * MIN, "about 9 min left, going by your own jobs (7 to 14)"),
    ],
)
def test_what_is_left_reads(elapsed: float, reads: str) -> None:
    assert outlook(running(created_at=NOW - elapsed), NINE, NOW) == reads


@pytest.mark.parametrize(
    "job",
    [replace(running(), status=JobStatus.FAILED), running(gone_at=NOW), running(created_at=0.0)],
    ids=["ended", "gone", "without a beginning"],
)
def test_nothing_is_expected_of_a_job_that_does_not_run(job: Job) -> None:
    assert outlook(job, NINE, NOW) is None


def test_without_history_nothing_is_expected() -> None:
    assert outlook(running(), None, NOW) is None


def test_a_job_that_stands_longer_than_jobs_take_in_all_is_said_to() -> None:
    job = running(moved_at=NOW - 12 * MIN)
    assert stall(job, NINE, NOW) == "12 min without progress; yours usually take 9 min"
    assert stall(job, NINE, NOW - 3 * MIN) is None


def test_without_history_half_an_hour_is_waited() -> None:
    job = running(moved_at=NOW - 30 * MIN)
    assert stall(job, None, NOW) is None
    assert stall(job, None, NOW + 1) == "30 min without progress"


@pytest.mark.parametrize(
    "job",
    [
        running(moved_at=None),
        running(gone_at=NOW),
        replace(running(), status=JobStatus.COMPLETED),
        replace(running(), status=JobStatus.FAILED),
        running(created_at=NOW - 100),
        running(created_at=NOW + HOUR),
    ],
    ids=["unwatched", "gone", "completed", "failed", "young", "from the future"],
)
def test_no_alarm_is_given(job: Job) -> None:
    assert stall(job, None, NOW) is None
    assert stall(job, Usual(1, 2, 3, 5), NOW) is None


@pytest.mark.parametrize(("pace", "still"), [(60.0, 120.0), (1.0, 60.0)])
def test_quick_jobs_have_two_checks_and_a_minute(pace: float, still: float) -> None:
    quick = Usual(1, 2, 3, 5)
    job = running(moved_at=NOW - still)
    assert stall(job, quick, NOW, pace=pace) is None
    assert stall(job, quick, NOW + 1, pace=pace) is not None


@given(durations)
def test_the_quartiles_stand_on_both_sides(taken: list[float]) -> None:
    found = usual(taken)
    assert found is not None
    assert min(taken) <= found.low <= found.median <= found.high <= max(taken)
    assert found.jobs == min(len(taken), 50)


@given(usuals, seconds, seconds)
def test_what_is_left_only_shrinks(found: Usual, one: float, other: float) -> None:
    sooner, later = (left(found, elapsed) for elapsed in sorted((one, other)))
    if sooner is None:
        assert later is None
    elif later is not None:
        assert 0 <= later.least <= later.about <= later.most
        assert (later.least, later.about, later.most) <= (sooner.least, sooner.about, sooner.most)


@given(usuals, st.floats(-1e6, 1e9))
def test_words_are_never_negative_or_empty(found: Usual, elapsed: float) -> None:
    for said in (found.words, found.basis, outlook(running(created_at=NOW - elapsed), found, NOW)):
        assert said
        assert "-" not in said
    assert re.fullmatch(
        r"usually \d[\w ]*( \(((up to )|(\d[\w ]* to ))\d[\w ]*\))?",
        found.words,
    )


@given(st.none() | usuals, st.floats(-1e6, 1e7), st.floats(-1e6, 1e7), st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_stall_lasts_until_the_job_moves(
    found: Usual | None, moved: float, begun: float, still: float, more: float
) -> None:
    job = running(moved_at=NOW + moved, created_at=NOW + begun)
    first, then = (stall(job, found, NOW + after) for after in (still, still + more))
    if first is not None:
        assert then is not None
        assert "-" not in first
        assert still - max(moved, begun) > MIN


@given(st.lists(st.tuples(st.floats(0, 1e5), sizes, st.floats(0, 1e7)), max_size=60), sizes, st.booleans())
def test_any_history_is_read(
    told: list[tuple[float, int | None, float]], items: int | None, rev: bool
) -> None:
    jobs = [completed(minutes, size, ago=ago) for minutes, size, ago in told]
    found = usual_for(jobs[::-1] if rev else jobs, items)
    assert (found is None) == (len(jobs) < 3)
