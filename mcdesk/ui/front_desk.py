"""Puts window and desk together: events go to widgets, wishes go to flows. It decides nothing itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from mcdesk.model.events import LanesChanged, Notice, PollStatus, RowsChanged, TransfersChanged
from mcdesk.ui.backstage import Backstage
from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.flows.accounts import FETCHES, AccountsFlow
from mcdesk.ui.flows.batch import BatchFlow, offers_for
from mcdesk.ui.flows.quitting import may_quit
from mcdesk.ui.flows.results import ResultsFlow
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets.settings import SettingsSheet
from mcdesk.ui.theme.theme import Choice, Theme
from mcdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from mcdesk.desk.scope import TaskScope
    from mcdesk.model.events import DeskEvent

LAYOUT, THEME, SYSTEM_FONT = "job table layout", "theme", "system font"
_TICK_MS = 1000


class FrontDesk:
    """Owns the window and its flows. `done` is set when the user has left."""

    def __init__(
        self, theme: Theme, backstage: Backstage, scope: TaskScope, now: Callable[[], float]
    ) -> None:
        self._theme = theme
        self._backstage = backstage
        self.done = asyncio.Event()
        samples = backstage.samples
        self.window = MainWindow(
            theme,
            now,
            self._offers,
            sample=samples[0].name if samples else "",
            sample_rows=_rows_in(samples[0]) if samples else 0,
        )
        self.stage = Stage(self.window, theme, scope)
        self.accounts = AccountsFlow(self.stage, backstage, self._on_event)
        self.batch = BatchFlow(self.stage)
        self.results = ResultsFlow(self.stage)
        self._ticker = QTimer(self.window)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start(_TICK_MS)
        self._connect_window()
        self._connect_rows()

    async def begin(self) -> None:
        """Shows what was there last; everything heavier comes after the first picture."""
        layout = await self._backstage.setting(LAYOUT)
        account = await self.accounts.begin()
        if layout:
            self.window.page.table.restore_layout(layout)
        self.window.show()
        if account is not None:
            self.stage.start("open account", self.accounts.open(account))

    async def end(self) -> None:
        """Remembers the table's looks and ends the desk."""
        self._ticker.stop()
        await self._backstage.set_setting(LAYOUT, self.window.page.table.layout_state())
        await self.stage.scope.aclose()
        await self.accounts.close()
        self.window.may_close = True
        self.window.close()

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
                window.status.show_lanes(event.lanes)
            case TransfersChanged():
                self.results.note(event.transfer)
                window.shelf.show_transfer(event.transfer)
            case Notice():
                window.notices.show_notice(event)

    def _connect_window(self) -> None:
        window = self.window
        window.file_given.connect(self.batch.begin)
        window.close_asked.connect(lambda: self.stage.start("quit", self._quit()))
        window.check_now_asked.connect(self._check_now)
        window.settings_asked.connect(self._show_settings)
        window.page.filters.new_batch_asked.connect(self._new_batch)
        window.status.check_now_asked.connect(self._check_now)
        window.status.resume_asked.connect(self._check_now)
        window.shelf.cancel_asked.connect(self.results.cancel)
        window.notices.row_asked.connect(window.show_row)
        window.empty.choose_file_asked.connect(self._new_batch)
        window.empty.run_sample_asked.connect(lambda _: self.accounts.run_sample())
        window.frame.rail.place_chosen.connect(self._go_to)
        switcher = window.frame.rail.account
        switcher.chosen.connect(self.accounts.choose)
        for source in (window.empty, switcher):
            source.practise_asked.connect(self.accounts.practise)
            source.add_key_asked.connect(self.accounts.add_key)

    def _connect_rows(self) -> None:
        table, inspector, results = self.window.page.table, self.window.inspector, self.results
        table.row_chosen.connect(self._show_details)
        table.row_activated.connect(results.activate)
        table.remove_asked.connect(results.remove)
        inspector.open_asked.connect(results.open_result)
        inspector.show_in_folder_asked.connect(results.show_in_folder)
        inspector.download_asked.connect(results.download)
        inspector.send_again_asked.connect(results.send_again)
        inspector.remove_asked.connect(results.remove)
        inspector.retry_asked.connect(results.send_again)
        inspector.check_again_asked.connect(results.verify)

    def _new_batch(self) -> None:
        if self.stage.desk is None:
            self.accounts.practise()
        else:
            self.batch.choose()

    def _show_details(self, key: str) -> None:
        desk = self.stage.desk
        if desk is not None:
            self.window.inspector.show_details(desk.details(key) if key else None, desk.poll_status)

    def _check_now(self) -> None:
        if self.stage.desk is not None:
            self.stage.desk.check_now()

    def _go_to(self, place: str) -> None:
        if place == "settings":
            self._show_settings()

    def _show_settings(self) -> None:
        self.stage.start("settings", self._settings())

    async def _settings(self) -> None:
        fetches = await self._backstage.setting(FETCHES) != "no"
        uses_system_font = await self._backstage.setting(SYSTEM_FONT) == "yes"
        sheet = SettingsSheet(
            self._theme,
            self.window,
            choice=self._theme.choice,
            fetches=fetches,
            uses_system_font=uses_system_font,
        )
        sheet.theme_chosen.connect(self._on_theme)
        sheet.fetch_toggled.connect(self._on_fetches)
        sheet.system_font_toggled.connect(
            lambda wanted: self._remember(SYSTEM_FONT, "yes" if wanted else "no")
        )
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _on_theme(self, choice: str) -> None:
        self._theme.choose(Choice(choice))
        self._remember(THEME, choice)

    def _on_fetches(self, wanted: bool) -> None:
        self._remember(FETCHES, "yes" if wanted else "no")
        if self.stage.desk is not None:
            self.stage.desk.fetch_automatically(wanted)

    def _remember(self, name: str, value: str) -> None:
        self.stage.start(f"remember {name} {value}", self._backstage.set_setting(name, value))

    async def _quit(self) -> None:
        if await may_quit(self.stage):
            self.window.hide()
            self.done.set()

    def _tick(self) -> None:
        if self.window.isVisible():
            self.window.status.tick()
            self.window.page.table.tick()
            self.window.inspector.tick()


def _rows_in(sample: Path) -> int:
    return max(0, sample.read_bytes().count(b"\n") - 1)
