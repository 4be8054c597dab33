"""Steps of a run at which it can be killed, and a choice of some among many. It starts and kills nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

CALL, RETURN = "call", "return"
SYSTEM = "posix."


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A moment of a run: right before or right after something is done for the n-th time.

    Attributes:
        name: A function of mcdesk from its room on, `desk.sending.Sender.send`, or an act of the system,
            `posix.replace` or `sqlite3.commit`.
        event: CALL or RETURN. A coroutine is called once and returns once, however often it waits.
        nth: Counts from 1, over all threads.
    """

    name: str
    event: str
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.name} {self.event} {self.nth}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads what `str` wrote; the number may be left out."""
        name, event, *nth = text.split()
        if event not in (CALL, RETURN):
            raise ValueError(f"{text!r} is no point: {event!r} is neither {CALL} nor {RETURN}")
        return cls(name, event, int(nth[0]) if nth else 1)


def between(passed: Sequence[Point], first: Point, last: Point) -> Sequence[Point]:
    """What was passed from one point to another, both included."""
    return passed[passed.index(first) : passed.index(last) + 1]


def spread(passed: Iterable[Point], count: int) -> list[Point]:
    """As many points as wanted, spread evenly over all that every run passes, in the order of names.

    How often something is done may depend on how often a run looks at its job. So only first times count, and
    what is done to files.

    Raises:
        ValueError: If there are fewer.
    """
    certain = sorted({point for point in passed if point.nth == 1 or point.name.startswith(SYSTEM)})
    if len(certain) < count:
        raise ValueError(f"{count} points are wanted, but only {len(certain)} are passed")
    return [certain[at * len(certain) // count] for at in range(count)]
