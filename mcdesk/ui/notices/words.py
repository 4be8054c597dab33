"""How a notice looks and whether it is said aloud and goes by itself. Pure, no Qt."""

from __future__ import annotations

from mcdesk.model.events import Notice, NoticeKind

_LOOKS = {
    NoticeKind.COMPLETED: ("ok", "ph.check-circle-fill"),
    NoticeKind.VERIFIED: ("ok", "ph.shield-check-fill"),
    NoticeKind.FAILED: ("bad", "ph.warning-octagon-fill"),
    NoticeKind.TROUBLE: ("warn", "ph.warning-fill"),
}


def look_of(notice: Notice) -> tuple[str, str]:
    """Tone and icon."""
    return _LOOKS[notice.kind]


def stays(notice: Notice) -> bool:
    """Whether it waits for the user to close it."""
    return notice.kind is NoticeKind.TROUBLE


def is_said_aloud(notice: Notice) -> bool:
    """Whether a screen reader speaks it: ends only."""
    return notice.kind is not NoticeKind.TROUBLE


def sentence(notice: Notice) -> str:
    """What is spoken."""
    return f"{notice.title} {notice.advice}".strip()
