"""A transfer in words: verb and name, amounts, how far. Pure, no Qt."""

from __future__ import annotations

from mcdesk.model import words
from mcdesk.model.events import Transfer, TransferKind, TransferState

_RUNNING = {
    TransferKind.PACKING: ("Packing", "ph.archive-box"),
    TransferKind.UPLOADING: ("Uploading", "ph.upload-simple"),
    TransferKind.DOWNLOADING: ("Downloading", "ph.download-simple"),
    TransferKind.VERIFYING: ("Verifying", "ph.shield-check"),
}
_DONE = {
    TransferKind.PACKING: "Packed",
    TransferKind.UPLOADING: "Uploaded",
    TransferKind.DOWNLOADING: "Downloaded",
    TransferKind.VERIFYING: "Verified",
}
_ENDS = {
    TransferState.DONE: ("ph.check-circle-fill", "ok"),
    TransferState.FAILED: ("ph.warning-octagon-fill", "bad"),
    TransferState.CANCELLED: ("ph.x-circle-fill", "idle"),
    TransferState.PAUSED: ("ph.warning-fill", "warn"),
}
_GAP = "  ·  "


def title_words(transfer: Transfer) -> str:
    """Uploading fleet-returns-w19; Uploaded …; Uploading … failed."""
    verb = _RUNNING[transfer.kind][0]
    if transfer.state is TransferState.DONE:
        return f"{_DONE[transfer.kind]} {transfer.name}"
    if transfer.state is TransferState.FAILED:
        return f"{verb} {transfer.name} failed"
    if transfer.state is TransferState.PAUSED:
        return f"{verb} {transfer.name}: goes on by itself"
    if transfer.state is TransferState.CANCELLED:
        return f"{verb} {transfer.name} cancelled"
    return f"{verb} {transfer.name}"


def amount_words(transfer: Transfer) -> str:
    """0.4 of 0.9 MB · 210 KB/s · 3 s left; once it is over, what came of it."""
    if transfer.state is not TransferState.RUNNING:
        is_whole = transfer.state is TransferState.DONE and transfer.total is not None
        return transfer.words or (words.size(transfer.total) if is_whole else "")
    if transfer.kind is TransferKind.VERIFYING:
        whole = words.size(transfer.total) if transfer.total is not None else ""
        return _GAP.join(part for part in ("comparing SHA-256", whole) if part)
    left = transfer.seconds_left
    parts = (
        words.amounts(transfer.done, transfer.total),
        words.speed(transfer.speed),
        f"{words.duration(left)} left" if left is not None else "",
    )
    return _GAP.join(part for part in parts if part)


def share_of(transfer: Transfer) -> float:
    """How far it is, 0..1. What has ended well is whole, whatever was counted."""
    if transfer.state is TransferState.DONE:
        return 1.0
    return transfer.done / transfer.total if transfer.total else 0.0


def look_of(transfer: Transfer) -> tuple[str, str]:
    """Icon and tone."""
    return _ENDS.get(transfer.state, (_RUNNING[transfer.kind][1], "run"))


def can_cancel(transfer: Transfer) -> bool:
    """Comparing a hash takes a moment and is never cut short."""
    return transfer.state is TransferState.RUNNING and transfer.kind is not TransferKind.VERIFYING
