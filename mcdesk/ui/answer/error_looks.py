"""How each kind of trouble looks: its icon and its tone. Words come with the error itself. No Qt."""

from __future__ import annotations

from mcdesk.model.errors import (
    AnswerLostError,
    DeskError,
    KeyRefusedError,
    QuotaExhaustedError,
    RateLimitedError,
    ServiceTroubleError,
    UnreachableError,
)

_LOOKS: tuple[tuple[type[DeskError], str, str], ...] = (
    (RateLimitedError, "warn", "ph.hourglass-fill"),
    (QuotaExhaustedError, "bad", "ph.gauge-fill"),
    (KeyRefusedError, "bad", "ph.key-fill"),
    (UnreachableError, "warn", "ph.wifi-slash-fill"),
    (AnswerLostError, "warn", "ph.question-fill"),
    (ServiceTroubleError, "warn", "ph.cloud-slash-fill"),
)


def error_look(error: DeskError) -> tuple[str, str]:
    """Tone and icon. What can be tried again warns; all else is red."""
    for kind, tone, name in _LOOKS:
        if isinstance(error, kind):
            return tone, name
    return ("warn", "ph.warning-fill") if error.can_retry else ("bad", "ph.warning-octagon-fill")
