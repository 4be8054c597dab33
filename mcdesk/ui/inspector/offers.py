"""What a user can do with a job in its present state, and at what price. Pure, no Qt."""

from __future__ import annotations

from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import DownloadState
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import RowState
from mcdesk.ui.inspector.acts import Act, Offer
from mcdesk.ui.inspector.copy_boxes import is_fetching, slots_of
from mcdesk.ui.inspector.queue_offers import held_offers, unsure_offers, waiting_offers
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from mcdesk.ui.inspector.timeline_facts import best_download

NO_CANCEL = "A submitted job cannot be cancelled"
_FOLDER_WORDS = {
    DownloadState.VERIFIED: "Show in folder",
    DownloadState.MISMATCH: "Show what arrived",
    DownloadState.LOST: "Show its folder",
}


def offers_of(details: JobDetails, place: QueuePlace = NO_PLACE) -> tuple[Offer, ...]:
    """The actions from left to right; the primary one, if any, is the last that is not in the menu."""
    in_lane = {
        RowState.HELD: held_offers,
        RowState.UNSURE: unsure_offers,
        RowState.WAITING: waiting_offers,
    }
    if details.row.state in in_lane:
        return in_lane[details.row.state](details, place)
    by_state = {RowState.COMPLETED: _completed, RowState.FAILED: _failed}
    return by_state.get(details.row.state, _running)(details)


def hint_of(details: JobDetails) -> str:
    """A sentence beside the buttons where an expected button is missing on purpose."""
    is_running = details.row.state is RowState.PROCESSING and details.row.gone_at is None
    return NO_CANCEL if is_running else ""


def cost_words(slots: DownloadSlots | None) -> str:
    """The price inside a download button: uses 1 of 2 left."""
    if slots is None:
        return "uses 1 download"
    return "uses the last one" if slots.left == 1 else f"uses 1 of {slots.left} left"


def _completed(details: JobDetails) -> tuple[Offer, ...]:
    best = best_download(details)
    has_copy = best is not None and best.state is DownloadState.VERIFIED
    is_lost = not has_copy and any(each.state is DownloadState.LOST for each in details.downloads)
    offers = _download(details, is_primary=not has_copy and not is_lost)
    if best is not None and best.path is not None and best.state in _FOLDER_WORDS:
        shown = _show(Act.SHOW_RESULT, _FOLDER_WORDS[best.state], str(best.path))
        offers = (*offers, shown) if has_copy else (shown, *offers)
    check = "Check the saved copy again"
    if has_copy:
        offers += (
            Offer(Act.OPEN, "Open results", "ph.table", is_primary=True),
            Offer(Act.RANK_ROW, "Rank a row of it…", "ph.list-numbers", is_more=True),
            Offer(Act.CHECK_AGAIN, check, "ph.shield-check", is_more=True),
        )
    elif is_lost:
        tip = "Costs nothing: it looks for the file, and for an identical copy in mcdesk's store"
        offers += (Offer(Act.CHECK_AGAIN, check, "ph.shield-check", is_primary=True, tooltip=tip),)
    return (*offers, *_more(details))


def _download(details: JobDetails, *, is_primary: bool) -> tuple[Offer, ...]:
    """Nothing where one is under way, none is left, or the service has no such result any more."""
    job, slots = details.job, slots_of(details)
    is_offered = (job is None or job.download_available is not False) and details.row.gone_at is None
    if is_fetching(details) or not is_offered or (slots is not None and slots.left <= 0):
        return ()
    is_spent = any(each.state is not DownloadState.UNSPENT for each in details.downloads)
    text = "Download again…" if is_spent else "Download…"
    cost = cost_words(slots)
    return (Offer(Act.DOWNLOAD, text, "ph.download-simple", cost, is_primary=is_primary),)


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


def _running(details: JobDetails) -> tuple[Offer, ...]:
    """On its way or at the service; of a job that the service forgot the file can be sent anew."""
    if details.submission is None:
        return ()
    shown = _show(Act.SHOW_SENT, "Show sent file", str(details.submission.packed.path))
    again = Offer(Act.SEND_AGAIN, "Send again as a new job…", "ph.upload-simple")
    is_gone = details.row.state is RowState.PROCESSING and details.row.gone_at is not None
    return (shown, again) if is_gone else (shown,)


def _more(details: JobDetails) -> tuple[Offer, ...]:
    if details.submission is None:
        return ()
    path = str(details.submission.packed.path)
    return (
        Offer(Act.SHOW_SENT, "Show sent file in its folder", "ph.folder-open", is_more=True, path=path),
        Offer(Act.SEND_AGAIN, "Send again as a new job…", "ph.upload-simple", is_more=True),
    )


def _show(act: Act, text: str, path: str) -> Offer:
    return Offer(act, text, "ph.folder-open", path=path, tooltip=path)
