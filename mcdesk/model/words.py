"""Numbers, sizes and times as people read them. Pure: the present moment comes in as an argument."""

from __future__ import annotations

from datetime import datetime, timedelta

_UNITS = ("KB", "MB", "GB", "TB")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def count(number: int | None) -> str:
    """12,000; a dash for what is not known."""
    return "–" if number is None else f"{number:,}"


def rows(number: int, noun: str = "row") -> str:
    """1 row; 12,000 rows."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(octets: int | None) -> str:
    """31 KB, 0.9 MB, 310 MB. Decimal units, as the services count them."""
    if octets is None:
        return "–"
    if octets < 1000:
        return f"{octets} bytes" if octets != 1 else "1 byte"
    power = _power_of(octets)
    value = octets / 1000**power
    digits = 0 if power == 1 or value >= 9.95 else 1
    return f"{value:.{digits}f} {_UNITS[power - 1]}"


def amounts(done: int, total: int | None) -> str:
    """0.4 of 0.9 MB: both in the unit of the whole."""
    if total is None:
        return size(done)
    if total < 1000:
        return f"{done} of {total} bytes"
    power = _power_of(total)
    divisor = 1000**power
    digits = 0 if power == 1 or total / divisor >= 99.5 else 1
    return f"{done / divisor:.{digits}f} of {total / divisor:.{digits}f} {_UNITS[power - 1]}"


def speed(octets_a_second: float | None) -> str:
    """210 KB/s, or "" while nobody knows."""
    return f"{size(int(octets_a_second))}/s" if octets_a_second else ""


def duration(seconds: float) -> str:
    """3 s, 12 min, 3 h 41 min, 2 days."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes = whole // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{hours // 24} days"


def ago(moment: float, now: float) -> str:
    """Just now, 14 s ago, 18 min ago, 2 h ago, yesterday, 28 Apr, 28 Apr 2024. In local time."""
    passed = now - moment
    if passed < 5:
        return "just now"
    if passed < 60:
        return f"{int(passed)} s ago"
    if passed < 3600:
        return f"{int(passed // 60)} min ago"
    then, today = _local(moment), _local(now)
    if then.date() == today.date():
        return f"{int(passed // 3600)} h ago"
    if then.date() == (today - timedelta(days=1)).date():
        return "yesterday"
    return f"{then.day} {then:%b}" if then.year == today.year else f"{then.day} {then:%b %Y}"


def exact(moment: float) -> str:
    """Sun 22 Nov 2026, 14:06:31, in local time."""
    return f"{_local(moment):%a %d %b %Y, %H:%M:%S}"


def clock(moment: float) -> str:
    """14:06, in local time."""
    return f"{_local(moment):%H:%M}"


def until(moment: float, now: float) -> str:
    """In 40 s, in 5 min; "now" when the moment is here."""
    left = moment - now
    return "now" if left < 1 else f"in {duration(left)}"


def due(moment: float, now: float) -> str:
    """18:00 for today, Thu 18:00 within a week, else 4 Dec, 18:00. In local time."""
    then, today = _local(moment), _local(now)
    days = (then.date() - today.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    return f"{then:%a %H:%M}" if 0 < days < 7 else f"{then.day} {then:%b}, {then:%H:%M}"


def short_hash(sha256: str) -> str:
    """9f2c 41d0 … 6b7e a17e."""
    return f"{sha256[:4]} {sha256[4:8]} … {sha256[-8:-4]} {sha256[-4:]}" if len(sha256) > 16 else sha256


def short_id(identifier: str) -> str:
    """770a9622…2222."""
    return f"{identifier[:8]}…{identifier[-4:]}" if len(identifier) > 14 else identifier


def ordinal(number: int) -> str:
    """The place in a line: next for the first, then 2nd, 3rd, 4th, 11th."""
    if number == 1:
        return "next"
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{_ENDINGS.get(number % 10, 'th')}"


def _power_of(octets: int) -> int:
    power = 1
    while power < len(_UNITS) and octets >= 999.5 * 1000**power:
        power += 1
    return power


def _local(moment: float) -> datetime:
    return datetime.fromtimestamp(moment).astimezone()
