"""The main window: the areas in their places, drops and keys. It tells wishes and starts nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QStyle, QVBoxLayout, QWidget

from mcdesk.model.accounts import Account
from mcdesk.model.events import PollStatus
from mcdesk.model.rows import JobRow
from mcdesk.ui.controls.enter_key import enter_clicks
from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.drop.overlay import DropOverlay
from mcdesk.ui.empty.empty_state import EmptyState
from mcdesk.ui.inspector.inspector import Inspector
from mcdesk.ui.jobs.page import JobsPage
from mcdesk.ui.jobs.table_model import JobTableModel
from mcdesk.ui.notices.notice_bar import NoticeBar
from mcdesk.ui.regions import Regions
from mcdesk.ui.samples import Sample
from mcdesk.ui.shell.frame import Frame
from mcdesk.ui.shell.pages import PageParts, Pages
from mcdesk.ui.shell.rail import JOBS, PLACES
from mcdesk.ui.shell.window_icon import window_icon
from mcdesk.ui.status.status_line import StatusLine
from mcdesk.ui.theme.theme import Theme
from mcdesk.ui.transfers.shelf import TransferShelf

_SIZE, _LEAST = (1280, 800), (1024, 640)
_EDGE = 8
"""What a desktop draws around a window, in px: it is known only once the window is there."""

Offers = Callable[[Sequence[Path]], Sequence[DropOffer]]


class MainWindow(QWidget):
    """`offers` tells what can be done with files that hang over the window."""

    file_given = Signal(object, str)
    """A path and what it is for."""
    cells_pasted = Signal(str)
    close_asked = Signal()
    check_now_asked = Signal()
    settings_asked = Signal()
    keys_asked = Signal()
    download_asked = Signal(str)

    def __init__(
        self, theme: Theme, now: Callable[[], float], offers: Offers, samples: Sequence[Sample]
    ) -> None:
        super().__init__()
        self._offers = offers
        self._dragged: tuple[Path, ...] = ()
        self._asked_for = Path()
        self.may_close = False
        self.model = JobTableModel(now, self)
        self.frame = Frame(theme)
        self.page = JobsPage(theme, self.model)
        self.inspector = Inspector(theme, now)
        self.shelf = TransferShelf(theme)
        self.status = StatusLine(theme, now)
        self.empty = EmptyState(theme, samples)
        self.page.set_inspector(self.inspector)
        self.page.set_empty(self.empty)
        self.pages = Pages()
        self.pages.offer(JOBS, self._jobs_parts)
        self.pages.gone_to.connect(self._on_gone_to)
        self.frame.set_page(self.pages)
        self.frame.set_shelf(self.shelf)
        self.frame.set_status(self.status)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.frame)
        self.overlay = DropOverlay(theme, self.pages)
        self.notices = NoticeBar(theme, self.pages, above=self.inspector)
        self._regions = Regions(self._parts)
        self.overlay.chosen.connect(lambda operation: self.file_given.emit(self._asked_for, operation))
        self.model.counts_changed.connect(self._on_counts)
        self.setWindowTitle("mcdesk")
        self.setWindowIcon(window_icon(theme))
        self.setAcceptDrops(True)
        self.setMinimumSize(*(_LEAST))
        self.resize(self._first_size(theme))
        self._of_jobs: list[QShortcut] = []
        self._make_shortcuts()
        self.pages.go(JOBS)

    def show_account(
        self, account: Account | None, accounts: Sequence[Account], rows: Sequence[JobRow]
    ) -> None:
        """Turns the whole window to an account: colours, names, jobs."""
        self.frame.set_account_kind(account.kind if account else None)
        self.status.set_has_account(account is not None)
        self.frame.rail.account.set_accounts(accounts, account.id if account else "")
        self.empty.set_account(account)
        self.model.set_stopped({})
        self.model.replace_all(rows)
        self.inspector.show_details(None, PollStatus())
        if self.page.table.isVisible() and not self.overlay.isVisible():
            self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)
        kind = f" · {account.kind.value.capitalize()}" if account else ""
        self.setWindowTitle(f"{account.name}{kind} – mcdesk" if account else "mcdesk")

    def ask_what_for(self, path: Path) -> None:
        """Shows the targets for a file that came without a drag."""
        self._asked_for = path
        self.overlay.open_for(path, self.pages.grab(), self._offers((path,)))

    def show_row(self, key: str) -> None:
        """Chooses a row and brings it into view, on the page of jobs."""
        self.pages.go(JOBS)
        self.page.table.choose(key)

    def paste(self) -> None:
        """Takes a file from the clipboard, or cells that were copied from a spreadsheet."""
        if (paste := self.pages.parts.paste) is not None:
            paste()
            return
        data = QGuiApplication.clipboard().mimeData()
        paths = _paths_in(data)
        if paths:
            self._asked_for = paths[0]
            self.overlay.open_for(paths[0], self.pages.grab(), self._offers(paths))
        elif any(sign in data.text().strip() for sign in "\t\n"):
            self.cells_pasted.emit(data.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files hang over the window: the targets appear."""
        self._dragged = _paths_in(event.mimeData())
        if not self._dragged or self.overlay.isVisible():
            return
        if self.pages.parts.drop is None:
            self.overlay.open_for(
                self._dragged[0], self.pages.grab(), self._offers(self._dragged), is_drag=True
            )
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The target under the pointer lights up; beside the targets a drop does nothing."""
        spot = self.overlay.mapFrom(self, event.position().toPoint())
        self.overlay.drag_moved(spot)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went elsewhere."""
        self.overlay.drag_left()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The file was let go over a target, or beside them all."""
        event.acceptProposedAction()
        if (drop := self.pages.parts.drop) is not None and not self.overlay.isVisible():
            for path in self._dragged:
                drop(path)
            return
        operation = self.overlay.dropped(self.overlay.mapFrom(self, event.position().toPoint()))
        if operation is not None and self._dragged:
            self.file_given.emit(self._dragged[0], operation)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is a wish; whoever owns the window ends things in order and then lets it go."""
        if self.may_close:
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no part wanted: Enter presses the focused button, Esc closes a notice, Ctrl+F searches."""
        if enter_clicks(self, event):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.notices.notice is not None:
            self.notices.dismiss()
        elif event.matches(QKeySequence.StandardKey.Find) and self.page.filters.search.isVisible():
            self.page.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.page.filters.search.selectAll()
        else:
            super().keyPressEvent(event)

    def _first_size(self, theme: Theme) -> QSize:
        """As large as in the design, or as the screen leaves room for with the frame around the window."""
        wanted = QSize(*(theme.px(side) for side in _SIZE))
        room = self.screen().availableSize() - QSize(2 * _EDGE, _EDGE + self._title_height())
        return wanted.boundedTo(room).expandedTo(self.minimumSize())

    def _title_height(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, self)

    def _on_counts(self) -> None:
        self.frame.rail.set_count("jobs", self.model.counts()["active"])

    def _jobs_parts(self) -> PageParts:
        regions = (self.page.filters, self.page.table, self.empty, self.inspector)
        return PageParts(self.page, lambda: self.page.home, lambda: regions)

    def _parts(self) -> tuple[QWidget, ...]:
        return (*self.pages.parts.regions(), self.notices, self.shelf, self.status, self.frame.rail)

    def _on_gone_to(self, ident: str) -> None:
        self.frame.rail.set_current(ident)
        self.notices.settle()
        for shortcut in self._of_jobs:
            shortcut.setEnabled(ident == JOBS)

    def _make_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+N", self.page.filters.new_batch_asked.emit),
            ("Ctrl+O", self.page.filters.new_batch_asked.emit),
            ("Ctrl+V", self.paste),
            ("F5", self.check_now_asked.emit),
            ("Ctrl+,", self.settings_asked.emit),
            ("F1", self.keys_asked.emit),
            ("F6", lambda: self._regions.go(1)),
            ("Shift+F6", lambda: self._regions.go(-1)),
        ):
            self._shortcut(keys).activated.connect(act)
        for place in PLACES:
            go = self._shortcut(place.keys).activated
            go.connect(lambda ident=place.id: self.frame.rail.place_chosen.emit(ident))
        download = self._shortcut("Ctrl+D")
        download.activated.connect(self._on_download)
        self._of_jobs.append(download)
        copy_id = QShortcut(QKeySequence("Ctrl+Shift+C"), self.page.table)
        copy_id.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy_id.activated.connect(self._copy_job_id)

    def _shortcut(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        return shortcut

    def _on_download(self) -> None:
        if self.page.table.chosen_key:
            self.download_asked.emit(self.page.table.chosen_key)

    def _copy_job_id(self) -> None:
        row = self.model.row_of(self.page.table.chosen_key)
        if row is not None and row.job_id:
            QGuiApplication.clipboard().setText(row.job_id)


def _paths_in(data: QMimeData) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
