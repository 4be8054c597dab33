"""Wishes about one row: fetch, open, show, verify, send again, remove, cancel. What costs asks first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import NoDownloadsLeftError, StorageError, UsageError
from mcdesk.model.events import Notice, NoticeKind, Transfer, TransferKind, TransferState
from mcdesk.model.jobs import JobStatus
from mcdesk.model.rows import CopyState, RowState
from mcdesk.ui.asking import answer_of
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.inspector.offers import Act, Offer
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.confirm import ConfirmSheet
from mcdesk.ui.sheets.values import Question

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk


class ResultsFlow:
    """Acts on rows of the desk in use."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._transfers: dict[str, Transfer] = {}

    @property
    def downloading(self) -> tuple[str, ...]:
        """References of the results that are being fetched right now."""
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
        """Does what a row's menu offers."""
        if offer.act in (Act.SHOW_RESULT, Act.SHOW_SENT):
            self.show_in_folder(offer.path)
            return
        acts = {
            Act.OPEN: self.open_result,
            Act.DOWNLOAD: self.download,
            Act.SEND_AGAIN: self.send_again,
            Act.REMOVE: self.remove,
            Act.RETRY: self.send_again,
            Act.CHECK_AGAIN: self.verify,
        }
        acts[offer.act](key)

    def open_result(self, key: str) -> None:
        """Opens the verified copy, after a look that it is still what it was."""
        self._on(key, "open", self._open)

    def activate(self, key: str) -> None:
        """What Enter does: opens the result, or offers to fetch it."""
        details = self._stage.desk.details(key) if self._stage.desk else None
        if details is None:
            return
        if _verified_path(details) is not None:
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
        """Puts a file that was set aside back into its lane; a failed job's file becomes a new batch."""
        self._on(key, "send again", self._send_again)

    def remove(self, key: str) -> None:
        """Takes a file that was not sent out of the table."""
        self._on(key, "remove", self._remove)

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
        if details.row.copy is CopyState.FETCHING or details.row.reference in self.downloading:
            return
        if job.slots is not None and job.slots.left <= 0:
            raise NoDownloadsLeftError(
                "All downloads of this job are used.", "Submit the file again to get a new result."
            )
        has_copy = _verified_path(details) is not None
        if await self._agrees(confirm_texts.download(details.row.reference, job.slots, has_copy=has_copy)):
            desk.download(details.row.key, agreed=True)

    async def _open(self, desk: Desk, details: JobDetails) -> None:
        path = _verified_path(details)
        if path is None or not await desk.verify(details.row.key):
            raise StorageError(
                f"The saved copy of {details.row.reference} is gone or has changed.",
                "Download it again; that uses one of the downloads left.",
            )
        copy = await desk.readable_copy(path)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            raise StorageError(
                f"No program is set up to open {copy.name}.", f"It lies in {copy.parent}: Show in folder."
            )

    async def _verify(self, desk: Desk, details: JobDetails) -> None:
        if not await desk.verify(details.row.key):
            raise StorageError(
                f"The saved copy of {details.row.reference} is gone or has changed.",
                "Download it again; that uses one of the downloads left.",
            )
        words = f"The saved copy of {details.row.reference} is unchanged"
        self._stage.window.notices.show_notice(
            Notice(NoticeKind.VERIFIED, words, "Its checksum matches.", details.row.key)
        )

    async def _send_again(self, desk: Desk, details: JobDetails) -> None:
        if details.row.state is RowState.HELD:
            await desk.send_again(details.row.key)
        elif details.submission is not None:
            self._stage.window.file_given.emit(details.submission.source.path, details.row.operation)

    async def _remove(self, desk: Desk, details: JobDetails) -> None:
        texts = {
            RowState.WAITING: confirm_texts.remove_waiting,
            RowState.HELD: confirm_texts.remove_held,
        }
        text = texts.get(details.row.state)
        if text is not None and await self._agrees(text(details.row.reference)):
            await desk.remove(details.row.key)

    async def _cancel(self, transfer: Transfer) -> None:
        desk = self._stage.desk
        if desk is None:
            return
        if transfer.kind is TransferKind.DOWNLOADING:
            details = desk.details(transfer.row_key)
            slots = details.row.slots if details else None
            if not await self._agrees(confirm_texts.cancel_download(transfer.name, slots)):
                return
        desk.stop_transfer(transfer.row_key)

    async def _agrees(self, question: Question) -> bool:
        desk = self._stage.desk
        account = desk.account if desk else None
        return await answer_of(ConfirmSheet(self._stage.theme, self._stage.window, question, account))


def _verified_path(details: JobDetails) -> Path | None:
    for download in reversed(details.downloads):
        if download.state is DownloadState.VERIFIED:
            return download.path
    return None
