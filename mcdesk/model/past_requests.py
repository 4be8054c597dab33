"""A single request as the history keeps it: what was asked, what came of it. Never the key, no parsing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RequestState(StrEnum):
    """How a request stands. ASKING outlives its process only if that was killed."""

    ASKING = "asking"
    ANSWERED = "answered"
    REFUSED = "refused"
    """The service said no, or that it is in trouble."""
    UNANSWERED = "unanswered"
    """It never arrived, or no answer came."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PastRequest:
    """One request. Times are seconds since 1970.

    Attributes:
        id: Unique.
        account_id: Whose key asked.
        kind: One of LOOKUPS, by its id.
        subject: What it is about; answers to the same kind and subject can be compared.
        size: Entries asked about: of a ranking's list; 1 for a decode.
        request: What was asked, as JSON that `lookup_texts` reads.
        asked_at: When.
        state: What came of it.
        answer: The service's body as it came, without the key; "" for none.
        seconds: How long the answer took, None where none came.
        request_id: The service's id of it, "" for none.
        title: What went wrong, "" for nothing.
        advice: What to do about that.
        code: The service's own word for it, or the HTTP status.
    """

    id: str
    account_id: str
    kind: str
    subject: str
    size: int
    request: str
    asked_at: float
    state: RequestState = RequestState.ASKING
    answer: str = ""
    seconds: float | None = None
    request_id: str = ""
    title: str = ""
    advice: str = ""
    code: str = ""
