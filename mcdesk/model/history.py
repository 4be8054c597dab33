"""How long jobs usually take, going by the user's own that have ended. Pure; it promises nothing.

The service tells no estimate and its progress moves in bursts, so this is all that can honestly be said: what
jobs like this one took, and how much they differed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from mcdesk.model import words
from mcdesk.model.jobs import Job, JobStatus

LATEST = 50
"""Jobs that count: what a service did a year ago says little about today."""
FEWEST = 3
"""Below so many, nothing is usual."""
_SIZE_FACTOR = 2
_SHORTEST_STALL = 60.0
_STALL_WITHOUT_HISTORY = 1800.0


@dataclass(frozen=True, slots=True)
class Usual:
    """How long jobs usually take, in seconds: the median, and the quartiles on both sides of it.

    Attributes:
        low: A quarter of the jobs took less.
        median: Half of them took less.
        high: A quarter took more.
        jobs: How many jobs say so.
        is_of_size: Whether only jobs about as large were looked at.
    """

    low: float
    median: float
    high: float
    jobs: int
    is_of_size: bool = False

    @property
    def words(self) -> str:
        """As in "usually 9 min (7 to 14)"."""
        spread = _spread(self.low, self.high, beside=self.median)
        return f"usually {words.duration(self.median)}{spread}"

    @property
    def basis(self) -> str:
        """As in "your 12 jobs of this size"."""
        size = " of this size" if self.is_of_size else ""
        return f"your {words.rows(self.jobs, 'job')}{size}"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a running job, in seconds, none below 0, each no more than the next."""

    least: float
    about: float
    most: float


def usual(durations: Sequence[float], *, is_of_size: bool = False) -> Usual | None:
    """What is usual among durations in seconds, latest first, of which the latest 50 count.

    None if fewer than three are given. Those that can be no durations are left out.
    """
    counted = [seconds for seconds in durations if math.isfinite(seconds) and seconds >= 0][:LATEST]
    if len(counted) < FEWEST:
        return None
    low, median, high = quantiles(counted, n=4, method="inclusive")
    return Usual(low, median, high, len(counted), is_of_size)


def usual_for(jobs: Iterable[Job], items: int | None) -> Usual | None:
    """What is usual for a job of that size: among jobs about as large if there are three, else among all.

    Args:
        jobs: Of one operation, in any order and any state; the completed ones count.
        items: How many records the job has, if that is known.
    """
    ended = [(job.completed_at, job) for job in jobs if job.completed_at is not None]
    completed = [(at, job) for at, job in ended if job.status is JobStatus.COMPLETED and job.created_at]
    completed.sort(key=lambda pair: pair[0], reverse=True)
    alike = [(at, job) for at, job in completed if _is_alike(job.item_count, items)]
    of_size = usual([at - job.created_at for at, job in alike], is_of_size=True)
    return of_size or usual([at - job.created_at for at, job in completed])


def left(usual: Usual, elapsed: float) -> Left | None:
    """What is left of a job that has run for so many seconds; None once it takes longer than most do."""
    if elapsed > usual.high:
        return None
    elapsed = max(0.0, elapsed)
    return Left(*(max(0.0, whole - elapsed) for whole in (usual.low, usual.median, usual.high)))


def outlook(job: Job, usual: Usual | None, now: float) -> str | None:
    """What to expect of a running job; None without history, and where its beginning was never told.

    As in "about 4 min left, going by your own jobs (2 to 9)", or "longer than usual: yours take 7 to 14 min".
    """
    if usual is None or job.status.is_final or job.gone_at is not None or not job.created_at:
        return None
    rest = left(usual, now - job.created_at)
    if rest is None:
        return f"longer than usual: yours take {_range(usual.low, usual.high)}"
    if rest.about < 1:
        return f"up to {words.duration(max(1.0, rest.most))} left, going by your own jobs"
    spread = _spread(rest.least, rest.most, beside=rest.about)
    return f"about {words.duration(rest.about)} left, going by your own jobs{spread}"


def stall(job: Job, usual: Usual | None, now: float, *, pace: float = 60.0) -> str | None:
    """Says that a running job has not moved for longer than jobs usually take in all; None while all is well.

    As in "12 min without progress; yours usually take 9 min". Without history it takes half an hour.

    Args:
        job: As it was seen last.
        usual: What is usual for it, if that is known.
        now: When the service was asked last with success, in seconds since 1970: what the job has done since
            nobody knows, so a computer that slept, or is offline, must not count that time.
        pace: Seconds between two checks: what moved between them is seen late.
    """
    if job.status.is_final or job.gone_at is not None or job.moved_at is None:
        return None
    still = now - max(job.moved_at, job.created_at)
    usually = usual.median if usual is not None else _STALL_WITHOUT_HISTORY
    if still <= max(usually, 2 * pace, _SHORTEST_STALL):
        return None
    compared = f"; yours usually take {words.duration(usual.median)}" if usual is not None else ""
    return f"{words.duration(still)} without progress{compared}"


def _is_alike(count: int | None, items: int | None) -> bool:
    """Whether two sizes differ by no more than a factor of 2."""
    if count is None or items is None:
        return False
    return count <= items * _SIZE_FACTOR and items <= count * _SIZE_FACTOR


def _range(low: float, high: float) -> str:
    """7 to 14 min; 50 s to 14 min; 9 min where both read the same."""
    first, last = words.duration(low), words.duration(high)
    return last if first == last else f"{_number(first, beside=last)} to {last}"


def _spread(low: float, high: float, *, beside: float) -> str:
    """In brackets behind a duration: 7 to 14 where the unit is clear, or up to 14; "" where there is none."""
    first, middle, last = (words.duration(seconds) for seconds in (low, beside, high))
    if first == last:
        return ""
    if low < 1:
        return f" (up to {_number(last, beside=middle)})"
    least, most = _number(first, beside=middle), _number(last, beside=middle)
    is_clear = least != first and most != last
    return f" ({least} to {most})" if is_clear else f" ({_range(low, high)})"


def _number(duration: str, *, beside: str) -> str:
    """A duration without its unit, if another one beside it tells the unit: 7 of "7 min" beside "9 min"."""
    number, _, unit = duration.partition(" ")
    is_told = " " not in unit and beside.partition(" ")[2] == unit
    return number if is_told else duration
