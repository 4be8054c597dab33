"""Renders the window with files that wait, stopped lanes, lost copies and vanished jobs, to look at.

python scripts/gallery_queue.py FOLDER [SCALE]
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mcdesk.model.accounts import MARKETCHECK_URL, Account, AccountKind
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import KeyRefusedError
from mcdesk.model.events import Ask, LaneStatus, Notice, NoticeKind, PollStatus
from mcdesk.model.history import Usual
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import CopyState, JobRow, Retry, RowState
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from mcdesk.ui.sheets.start_after import StartAfterSheet
from mcdesk.ui.status.words import stopped_words
from mcdesk.ui.theme.theme import Choice, Theme
from mcdesk.ui.window import MainWindow
from tests.ui.inspector import samples

NOW = samples.NOW
HOUR = 3600.0
SIZES = ((1280, 800), (1024, 640))
POLL = PollStatus(checked_at=NOW - 14, next_at=NOW + 46)
REFUSED = KeyRefusedError(
    "The service does not know this key.", "Enter the account's key again, then let the lane go on."
)
OFFLINE = Retry("The service can't be reached.", NOW + 40)
ACCOUNT = Account("a", "Northlake Auto", AccountKind.PRODUCTION, MARKETCHECK_URL)
STOPPED = (LaneStatus("rank", None, 4, REFUSED), LaneStatus("decode", "fleet-returns-w19"))
CALM = (LaneStatus("rank", "may-auction", 4), LaneStatus("decode", "fleet-returns-w19"))
BROKE = Notice(
    NoticeKind.TROUBLE,
    "The download of lease-ends-q2 broke off",
    "It cost one of its 3 downloads; 2 are left. Nothing of it was kept.",
    "lost",
    Ask.DOWNLOAD_AGAIN,
)
HELD_UP = Notice(
    NoticeKind.TROUBLE,
    "The Rank lane is stopped: the service does not know this key.",
    "Enter the account's key again. june-auction · 1 of 3 was not sent and waits; then let the lane go on.",
    "s1",
    Ask.RESUME_LANE,
    "rank",
)


def rows() -> list[JobRow]:
    """One of each."""
    wait, run, done = RowState.WAITING, RowState.PROCESSING, RowState.COMPLETED

    def made(key: str, state: RowState, name: str, ago: float = 60.0, **more: object) -> JobRow:
        told = {"operation": "rank", "items": 4_310, "is_submitted": state in (run, done), **more}
        return JobRow(key=key, reference=name, state=state, submitted_at=NOW - ago, **told)  # type: ignore[arg-type]

    ended = {"finished_at": NOW - HOUR, "succeeded": 4_100, "failed": 0, "slots": DownloadSlots(2, 3)}
    return [
        made("run", run, "may-auction", 1080, progress=55, moved_at=NOW - 900),
        made("gone", run, "march-leftovers", 5 * HOUR, progress=40, gone_at=NOW - HOUR),
        made("s1", wait, "june-auction", lane_place=1, part=1, parts=3),
        made("w2", wait, "june-auction", lane_place=2, part=2, parts=3),
        made("retry", wait, "trade-ins", next_try_at=OFFLINE.at, trouble=OFFLINE.title, operation="decode"),
        made("later", wait, "overnight-sweep", not_before=NOW + 5 * HOUR),
        made("open", RowState.UNSURE, "fleet-w20", operation="decode"),
        made("held", RowState.HELD, "june-preview"),
        made("refused", RowState.HELD, "odd-file", refusal_title="The service did not take the file"),
        made("lost", done, "lease-ends-q2", 2 * HOUR, copy=CopyState.LOST, **ended),
        made("kept", done, "ranking-batch-2026-04", 3 * HOUR, copy=CopyState.VERIFIED, **ended),
        made("bygone", done, "april-sweep", 9 * HOUR, copy=CopyState.VERIFIED, gone_at=NOW - HOUR, **ended),
    ]


def states() -> dict[str, tuple[str, JobDetails, QueuePlace]]:
    """Which row is chosen, and what the inspector shows of it."""
    stall = samples.processing(55, created_at=NOW - 1500, moved_at=NOW - 900)
    usual = Usual(420.0, 540.0, 840.0, 12)
    lost, kept = samples.download(DownloadState.LOST), samples.download()
    gone = NOW - HOUR
    return {
        "waiting": ("s1", samples.waiting(2, part=1, parts=3), QueuePlace(has_next=True)),
        "retry": ("retry", samples.waiting(retry=OFFLINE), NO_PLACE),
        "later": ("later", samples.waiting(None, not_before=NOW + 5 * HOUR), NO_PLACE),
        "stopped": ("s1", samples.waiting(1), QueuePlace(REFUSED)),
        "unsure": ("open", samples.unsure(retry=OFFLINE), NO_PLACE),
        "held": ("held", samples.put_on_hold(), NO_PLACE),
        "lost": ("lost", samples.completed(lost), NO_PLACE),
        "gone": ("gone", samples.processing(40, gone_at=gone), NO_PLACE),
        "bygone": ("bygone", samples.completed(kept, gone_at=gone), NO_PLACE),
        "usual": ("run", replace(samples.processing(55, created_at=NOW - 300), usual=usual), NO_PLACE),
        "stall": ("run", replace(stall, usual=usual), NO_PLACE),
    }


class Gallery:
    """One window; each picture is another state of it."""

    def __init__(self, folder: Path, theme: Theme, mood: str, size: tuple[int, int]) -> None:
        self._folder, self._mood, self._size = folder, mood, size
        self.theme = theme

    def window(self, lanes: tuple[LaneStatus, ...] = CALM, poll: PollStatus = POLL) -> MainWindow:
        """A fresh one."""
        window = MainWindow(self.theme, lambda: NOW, lambda _: (), ())
        window.show_account(ACCOUNT, [ACCOUNT], rows())
        window.status.show_poll(poll)
        window.status.show_lanes(lanes)
        stopped = {lane.operation: stopped_words(lane.trouble) for lane in lanes if lane.trouble is not None}
        window.model.set_stopped(stopped)
        window.resize(*self._size)
        window.show()
        return window

    def save(self, name: str, widget: QWidget) -> None:
        """Lets it settle and writes the picture."""
        for _ in range(4):
            QTest.qWait(1)
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        wide, high = self._size
        widget.grab().save(str(self._folder / f"{name}-{self._mood}-{wide}x{high}.png"))


def render(gallery: Gallery) -> None:
    """All pictures of one mood and size."""
    for name, (key, details, place) in states().items():
        window = gallery.window(STOPPED if place.is_stopped else CALM)
        window.page.table.choose(key)
        window.inspector.show_details(details, POLL, place)
        gallery.save(name, window)
        window.deleteLater()
    waking = PollStatus(checked_at=NOW - 9 * HOUR, next_at=NOW - 8 * HOUR, is_waking=True)
    silent = PollStatus(checked_at=NOW - 300, next_at=NOW - 240)
    for name, poll, notice in (("waking", waking, BROKE), ("silent", silent, HELD_UP)):
        window = gallery.window(STOPPED if notice is HELD_UP else CALM, poll)
        window.page.table.choose("kept")
        window.inspector.show_details(samples.completed(samples.download()), poll)
        window.notices.set_chosen("kept")
        window.notices.show_notice(notice)
        gallery.save(name, window)
        window.deleteLater()
    window = gallery.window()
    sheet = StartAfterSheet(gallery.theme, window, "overnight-sweep", None, lambda: NOW)
    sheet.open()
    gallery.save("start-after", sheet)
    sheet.reject()
    window.deleteLater()


def main() -> None:
    """Writes all pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app, Choice.LIGHT)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme.choose(choice)
        for size in SIZES:
            render(Gallery(folder, theme, choice, size))


if __name__ == "__main__":
    main()
