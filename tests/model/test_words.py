"""How numbers, sizes and times read."""

import re
import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model import words

NOON = datetime(2026, 5, 12, 12, 0, 0).timestamp()  # noqa: DTZ001 - local time is what is shown
HOUR, DAY = 3600.0, 86_400.0

moments = st.floats(0, 253_370_000_000, allow_nan=False)
octets = st.integers(0, 10**18)


@pytest.fixture(params=["UTC", "America/New_York", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system can't change its zone")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("octets", "reads"),
    [
        (None, "–"),
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 KB"),
        (31_400, "31 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (900_000, "900 KB"),
        (1_450_000, "1.4 MB"),
        (9_940_000, "9.9 MB"),
        (9_960_000, "10 MB"),
        (310_000_000, "310 MB"),
        (100_000_000, "100 MB"),
        (2_500_000_000, "2.5 GB"),
        (7 * 10**12, "7.0 TB"),
    ],
)
def test_sizes_read_in_decimal_units(octets: int | None, reads: str) -> None:
    assert words.size(octets) == reads


def _value(text: str) -> float:
    number, unit = text.split()
    return float(number) * {"byte": 1, "bytes": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12}[unit]


@given(one=octets, other=octets)
def test_more_bytes_never_read_as_less(one: int, other: int) -> None:
    smaller, larger = sorted((one, other))
    assert _value(words.size(smaller)) <= _value(words.size(larger))


@given(octets)
def test_a_size_is_rounded_and_nothing_more(octets: int) -> None:
    assert _value(words.size(octets)) == pytest.approx(octets, rel=0.051, abs=500)


@pytest.mark.parametrize(
    ("done", "total", "reads"),
    [
        (400_000, 900_000, "400 of 900 KB"),
        (400_000, 1_900_000, "0.4 of 1.9 MB"),
        (0, 310_000_000, "0 of 310 MB"),
        (12, 999, "12 of 999 bytes"),
        (5_000, None, "5 KB"),
    ],
)
def test_amounts_share_the_unit_of_the_whole(done: int, total: int | None, reads: str) -> None:
    assert words.amounts(done, total) == reads


@pytest.mark.parametrize(("number", "reads"), [(None, "–"), (0, "0"), (999, "999"), (1_234_567, "1,234,567")])
def test_counts_have_thousands_separators(number: int | None, reads: str) -> None:
    assert words.count(number) == reads


@given(st.integers(-(10**12), 10**12))
def test_a_count_loses_no_digit(number: int) -> None:
    text = words.count(number)
    assert int(text.replace(",", "")) == number
    assert re.fullmatch(r"-?\d{1,3}(,\d{3})*", text)


@pytest.mark.parametrize(("number", "reads"), [(1, "1 row"), (0, "0 rows"), (12_000, "12,000 rows")])
def test_rows_have_their_plural(number: int, reads: str) -> None:
    assert words.rows(number) == reads
    assert words.rows(number, "VIN") == reads.replace("row", "VIN")


@pytest.mark.parametrize(
    ("seconds", "reads"),
    [
        (-3, "0 s"),
        (3.4, "3 s"),
        (59, "59 s"),
        (59.6, "1 min"),
        (720, "12 min"),
        (3600, "1 h"),
        (13_260, "3 h 41 min"),
        (2 * DAY - 1, "47 h 59 min"),
        (2 * DAY, "2 days"),
        (86_500 * 20, "20 days"),
    ],
)
def test_durations_read_as_people_say_them(seconds: float, reads: str) -> None:
    assert words.duration(seconds) == reads


@pytest.mark.parametrize(
    ("passed", "reads"),
    [
        (-60, "just now"),
        (4, "just now"),
        (14, "14 s ago"),
        (59.9, "59 s ago"),
        (60, "1 min ago"),
        (18 * 60, "18 min ago"),
        (2 * HOUR, "2 h ago"),
        (11 * HOUR, "11 h ago"),
        (13 * HOUR, "yesterday"),
        (35 * HOUR, "yesterday"),
        (14 * DAY, "28 Apr"),
        (744 * DAY, "28 Apr 2024"),
    ],
)
def test_moments_read_as_people_say_them(passed: float, reads: str) -> None:
    assert words.ago(NOON - passed, NOON) == reads


@pytest.mark.usefixtures("zone")
def test_clock_and_date_are_in_local_time() -> None:
    moment = datetime(2026, 11, 22, 14, 6, 31).timestamp()  # noqa: DTZ001
    assert words.clock(moment) == "14:06"
    assert words.exact(moment) == "Sun 22 Nov 2026, 14:06:31"


@pytest.mark.parametrize(
    ("left", "reads"), [(46, "in 46 s"), (300, "in 5 min"), (1, "in 1 s"), (0.9, "now"), (-60, "now")]
)
def test_what_comes_is_told_by_how_long_it_takes(left: float, reads: str) -> None:
    assert words.until(NOON + left, NOON) == reads


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("day", "reads"),
    [
        (12, "18:00"),
        (13, "Wed 18:00"),
        (18, "Mon 18:00"),
        (19, "19 May, 18:00"),
        (11, "11 May, 18:00"),
    ],
)
def test_a_moment_to_come_has_its_day_where_it_is_not_today(day: int, reads: str) -> None:
    noon = datetime(2026, 5, 12, 12).timestamp()  # noqa: DTZ001
    assert words.due(datetime(2026, 5, day, 18).timestamp(), noon) == reads  # noqa: DTZ001


@pytest.mark.parametrize(("speed", "reads"), [(None, ""), (0.0, ""), (210_400.0, "210 KB/s")])
def test_speed_is_told_only_where_known(speed: float | None, reads: str) -> None:
    assert words.speed(speed) == reads


@pytest.mark.parametrize(
    ("number", "reads"),
    [
        (1, "next"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (13, "13th"),
        (22, "22nd"),
        (111, "111th"),
    ],
)
def test_places_in_a_line_read_as_ordinals(number: int, reads: str) -> None:
    assert words.ordinal(number) == reads


def test_long_hashes_and_ids_keep_their_ends() -> None:
    assert words.short_hash("9f2c41d0" + "0" * 48 + "6b7ea17e") == "9f2c 41d0 … 6b7e a17e"
    assert words.short_hash("9f2c") == "9f2c"
    assert words.short_id("770a9622-a4bd-63f6-c938-668877662222") == "770a9622…2222"
    assert words.short_id("short") == "short"


@given(moment=moments, now=moments, text=st.text(max_size=80), seconds=st.floats(-1e12, 1e12), done=octets)
def test_words_are_found_for_everything(
    moment: float, now: float, text: str, seconds: float, done: int
) -> None:
    found = [
        words.ago(moment, now),
        words.exact(moment),
        words.clock(moment),
        words.due(moment, now),
        words.until(moment, now),
        words.duration(seconds),
        words.size(done),
        words.amounts(done, done // 2),
        words.speed(abs(seconds) + 1),
        words.ordinal(done),
        words.rows(done),
    ]
    assert all(found)
    assert len(words.short_id(text)) <= 14
    assert len(words.short_hash(text)) <= 21
