"""Puts window and desk together: events go to widgets, wishes go to flows. It decides nothing itself."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from mcdesk.model.accounts import AccountKind
from mcdesk.model.events import LanesChanged, Notice, PollStatus, RowsChanged, TransfersChanged
from mcdesk.ui.backstage import Backstage
from mcdesk.ui.controls.held_enter import HeldEnter
from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.flows.accounts import AccountsFlow
from mcdesk.ui.flows.batch import BatchFlow, offers_for
from mcdesk.ui.flows.pages import PagesFlow
from mcdesk.ui.flows.quitting import Patience, decision, set_uploads_aside, under_way
from mcdesk.ui.flows.results import ResultsFlow
from mcdesk.ui.flows.row_menu import pop_up
from mcdesk.ui.flows.settings import SettingsFlow
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace, place_of
from mcdesk.ui.memory import WindowMemory
from mcdesk.ui.sheets.values import Leaving, UnderWay
from mcdesk.ui.status.words import stopped_words
from mcdesk.ui.theme.theme import Theme
from mcdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.desk.scope import TaskScope
    from mcdesk.model.details import JobDetails
    from mcdesk.model.events import DeskEvent, LaneStatus
    from mcdesk.ui.samples import Sample

log = logging.getLogger(__name__)

_TICK_MS = 1000
_MANY_ROWS = 1000


class FocusKeeper(QObject):
    """Brings the focus back to the work where what had it went away.

    Qt hands it to the next widget in order: as if the user had asked for the rail, or were about to press
    whatever button stands there, such as one that removes a file or spends a download.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_meant = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring_back)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        rail = self._window.frame.rail
        if now is None or not self._window.isAncestorOf(now):
            return  # elsewhere, for the time being
        is_rail = rail.isAncestorOf(now)
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            self._is_meant = is_rail
            self._later.stop()  # a hand, or what came in place of the old
        elif is_rail:
            if not self._is_meant:
                self._later.start(0)  # what comes in place of the old may not be there yet
        else:
            self._is_meant = False
            if self._was_here(before):
                self._later.start(0)

    def _was_here(self, before: QWidget | None) -> bool:
        """Whether the focus comes from this window: what a sheet gives back, it had been given before."""
        return before is not None and (not isValid(before) or self._window.isAncestorOf(before))

    def _bring_back(self) -> None:
        window = self._window
        if not window.overlay.isVisible():
            window.pages.bring_home()


