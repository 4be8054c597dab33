"""What a user can do with a job in its present state, and at what price. Pure, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import DownloadState
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import CopyState, RowState
from mcdesk.ui.inspector.box_facts import slots_of
from mcdesk.ui.inspector.timeline_facts import best_download

_KEPT_STATES = (DownloadState.VERIFIED, DownloadState.MISMATCH)
NO_CANCEL = "A submitted job cannot be cancelled"


class Act(StrEnum):
    """What can be asked for."""

    OPEN = "open"
    SHOW_RESULT = "show result"
    SHOW_SENT = "show sent"
    DOWNLOAD = "download"
    SEND_AGAIN = "send again"
    REMOVE = "remove"
    RETRY = "retry"
    CHECK_AGAIN = "check again"


@dataclass(frozen=True, slots=True)
class Offer:
    """One action. `cost` is written inside the button; `is_more` puts it into the "…" menu."""

    act: Act
    text: str
    icon: str
    cost: str = ""
    is_primary: bool = False
    is_more: bool = False
    tooltip: str = ""
    path: str = ""


def offers_of(details: JobDetails) -> tuple[Offer, ...]:
    """The actions from left to right; the primary one, if any, is the last that is not in the menu."""
    by_state = {
        RowState.COMPLETED: _completed,
        RowState.FAILED: _failed,
        RowState.HELD: _held,
        RowState.UNSURE: _unsure,
        RowState.WAITING: _waiting,
    }
    return by_state.get(details.row.state, _sent_only)(details)


def hint_of(details: JobDetails) -> str:
    """A sentence beside the buttons where an expected button is missing on purpose."""
    return NO_CANCEL if details.row.state is RowState.PROCESSING else ""


def cost_words(slots: DownloadSlots | None) -> str:
    """The price inside a download button: uses 1 of 2 left."""
    if slots is None:
        return "uses 1 download"
    return "uses the last one" if slots.left == 1 else f"uses 1 of {slots.left} left"


def _completed(details: JobDetails) -> tuple[Offer, ...]:
    best = best_download(details)
    has_copy = best is not None and best.state is DownloadState.VERIFIED
    fetching = details.row.copy is CopyState.FETCHING or (
        best is not None and best.state is DownloadState.STARTED
    )
    offers: list[Offer] = []
    slots = slots_of(details)
    offered = details.job is None or details.job.download_available is not False
    if not fetching and offered and (slots is None or slots.left > 0):
        spent = any(each.state is not DownloadState.UNSPENT for each in details.downloads)
        text = "Download again…" if spent else "Download…"
        cost = cost_words(slots)
        offers.append(Offer(Act.DOWNLOAD, text, "ph.download-simple", cost, is_primary=not has_copy))
    if (
        best is not None
        and best.path is not None
        and best.state in (DownloadState.VERIFIED, DownloadState.MISMATCH)
    ):
        text = "Show in folder" if has_copy else "Show what arrived"
        offers.insert(0 if not has_copy else len(offers), _show(Act.SHOW_RESULT, text, str(best.path)))
    if has_copy:
        offers.append(Offer(Act.OPEN, "Open results", "ph.table", is_primary=True))
        offers.append(Offer(Act.CHECK_AGAIN, "Check the saved copy again", "ph.shield-check", is_more=True))
    return (*offers, *_more(details))


def _failed(details: JobDetails) -> tuple[Offer, ...]:
    if details.submission is None:
        return ()
    again = Offer(
        Act.SEND_AGAIN,
        "Send again…",
        "ph.upload-simple",
        is_primary=True,
        tooltip="Checks the file anew first",
    )
    return (_show(Act.SHOW_SENT, "Show source file", str(details.submission.source.path)), again)


def _held(details: JobDetails) -> tuple[Offer, ...]:
    return (
        Offer(Act.REMOVE, "Remove…", "ph.x"),
        Offer(Act.RETRY, "Try again now", "ph.upload-simple", is_primary=True),
        *_more(details, again=False),
    )


def _unsure(details: JobDetails) -> tuple[Offer, ...]:
    tip = "Uses the same submit key: no second job can start"
    return (
        *_sent_only(details),
        Offer(Act.RETRY, "Ask again now", "ph.upload-simple", is_primary=True, tooltip=tip),
    )


def _waiting(details: JobDetails) -> tuple[Offer, ...]:
    return (*_sent_only(details), Offer(Act.REMOVE, "Remove from the queue", "ph.x"))


def _sent_only(details: JobDetails) -> tuple[Offer, ...]:
    if details.submission is None:
        return ()
    return (_show(Act.SHOW_SENT, _sent_text(details), str(details.submission.packed.path)),)


def _sent_text(details: JobDetails) -> str:
    return "Show file" if details.row.state is RowState.WAITING else "Show sent file"


def _more(details: JobDetails, *, again: bool = True) -> tuple[Offer, ...]:
    if details.submission is None:
        return ()
    show = Offer(
        Act.SHOW_SENT,
        "Show sent file in its folder",
        "ph.folder-open",
        is_more=True,
        path=str(details.submission.packed.path),
    )
    resend = Offer(Act.SEND_AGAIN, "Send again as a new job…", "ph.upload-simple", is_more=True)
    return (show, resend) if again else (show,)


def _show(act: Act, text: str, path: str) -> Offer:
    return Offer(act, text, "ph.folder-open", path=path, tooltip=path)
