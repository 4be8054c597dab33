"""Wishes about one row: fetch, open, show, verify, send again, cancel. What costs asks first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import NoDownloadsLeftError, StorageError, UsageError
from mcdesk.model.events import Transfer, TransferKind, TransferState
from mcdesk.model.jobs import JobStatus
from mcdesk.model.rows import CopyState
from mcdesk.ui.flows import copy_notices
from mcdesk.ui.flows.questions import agrees
from mcdesk.ui.flows.queue import QueueFlow
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.inspector.acts import Act, Offer
from mcdesk.ui.inspector.copy_boxes import is_fetching
from mcdesk.ui.sheets import confirm_texts

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk

_KEPT = (DownloadState.VERIFIED, DownloadState.LOST)


class ResultsFlow:
    """Acts on rows of the desk in use. `queue` does the same for files that are no jobs yet.

    `rank_row` opens the rows of a result, of which one is to be ranked.
    """

    def __init__(self, stage: Stage, rank_row: Callable[[str], None]) -> None:
        self._stage = stage
        self._transfers: dict[str, Transfer] = {}
        self.queue = queue = QueueFlow(stage)
        self._acts = {
            Act.OPEN: self.open_result,
            Act.DOWNLOAD: self.download,
            Act.CHECK_AGAIN: self.verify,
            Act.RANK_ROW: rank_row,
            Act.SEND_AGAIN: self.send_again,
            Act.RELEASE: queue.release,
            Act.TRY_NOW: queue.try_now,
            Act.HOLD: queue.hold,
            Act.MOVE_UP: lambda key: queue.move(key, up=True),
            Act.MOVE_DOWN: lambda key: queue.move(key, up=False),
            Act.START_AFTER: queue.start_after,
            Act.REMOVE: queue.remove,
            Act.RESUME_LANE: self._resume_lane_of,
        }

    @property
    def downloading(self) -> tuple[str, ...]:
        """Titles of the results that are being fetched right now."""
        return tuple(
            each.name
            for each in self._transfers.values()
            if each.kind is TransferKind.DOWNLOADING and each.state is TransferState.RUNNING
        )

    def note(self, transfer: Transfer) -> None:
        """Remembers what a card on the shelf stands for."""
        self._transfers[transfer.id] = transfer

    def download(self, key: str) -> None:
        """Fetches a result; asks before any slot but the first."""
        self._on(key, "download", self._download)

    def ask_and_download(self, key: str) -> None:
        """Fetches a result by a key press: that always asks, also for the first slot."""
        self._on(key, "download", self._ask_and_download)

    def act(self, key: str, offer: Offer) -> None:
        """Does what the inspector, or a row's menu, offers."""
        if offer.act in (Act.SHOW_RESULT, Act.SHOW_SENT):
            self.show_in_folder(offer.path)
            return
        self._acts[offer.act](key)

    def open_result(self, key: str) -> None:
        """Opens the verified copy, after a look that it is still what it was."""
        self._on(key, "open", self._open)

    def activate(self, key: str) -> None:
        """What Enter does: opens the result, or offers to fetch it."""
        details = self._stage.desk.details(key) if self._stage.desk else None
        if details is None:
            return
        if _copy_path(details) is not None:
            self.open_result(key)
        elif details.job is not None and details.job.status is JobStatus.COMPLETED:
            self.download(key)

    def show_in_folder(self, path: str) -> None:
        """Shows the folder of a file."""
        shown = Path(path)
        folder = shown if shown.is_dir() else shown.parent
        if not folder.is_dir():
            self._stage.tell(StorageError(f"{folder} is not there any more.", "It was moved or deleted."))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._stage.tell(
                StorageError("No program is set up to show folders.", f"The file lies in {folder}.")
            )

    def verify(self, key: str) -> None:
        """Hashes the saved copy again and says what came of it."""
        self._on(key, "verify", self._verify)

    def send_again(self, key: str) -> None:
        """Begins a new batch with the file of a job."""
        desk = self._stage.desk
        details = desk.details(key) if desk else None
        if details is not None and details.submission is not None:
            self._stage.window.file_given.emit(details.submission.source.path, details.row.operation)

    def cancel(self, transfer_id: str) -> None:
        """Breaks a transfer off; a download asks first, since its slot is spent either way."""
        transfer = self._transfers.get(transfer_id)
        if transfer is not None:
            self._stage.start(f"cancel {transfer_id}", self._cancel(transfer))

    def _on(self, key: str, name: str, act: object) -> None:
        desk = self._stage.desk
        details = desk.details(key) if desk else None
        if desk is not None and details is not None and callable(act):
            self._stage.start(f"{name} {key}", act(desk, details))

    async def _download(self, desk: Desk, details: JobDetails) -> None:
        job = details.job
        is_first = not any(d.state is not DownloadState.UNSPENT for d in details.downloads)
        is_full = job is None or job.slots is None or job.slots.left == job.slots.total
        if is_first and is_full:
            desk.download(details.row.key)
        else:
            await self._ask_and_download(desk, details)

    async def _ask_and_download(self, desk: Desk, details: JobDetails) -> None:
        job = details.job
        if job is None or job.status is not JobStatus.COMPLETED:
            raise UsageError("This job has no result to download.", "Wait until it is completed.")
        if is_fetching(details):
            return
        if job.slots is not None and job.slots.left <= 0:
            raise NoDownloadsLeftError(
                "All downloads of this job are used.", "Submit the file again to get a new result."
            )
        has_copy = details.row.copy is CopyState.VERIFIED
        question = confirm_texts.download(details.row.title, job.slots, has_copy=has_copy)
        if await agrees(self._stage, question):
            desk.download(details.row.key, agreed=True)

    async def _open(self, desk: Desk, details: JobDetails) -> None:
        path = await self._intact_copy(desk, details)
        if path is None:
            return
        copy = await desk.readable_copy(details.row.key)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            raise StorageError(
                f"No program is set up to open {copy.name}.", f"It lies in {copy.parent}: Show in folder."
            )

    async def _verify(self, desk: Desk, details: JobDetails) -> None:
        await self._intact_copy(desk, details, is_to_be_said=True)

    async def _intact_copy(
        self, desk: Desk, details: JobDetails, *, is_to_be_said: bool = False
    ) -> Path | None:
        """The copy's path after a look that it is what was verified; says what came of that look.

        One that was gone or changed may have been restored from the store: then that is said.
        """
        key, show = details.row.key, self._stage.window.notices.show_notice
        before = _trace_of(_copy_path(details))
        is_intact = await desk.verify(key)
        path = _copy_path(desk.details(key) or details)
        if not is_intact or path is None:
            show(copy_notices.lost(details))
            return None
        if _trace_of(path) != before:
            show(copy_notices.restored(details, _moved_to(path.parent, before)))
        elif is_to_be_said:
            show(copy_notices.unchanged(details))
        return path

    async def _cancel(self, transfer: Transfer) -> None:
        desk = self._stage.desk
        if desk is None:
            return
        if transfer.kind is TransferKind.DOWNLOADING:
            details = desk.details(transfer.row_key)
            slots = details.row.slots if details else None
            if not await agrees(self._stage, confirm_texts.cancel_download(transfer.name, slots)):
                return
        desk.stop_transfer(transfer.row_key)

    def _resume_lane_of(self, key: str) -> None:
        details = self._stage.desk.details(key) if self._stage.desk else None
        if details is not None:
            self.queue.resume_lane(details.row.operation)


def _copy_path(details: JobDetails) -> Path | None:
    """Where the verified copy lies; where it is lost, the place at which it was."""
    found = [each.path for state in _KEPT for each in details.downloads[::-1] if each.state is state]
    return found[0] if found else None


def _moved_to(folder: Path, trace: tuple[int, int] | None) -> Path | None:
    """The file in a folder that left this trace elsewhere; None where there is none."""
    try:
        beside = sorted(folder.iterdir()) if trace is not None else []
    except OSError:
        return None
    return next((path for path in beside if _trace_of(path) == trace), None)


def _trace_of(path: Path | None) -> tuple[int, int] | None:
    """Tells one file from another that took its name; None where there is none."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns) if found is not None else None
