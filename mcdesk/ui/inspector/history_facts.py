"""What the user's own earlier jobs say of a running one: how long it usually takes, what is left. Pure."""

from __future__ import annotations

from mcdesk.model.details import JobDetails
from mcdesk.model.events import PollStatus
from mcdesk.model.history import outlook, stall


def stall_of(details: JobDetails, poll: PollStatus) -> str:
    """As in "12 min without progress; yours usually take 9 min"; "" while all is well, or nobody can say.

    Time since the service was last asked with success does not count: nobody knows what the job did in it.
    """
    if details.job is None or poll.checked_at is None:
        return ""
    return stall(details.job, details.usual, poll.checked_at) or ""


def history_lines(details: JobDetails, now: float) -> tuple[str, ...]:
    """What is left by the user's own jobs, and what they usually took; nothing where too few have ended."""
    usual, job = details.usual, details.job
    if usual is None or job is None:
        return ()
    known = (outlook(job, usual, now), f"{usual.words}, by {usual.basis}")
    return tuple(sentence(words) for words in known if words)


def sentence(words: str) -> str:
    """With a capital letter and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."
