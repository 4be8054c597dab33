"""Renders every panel and sheet in its states, light and dark, into a folder of pictures to look at.

python scripts/gallery_panels.py FOLDER [SCALE]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import KeyringError, UnreachableError
from mcdesk.model.events import (
    LaneStatus,
    Notice,
    NoticeKind,
    PollStatus,
    Transfer,
    TransferKind,
    TransferState,
)
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.operations import DECODE, RANK, packing_words
from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.drop.overlay import DropOverlay
from mcdesk.ui.empty.empty_state import EmptyState
from mcdesk.ui.inspector.inspector import Inspector
from mcdesk.ui.notices.notice_bar import NoticeBar
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.add_key import AddKeySheet
from mcdesk.ui.sheets.confirm import ConfirmSheet
from mcdesk.ui.sheets.settings import SettingsSheet
from mcdesk.ui.status.status_line import StatusLine
from mcdesk.ui.theme.theme import Choice, Theme
from mcdesk.ui.transfers.shelf import TransferShelf
from tests.ui.inspector import samples

NOW = samples.NOW
POLL = PollStatus(checked_at=NOW - 14, next_at=NOW + 46)
PRODUCTION = Account("p", "Northlake Auto", AccountKind.PRODUCTION, "https://api.marketcheck.com")
SANDBOX = Account("s", "Practice server", AccountKind.SANDBOX, "http://127.0.0.1:8321")
JUNE = Path("/home/ann/Desktop/lots/june-auction.csv")
PAGE = (1086, 780)


class Gallery:
    """Shows a widget, lets it settle, saves its picture."""

    def __init__(self, folder: Path, theme: Theme, mood: str) -> None:
        self._folder, self._mood = folder, mood
        self.theme = theme

    def save(self, widget: QWidget, name: str, size: tuple[int, int] | None = None) -> None:
        """Writes one picture."""
        if size is not None:
            widget.resize(*size)
        widget.show()
        widget.activateWindow()
        for _ in range(4):
            QTest.qWait(1)
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        widget.grab().save(str(self._folder / f"{name}-{self._mood}.png"))

    def page(self) -> QWidget:
        """Something to stand over: an inspector as a page."""
        page = QWidget()
        page.resize(*PAGE)
        lines = QVBoxLayout(page)
        for details in (samples.completed(samples.download()), samples.processing(), samples.failed()):
            inspector = Inspector(self.theme, lambda: NOW)
            inspector.show_details(details, POLL)
            lines.addWidget(inspector)
        page.show()
        return page


def inspectors(gallery: Gallery) -> None:
    """Every state, below the table; some beside it."""
    states = {
        "verified": samples.completed(samples.download()),
        "none": samples.completed(),
        "mismatch": samples.completed(samples.download(DownloadState.MISMATCH)),
        "broken": samples.completed(samples.download(DownloadState.BROKEN), left=1),
        "processing": samples.processing(),
        "failed": samples.failed(),
        "waiting": samples.waiting(),
        "uploading": samples.uploading(),
        "held": samples.held(),
        "unsure": samples.unsure(),
        "elsewhere": samples.completed(elsewhere=True),
    }
    for name, details in states.items():
        inspector = Inspector(gallery.theme, lambda: NOW)
        inspector.show_details(details, POLL)
        gallery.save(inspector, f"inspector-{name}", (1086, 240))
        if name in ("verified", "failed", "held"):
            gallery.save(inspector, f"inspector-{name}-narrow", (420, 760))


def lines(gallery: Gallery) -> None:
    """Shelf and status line."""
    shelf = TransferShelf(gallery.theme)
    up, down = TransferKind.UPLOADING, TransferKind.DOWNLOADING
    shelf.show_transfer(Transfer("1", "a", up, "fleet-returns-w19", 400_000, 930_000, 210_000))
    shelf.show_transfer(Transfer("2", "b", down, "lease-ends-q2", 1_200_000, 1_900_000, 640_000))
    gallery.save(shelf, "shelf", (1086, 56))
    shelf.show_transfer(Transfer("3", "c", TransferKind.VERIFYING, "florida", 1_900_000, 1_900_000))
    failed = Transfer("2", "b", down, "lease-ends-q2", 1_200_000, 1_900_000, None, TransferState.FAILED)
    shelf.show_transfer(failed)
    gallery.save(shelf, "shelf-more", (1086, 56))
    lanes = (LaneStatus("rank", "may-auction", 2), LaneStatus("decode"))
    offline = UnreachableError("The service can't be reached.", "Check the connection.")
    polls = {
        "online": POLL,
        "offline": PollStatus(checked_at=NOW - 200, next_at=NOW + 40, trouble=offline),
        "stopped": PollStatus(checked_at=NOW - 200, has_stopped=True, trouble=offline),
    }
    for name, poll in polls.items():
        status = StatusLine(gallery.theme, lambda: NOW)
        status.show_poll(poll)
        status.show_lanes(lanes)
        gallery.save(status, f"status-{name}", (1086, 30))


def empties(gallery: Gallery) -> None:
    """The empty page's three faces."""
    for name, account in (("first", None), ("sandbox", SANDBOX), ("production", PRODUCTION)):
        empty = EmptyState(gallery.theme)
        empty.set_account(account)
        panel = QFrame()
        panel.setProperty("kind", "panel")
        QVBoxLayout(panel).addWidget(empty)
        gallery.save(panel, f"empty-{name}", (1086, 700))
        if name == "sandbox":
            gallery.save(panel, f"empty-{name}-small", (780, 520))