class FrontDesk:
    """Owns the window and its flows. `done` is set when the user has left."""

    def __init__(
        self, theme: Theme, backstage: Backstage, scope: TaskScope, now: Callable[[], float]
    ) -> None:
        self._theme = theme
        self.done = asyncio.Event()
        self.patience = Patience(time.monotonic)
        self.window = MainWindow(theme, now, self._offers, backstage.samples)
        self.stage = Stage(self.window, theme, scope)
        self.accounts = AccountsFlow(self.stage, backstage, self._on_event)
        self._memory = WindowMemory(self.window, backstage.setting, backstage.set_setting, scope.start)
        self.batch = BatchFlow(self.stage, self._memory, now)
        self.results = ResultsFlow(self.stage, lambda key: self.pages.result_rows.show(key))
        self.settings = SettingsFlow(self.stage, backstage)
        self.pages = PagesFlow(self.stage, backstage, now, self.batch.begin)
        self._keeper = FocusKeeper(self.window)
        self._held = HeldEnter(self.window)
        self._spared = 0
        self._spared_desk: Desk | None = None
        self._ticker = QTimer(self.window)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start(_TICK_MS)
        self._connect_window()
        self._connect_rows()

    async def begin(self) -> None:
        """Shows what was there last; everything heavier comes after the first picture."""
        account = await self.accounts.begin()
        await self._memory.restore()
        self.window.show()
        if account is not None:
            self.window.page.table.setFocus()
            self.accounts.open_again()

    def leave(self) -> None:
        """Leaves without a question: the system, or whoever started mcdesk, has asked."""
        self.patience.begin()
        self.window.hide()
        self.done.set()

    async def end(self) -> None:
        """Remembers the window's looks and ends the desk. What takes too long goes on at the next start."""
        self.patience.begin()
        self._ticker.stop()
        self._memory.stop()
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        ending = asyncio.ensure_future(self._end_tasks())
        if not (await asyncio.wait({ending}, timeout=self.patience.for_tasks))[0]:
            log.info("not everything ended in time; it goes on at the next start")
            ending.cancel()
        self.window.may_close = True
        self.window.close()

    async def _end_tasks(self) -> None:
        await asyncio.gather(self._memory.keep(), self.pages.keep(), self._end_desk())

    async def _end_desk(self) -> None:
        await self.stage.scope.aclose()
        await self.accounts.close()

    def _offers(self, paths: Sequence[Path]) -> Sequence[DropOffer]:
        return offers_for(paths, self.stage.desk.lanes if self.stage.desk else None)

    def _on_event(self, event: DeskEvent) -> None:
        window = self.window
        match event:
            case RowsChanged():
                window.model.apply(event.rows, event.removed)
                chosen = window.page.table.chosen_key
                if any(row.key == chosen for row in event.rows):
                    self._show_details(chosen)
            case PollStatus():
                window.status.show_poll(event)
                self._show_details(window.page.table.chosen_key)
            case LanesChanged():
                self._show_lanes(event.lanes)
            case TransfersChanged():
                self.results.note(event.transfer)
                window.shelf.show_transfer(event.transfer)
            case Notice():
                window.notices.show_notice(event)

    def _connect_window(self) -> None:
        window = self.window
        window.file_given.connect(self.batch.begin)
        window.cells_pasted.connect(self.batch.paste)
        window.close_asked.connect(lambda: self.stage.start("quit", self._quit()))
        window.check_now_asked.connect(self._check_now)
        window.settings_asked.connect(self.settings.show)
        window.keys_asked.connect(self.settings.show_keys)
        window.page.filters.new_batch_asked.connect(self._new_batch)
        window.status.check_now_asked.connect(self._check_now)
        window.status.resume_asked.connect(self._check_now)
        window.status.resume_lane_asked.connect(self.results.queue.resume_lane)
        window.shelf.cancel_asked.connect(self.results.cancel)
        window.notices.row_asked.connect(window.show_row)
        window.notices.download_again_asked.connect(self.results.ask_and_download)
        window.notices.resume_lane_asked.connect(self.results.queue.resume_lane)
        window.empty.choose_file_asked.connect(self._new_batch)
        window.empty.run_sample_asked.connect(self._run_sample)
        window.frame.rail.place_chosen.connect(self._go_to)
        switcher = window.frame.rail.account
        switcher.chosen.connect(self.accounts.choose)
        switcher.remove_asked.connect(self.accounts.remove)
        for source in (window.empty, switcher):
            source.practise_asked.connect(self.accounts.practise)
            source.add_key_asked.connect(self.accounts.add_key)

    def _connect_rows(self) -> None:
        table, inspector, results = self.window.page.table, self.window.inspector, self.results
        table.row_chosen.connect(self._show_details)
        table.row_chosen.connect(self.window.notices.set_chosen)
        table.row_activated.connect(results.activate)
        table.remove_asked.connect(results.queue.remove)
        table.move_asked.connect(results.queue.move)
        table.context_requested.connect(self._show_menu)
        self.window.download_asked.connect(results.ask_and_download)
        inspector.asked.connect(results.act)
        inspector.folder_asked.connect(results.show_in_folder)

    def _new_batch(self) -> None:
        if self.stage.desk is not None:
            self.batch.choose()
        elif self.accounts.current is None:
            self.accounts.practise()
        else:
            self.accounts.open_again()

    def _run_sample(self, sample: Sample) -> None:
        """A sample knows its operation, so nobody is asked what it is for."""
        desk = self.stage.desk
        if desk is not None and desk.account.kind is AccountKind.SANDBOX:
            self.batch.begin(sample.path, sample.operation)

    def _show_details(self, key: str) -> None:
        desk = self.stage.desk
        if desk is not None:
            details = desk.details(key) if key else None
            self.window.inspector.show_details(details, desk.poll_status, self._place_of(desk, details))

    def _place_of(self, desk: Desk, details: JobDetails | None) -> QueuePlace:
        return NO_PLACE if details is None else place_of(details.row, desk.lanes, self.window.model.has_at)

    def _show_lanes(self, lanes: Sequence[LaneStatus]) -> None:
        window = self.window
        window.status.show_lanes(tuple(lanes))
        stopped = {each.operation: stopped_words(each.trouble) for each in lanes if each.trouble is not None}
        window.model.set_stopped(stopped)
        for lane in lanes:
            if not lane.is_stopped:
                window.notices.withdraw(lane.operation)
        self._show_details(window.page.table.chosen_key)

    def _show_menu(self, key: str, spot: QPoint) -> None:
        desk = self.stage.desk
        details = desk.details(key) if desk else None
        if desk is not None and details is not None:
            table, place = self.window.page.table, self._place_of(desk, details)
            pop_up(self._theme, table, spot, details, place, lambda offer: self.results.act(key, offer))

    def _check_now(self) -> None:
        if self.stage.desk is not None:
            self.stage.desk.check_now()
        else:
            self.accounts.open_again()

    def _go_to(self, place: str) -> None:
        if place == "settings":
            self.settings.show()
        else:
            self.window.pages.go(place)

    async def _quit(self) -> None:
        answer = await decision(self.stage, self._under_way)
        if answer is Leaving.STAY:
            return
        self.patience.begin()
        self.window.hide()
        if answer is Leaving.STOP and (desk := self.stage.desk) is not None:
            await set_uploads_aside(desk, self.patience.for_uploads)
        self.leave()

    def _under_way(self) -> UnderWay:
        return under_way(self.stage.desk, self.batch.unsent)

    def _tick(self) -> None:
        self._spare_the_old()
        if self.window.isVisible():
            self.window.status.tick()
            self.window.page.table.tick()
            self.window.inspector.tick()
            self.pages.tick()

    def _spare_the_old(self) -> None:
        """Exempts what stays from the search for garbage: what was loaded with a desk, and rows.

        A search among all of that would hold the window up for a tenth of a second, whatever sets it off.
        """
        rows, desk = self.window.model.counts()["all"], self.stage.desk
        if abs(rows - self._spared) > _MANY_ROWS or desk is not self._spared_desk:
            self._spared, self._spared_desk = rows, desk
            gc.freeze()
