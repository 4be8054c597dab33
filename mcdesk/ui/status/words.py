"""How the watching goes, as words. Pure: the present moment comes in as an argument."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model import words
from mcdesk.model.errors import (
    DeskError,
    KeyRefusedError,
    KeyringError,
    QuotaExhaustedError,
    RateLimitedError,
    ServiceTroubleError,
    UnreachableError,
)
from mcdesk.model.events import LaneStatus, PollStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.watching import silence


@dataclass(frozen=True, slots=True)
class Connection:
    """The right end of the line: an icon, a word, a colour and the advice behind them."""

    icon: str
    words: str
    tone: str
    """A state colour: ok, warn, bad or idle."""
    tooltip: str = ""


_HEADLINES: tuple[tuple[type[DeskError], str, str, str], ...] = (
    (UnreachableError, "Offline", "ph.warning-fill", "warn"),
    (KeyRefusedError, "Key refused", "ph.key-fill", "bad"),
    (KeyringError, "Keyring locked", "ph.key-fill", "bad"),
    (QuotaExhaustedError, "Month's requests used up", "ph.warning-octagon-fill", "bad"),
    (RateLimitedError, "Slowed down by the service", "ph.pause-circle-fill", "warn"),
    (ServiceTroubleError, "Service in trouble", "ph.warning-fill", "warn"),
)
"""Looked up from the top: a subclass stands before its family."""


NO_KEY = "Nothing is sent or fetched until the key works"
_ALL_THE_TIME = 5.0
"""Below so many seconds from check to check, counting them down would only flicker."""


def checked_words(poll: PollStatus, now: float) -> str:
    """Checked 14 s ago · next in 46 s; also what to say before the first check and after the last."""
    if isinstance(poll.trouble, KeyRefusedError):
        return NO_KEY
    checked = f"Checked {words.ago(poll.checked_at, now)}" if poll.checked_at is not None else ""
    if poll.has_stopped:
        return f"Checking has stopped · last {checked.lower()}" if checked else "Checking has stopped"
    if poll.is_waking:
        return "Back from sleep: waiting for the network"
    if (silent := silence(poll, now)) is not None:
        return f"No check for {words.duration(silent if poll.checked_at is None else now - poll.checked_at)}"
    if poll.is_checking:
        return "Checking…"
    pace = poll.next_at - poll.checked_at if poll.next_at is not None and poll.checked_at is not None else -1
    if 0 <= pace < _ALL_THE_TIME:
        return f"{checked} · checking all the time"
    upcoming = f"next {words.until(poll.next_at, now)}" if poll.next_at is not None else ""
    if checked and upcoming:
        return f"{checked} · {upcoming}"
    if upcoming:
        return f"Not checked yet · {upcoming}"
    return checked or "Not checked yet"


def checked_tooltip(poll: PollStatus) -> str:
    """The exact moments behind the relative words."""
    lines = []
    if poll.checked_at is not None:
        lines.append(f"Checked {words.exact(poll.checked_at)}")
    if poll.next_at is not None and not poll.has_stopped:
        lines.append(f"Next {words.exact(poll.next_at)}")
    return "\n".join(lines)


def connection_of(poll: PollStatus, now: float) -> Connection:
    """What is known of the connection. Trouble here never says anything about a job."""
    trouble = poll.trouble
    if poll.is_waking:
        tip = "The computer slept. As soon as the network is there the service is asked once."
        return Connection("ph.spinner-gap", "Connecting", "idle", tip)
    if trouble is None:
        if poll.checked_at is None:
            return Connection("ph.spinner-gap", "Connecting", "idle", "The first answer has not come yet.")
        return Connection("ph.check-circle-fill", "Online", "ok", "The last check was answered.")
    headline, icon, tone = next(
        ((said, icon, tone) for kind, said, icon, tone in _HEADLINES if isinstance(trouble, kind)),
        (trouble.title.rstrip("."), "ph.warning-fill", "warn"),
    )
    if trouble.can_retry and poll.next_at is not None and not poll.has_stopped:
        headline = f"{headline}: next try {words.until(poll.next_at, now)}"
    return Connection(icon, headline, tone, _advice(trouble))


def lane_name(lane: LaneStatus) -> str:
    """Rank lane."""
    return f"{OPERATIONS[lane.operation].name if lane.operation in OPERATIONS else lane.operation} lane"


def lane_words(lane: LaneStatus) -> str:
    """Rank lane: may-auction, 2 waiting; or free, or stopped.

    Of files that wait where nothing runs only their number is told: they may be put off, or be between tries.
    """
    state = "stopped" if lane.is_stopped else lane.running
    waiting = f"{lane.waiting:,} waiting" if lane.waiting else ""
    return f"{lane_name(lane)}: {', '.join(each for each in (state, waiting) if each) or 'free'}"


def stopped_words(trouble: DeskError) -> str:
    """What has stopped a lane and what to do about it: "The key was refused. Enter it again."."""
    return f"{trouble.title} {trouble.advice}".strip()


def lane_tooltip(lane: LaneStatus) -> str:
    """What a lane is, in one sentence; of a stopped one, why and what to do."""
    if lane.trouble is not None:
        return f"{stopped_words(lane.trouble)}\nThen let the lane go on: nothing is sent until then."
    if lane.operation not in OPERATIONS:
        return ""
    operation = OPERATIONS[lane.operation]
    many = "one job" if operation.lane_width == 1 else f"{operation.lane_width} jobs"
    return f"The service runs {many} of {operation.name} at a time. Files that wait start by themselves."


def _advice(trouble: DeskError) -> str:
    lines = [trouble.title, trouble.advice, "Your jobs are not affected: they run at the service."]
    if trouble.instance:
        lines.append(f"Request id {trouble.instance}")
    return "\n".join(line for line in lines if line)
