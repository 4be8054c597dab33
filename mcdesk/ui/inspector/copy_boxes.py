"""The box of a completed job: its copy on this computer, and what is left of its downloads. Pure."""

from __future__ import annotations

from dataclasses import replace

from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import CopyState
from mcdesk.ui.inspector.box import Box
from mcdesk.ui.inspector.moments import gone_words
from mcdesk.ui.inspector.timeline_facts import best_download

OWN_COPY = "Opening and exporting use this copy. They never spend a download."
_TITLE, _WARNING = "Saved copy", "ph.warning-fill"
_USED = "Its slot counts as used from the moment it was asked for."


def slots_of(details: JobDetails) -> DownloadSlots | None:
    """Download slots, corrected by what the newest download's own headers said."""
    slots = details.job.slots if details.job is not None and details.job.slots else details.row.slots
    told = [each.remaining for each in details.downloads if each.remaining is not None]
    if slots is None or not told:
        return slots
    return DownloadSlots(min(slots.left, told[-1]), slots.total)


def is_fetching(details: JobDetails) -> bool:
    """Whether a download is under way, also one beside a verified copy."""
    is_started = any(each.state is DownloadState.STARTED for each in details.downloads)
    return is_started or details.row.copy is CopyState.FETCHING


def remaining_words(slots: DownloadSlots | None) -> str:
    """2 of 3 downloads remain."""
    if slots is None:
        return "The service has not told how many downloads remain."
    if slots.left == 0:
        return f"No downloads remain: all {slots.total} are used."
    return f"{slots.words} downloads {'remains' if slots.left == 1 else 'remain'}."


def copy_box(details: JobDetails, now: float) -> Box:
    """How the saved copy stands. Of a job that the service forgot nothing can be fetched any more."""
    best, gone_at = best_download(details), details.row.gone_at
    if gone_at is None:
        left = remaining_words(slots_of(details))
        return _no_copy_box(details) if best is None else _attempt_box(best, left)
    if best is None:
        lines = (gone_words(gone_at, now), "Send the file again to get a result.")
        return Box(_TITLE, _WARNING, "warn", "Nothing was saved here", lines)
    box = _attempt_box(best, "Its result can't be fetched any more.")
    return replace(box, lines=(gone_words(gone_at, now), *box.lines))


def _attempt_box(best: Download, left: str) -> Box:
    """`left` says what may still be fetched."""
    match best.state:
        case DownloadState.VERIFIED:
            return _verified_box(best)
        case DownloadState.STARTED:
            return Box(_TITLE, "ph.download-simple", "run", "Downloading", (_USED, left))
        case DownloadState.MISMATCH:
            kept = "The bytes that arrived are not what the service sent. They are kept aside, never opened."
            return Box(_TITLE, "ph.warning-octagon-fill", "bad", "Checksum does not match", (kept, left))
        case DownloadState.LOST:
            moved = "It was verified once. If you moved or changed the file, put it back and check again."
            return Box(_TITLE, _WARNING, "warn", "Saved copy gone or changed", (moved, left))
        case DownloadState.UNSPENT:
            kept = "The service was not reached, so no slot is spent."
            return Box(_TITLE, _WARNING, "warn", "The download did not begin", (kept, left))
        case DownloadState.BROKEN:
            gone = "Nothing was kept. Its slot is most likely spent."
            return Box(_TITLE, _WARNING, "warn", "The download broke off", (gone, left))


def _verified_box(download: Download) -> Box:
    icon, sha256 = "ph.shield-check-fill", download.sha256 or ""
    if download.expected_sha256:
        return Box(_TITLE, icon, "ok", "Checksum verified", (OWN_COPY,), sha256)
    lines = (OWN_COPY, "The service sent no checksum to compare with.")
    return Box(_TITLE, icon, "ok", "Saved whole", lines, sha256)


def _no_copy_box(details: JobDetails) -> Box:
    headline, slots = "Not on this computer yet", slots_of(details)
    if details.job is not None and details.job.download_available is False and (not slots or slots.left):
        line = "The service no longer offers this result. Send the file again to get a new one."
        return Box(_TITLE, _WARNING, "warn", "Result no longer offered", (line,))
    if slots is not None and slots.left == 0:
        other = "A copy on another computer can still be opened there."
        return Box(_TITLE, _WARNING, "warn", headline, (remaining_words(slots), other))
    enough = "One is enough: the saved copy can be opened any number of times."
    return Box(_TITLE, "ph.download-simple", "idle", headline, (remaining_words(slots), enough))