def overlays(gallery: Gallery) -> None:
    """The drop overlay under a drag, as a chooser, and with a file of no use."""
    busy, free = "Starts by itself after may-auction", "Decode lane is free: starts at once"
    good = [
        DropOffer(RANK, packing_words(RANK), RANK.needs, busy),
        DropOffer(DECODE, packing_words(DECODE), DECODE.needs, free),
    ]
    why = "This is an Excel workbook. Save it as CSV, then drop the CSV here."
    bad = [DropOffer(each.operation, each.packing, each.needs, each.starts, why) for each in good]
    for name, offers, is_drag in (("drag", good, True), ("choose", good, False), ("bad", bad, True)):
        page = gallery.page()
        backdrop = page.grab()
        overlay = DropOverlay(gallery.theme, page)
        overlay.open_for(JUNE, backdrop, offers, is_drag=is_drag)
        gallery.save(page, f"drop-{name}", PAGE)
        if name == "drag":
            overlay.drag_moved(QPoint(350, 400))
            gallery.save(page, "drop-hot", PAGE)


def sheets(gallery: Gallery) -> None:
    """Every sheet in its states, but that of a new batch, which has a gallery of its own."""
    page = gallery.page()
    key = AddKeySheet(gallery.theme, page)
    key.open()
    gallery.save(key, "key")
    key.show_problem(KeyringError("The system keychain can't be reached.", "Unlock it and try again."))
    gallery.save(key, "key-keyring")
    key.reject()
    settings = SettingsSheet(gallery.theme, page, choice=Choice.SYSTEM, fetches=True)
    settings.open()
    gallery.save(settings, "settings")
    settings.reject()
    for left in (2, 1):
        question = confirm_texts.download("may-auction", DownloadSlots(left, 3), has_copy=left == 2)
        confirm = ConfirmSheet(gallery.theme, page, question, PRODUCTION)
        confirm.open()
        gallery.save(confirm, f"confirm-{left}")
        confirm.reject()


def notices(gallery: Gallery) -> None:
    """One of each kind of notice."""
    for kind in NoticeKind:
        page = gallery.page()
        bar = NoticeBar(gallery.theme, page)
        bar.show_notice(
            Notice(kind, f"may-auction: {kind.value}", "11,640 results. Fetched and verified.", "k")
        )
        gallery.save(page, f"notice-{kind.value}", PAGE)


def main() -> None:
    """Renders everything."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app, Choice.LIGHT)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme.choose(choice)
        gallery = Gallery(folder, theme, choice.value)
        for show in (inspectors, lines, empties, overlays, sheets, notices):
            show(gallery)


if __name__ == "__main__":
    main()
