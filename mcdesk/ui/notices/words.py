"""How a notice looks and whether it is said aloud and goes by itself. Pure, no Qt."""

from __future__ import annotations

from mcdesk.model.events import Ask, Notice, NoticeKind

_LOOKS = {
    NoticeKind.COMPLETED: ("ok", "ph.check-circle-fill"),
    NoticeKind.VERIFIED: ("ok", "ph.shield-check-fill"),
    NoticeKind.FAILED: ("bad", "ph.warning-octagon-fill"),
    NoticeKind.TROUBLE: ("warn", "ph.warning-fill"),
}

_ANSWERS = {
    Ask.NOTHING: "",
    Ask.DOWNLOAD_AGAIN: "Download again…",
    Ask.RESUME_LANE: "Let the lane go on",
    Ask.UNDO: "Undo",
}


def look_of(notice: Notice) -> tuple[str, str]:
    """Tone and icon."""
    return _LOOKS[notice.kind]


def stays(notice: Notice) -> bool:
    """Whether it waits for the user to close it, or to answer."""
    return notice.kind is NoticeKind.TROUBLE or (asks(notice) and notice.ask is not Ask.UNDO)


def asks(notice: Notice) -> bool:
    """Whether the user is to decide something."""
    return notice.ask is not Ask.NOTHING


def answer_words(notice: Notice) -> str:
    """What the button says that does what is asked for; "" where nothing is."""
    return _ANSWERS[notice.ask]


def is_about_the_same(notice: Notice, other: Notice) -> bool:
    """Whether the one makes the other out of date: the same row, or the same question about a lane."""
    if notice.ask is Ask.RESUME_LANE or other.ask is Ask.RESUME_LANE:
        return (notice.ask, notice.operation) == (other.ask, other.operation)
    return bool(notice.row_key) and notice.row_key == other.row_key


def is_said_aloud(notice: Notice) -> bool:
    """Whether a screen reader speaks it: ends only."""
    return notice.kind is not NoticeKind.TROUBLE


def sentence(notice: Notice) -> str:
    """What is spoken."""
    return f"{notice.title} {notice.advice}".strip()
