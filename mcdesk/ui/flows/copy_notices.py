"""The words for what a look at a saved copy found. Pure, no Qt."""

from __future__ import annotations

from pathlib import Path

from mcdesk.model.details import JobDetails
from mcdesk.model.events import Ask, Notice, NoticeKind
from mcdesk.ui.inspector.copy_boxes import slots_of
from mcdesk.ui.inspector.offers import cost_words

_PUT_BACK = "If you moved or changed the file, put it back and check again: that costs nothing."


def unchanged(details: JobDetails) -> Notice:
    """It is what was verified."""
    row = details.row
    words = f"The saved copy of {row.title} is unchanged"
    return Notice(NoticeKind.VERIFIED, words, "Its checksum matches.", row.key)


def restored(details: JobDetails, aside: Path | None = None) -> Notice:
    """It was gone or changed, and the store had the same bytes.

    Args:
        details: The job that it is a result of.
        aside: The changed file under the name that it has now; None where there is none.
    """
    row = details.row
    kept = f"The changed file is kept beside it as “{aside.name}”. " if aside is not None else ""
    words = f"The saved copy of {row.title} was gone or changed, and is restored"
    advice = f"{kept}mcdesk had kept the verified bytes. No download was spent."
    return Notice(NoticeKind.VERIFIED, words, advice, row.key)


def lost(details: JobDetails) -> Notice:
    """It is gone or changed, and the store has not got it either. Asks only where a download can help."""
    row, slots = details.row, slots_of(details)
    title = f"The saved copy of {row.title} is gone or has changed"
    if row.gone_at is not None:
        advice = f"{_PUT_BACK} The service no longer knows the job, so its result can't be fetched again."
        return Notice(NoticeKind.TROUBLE, title, advice, row.key)
    if slots is not None and slots.left <= 0:
        advice = f"{_PUT_BACK} No downloads remain: else the file has to be sent again as a new job."
        return Notice(NoticeKind.TROUBLE, title, advice, row.key)
    advice = f"{_PUT_BACK} Downloading it again {cost_words(slots)}."
    return Notice(NoticeKind.TROUBLE, title, advice, row.key, Ask.DOWNLOAD_AGAIN)
