"""A time of day as people write it, the moment that it means, and words for that moment. Pure.

The present comes in as an argument; clocks and days are those of this computer.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

_EVENING = time(18, 0)
_WRITTEN = re.compile(r"\s*(\d{1,2})(?:\s*[:.h]\s*(\d{2})|(\d{2}))?\s*", re.ASCII)


def time_in(text: str) -> time | None:
    """Reads 18:00, 18.00, 1800 and 18; None for what is no time of a day of 24 hours."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def is_whole(text: str) -> bool:
    """Whether a time is written out to the minute: 18:00, 6.30 and 1800, not 18; nor 180, which may go on."""
    found = _WRITTEN.fullmatch(text)
    return found is not None and (found[2] is not None or (found[3] is not None and len(found[1]) == 2))


def usual_time(now: float) -> time:
    """What is proposed: six in the evening, when lanes stand empty; once that is past, the next full hour."""
    present = time_at(now)
    return _EVENING if present < _EVENING else time((present.hour + 1) % 24)


def time_at(moment: float) -> time:
    """What clocks here show at a moment (seconds since 1970), to the minute."""
    return datetime.fromtimestamp(moment).astimezone().time().replace(second=0, microsecond=0)


def moment_of(at: time, now: float) -> float:
    """The next moment at which clocks here show `at` (seconds since 1970): tomorrow where it is past."""
    today = datetime.fromtimestamp(now).astimezone().date()
    moment = datetime.combine(today, at).timestamp()
    return moment if moment > now else datetime.combine(today + timedelta(days=1), at).timestamp()


def after_words(moment: float, now: float) -> str:
    """After 18:00; tomorrow after 06:30; Thu after 06:30. In the middle of a sentence."""
    then = datetime.fromtimestamp(moment).astimezone()
    days = (then.date() - datetime.fromtimestamp(now).astimezone().date()).days
    day = "" if days == 0 else "tomorrow " if days == 1 else f"{then:%a} "
    return f"{day}after {then:%H:%M}"


def starts_words(moment: float, now: float) -> str:
    """Starts after 18:00; Starts tomorrow after 06:30."""
    return f"Starts {after_words(moment, now)}"


def stepped(at: time, minutes: int) -> time:
    """Later or earlier by some minutes, round midnight where it comes to that."""
    total = (at.hour * 60 + at.minute + minutes) % (24 * 60)
    return time(total // 60, total % 60)
