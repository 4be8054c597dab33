"""When an answer came and how long it took, in words. Pure: the present moment comes in as an argument."""

from __future__ import annotations

from datetime import datetime, timedelta

from mcdesk.model.words import clock, duration

_SHORT = 9.95


def day_and_time(moment: float, now: float) -> str:
    """today, 14:02; yesterday, 14:02; 28 Apr, 14:02; 28 Apr 2025, 14:02. In local time."""
    then, today = (datetime.fromtimestamp(at).astimezone() for at in (moment, now))
    if then.date() == today.date():
        day = "today"
    elif then.date() == (today - timedelta(days=1)).date():
        day = "yesterday"
    else:
        day = f"{then.day} {then:%b}" if then.year == today.year else f"{then.day} {then:%b %Y}"
    return f"{day}, {clock(moment)}"


def took(seconds: float | None) -> str:
    """0.4 s; 12 s; "" where nobody measured."""
    if seconds is None:
        return ""
    return f"{max(0.0, seconds):.1f} s" if seconds < _SHORT else duration(seconds)
