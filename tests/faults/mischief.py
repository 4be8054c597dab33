"""What can happen to a connection on its way, and the dice that decide it. Opens no socket."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mischief(StrEnum):
    """One thing that a network does to a connection."""

    DELAY = "everything is late"
    STALL = "it stands still in the middle, then goes on"
    CUT_UP = "closed in order in the middle of the request"
    CUT_DOWN = "closed in order in the middle of the answer"
    RESET_UP = "reset in the middle of the request"
    RESET_DOWN = "reset in the middle of the answer"
    TRUNCATE = "the answer lacks its end"
    SWALLOW = "the request went through, its answer did not"
    DELIVER_LATE = "the client is hung up on, its request arrives a while later"
    REFUSE = "nobody listens for a while"


PROMPT = tuple(mischief for mischief in Mischief if mischief is not Mischief.DELIVER_LATE)
"""What leaves no request on its way when its connection has ended: all that the dice know."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What a connection is going to meet.

    Attributes:
        mischief: What happens.
        exchange: In which request and answer of the connection, from 0: it is kept alive for several.
        after: Bytes that get through in the struck direction before it happens, headers included.
        seconds: How long, where it is something that lasts.
    """

    mischief: Mischief
    exchange: int = 0
    after: int = 0
    seconds: float = 0.0


UNEVENTFUL = Fate(Mischief.DELAY, exchange=1_000)
"""For a connection that is to meet nothing."""


def fates(seed: int, count: int, *, soon: bool = False) -> list[Fate]:
    """What the first connections of a seed meet: the same for the same seed, whatever else goes on.

    Args:
        seed: Names the run.
        count: How many connections meet something.
        soon: In their first exchange or the second, for a client that makes few calls.
    """
    dice = random.Random(seed)
    return [_thrown(dice, (0, 0, 1) if soon else (0, 0, 1, 2, 3)) for _ in range(count)]


def _thrown(dice: random.Random, exchanges: Sequence[int]) -> Fate:
    reach = dice.choice((0, 60, 600, 1_500))  # nothing, the first line, the headers, the body
    return Fate(
        mischief=dice.choice(PROMPT),
        exchange=dice.choice(exchanges),
        after=dice.randint(0, reach),
        seconds=dice.uniform(0.002, 0.03),
    )
