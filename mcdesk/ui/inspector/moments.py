"""Moments as the inspector writes them: the clock for today, the day as well for others. Pure."""

from __future__ import annotations

from datetime import datetime

from mcdesk.model import words


def moment(at: float, now: float) -> str:
    """14:06 for today, "28 Apr, 14:06" for another day."""
    then, today = datetime.fromtimestamp(at).astimezone(), datetime.fromtimestamp(now).astimezone()
    if then.date() == today.date():
        return words.clock(at)
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then.day} {then:%b}{year}, {words.clock(at)}"


def span(start: float, end: float, now: float) -> str:
    """10:00 – 10:12. The end carries its day only where it is not the day of the start."""
    first, last = datetime.fromtimestamp(start).astimezone(), datetime.fromtimestamp(end).astimezone()
    tail = words.clock(end) if first.date() == last.date() else moment(end, now)
    return f"{moment(start, now)} – {tail}"


def gone_words(gone_at: float, now: float) -> str:
    """Since when the service has forgotten a job, and what that does not touch."""
    return f"The service no longer knows this job since {moment(gone_at, now)}. What was saved here stays."
