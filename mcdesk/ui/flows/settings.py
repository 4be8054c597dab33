"""The settings sheet and the list of keys. What is set holds at once and is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mcdesk.ui.backstage import Backstage
from mcdesk.ui.flows.accounts import FETCHES
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets.keys import KeysSheet
from mcdesk.ui.sheets.settings import SettingsSheet
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.theme.theme import Choice

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.model.preflight import Limits

THEME = "theme"


class SettingsFlow:
    """One sheet at a time."""

    def __init__(self, stage: Stage, backstage: Backstage) -> None:
        self._stage = stage
        self._backstage = backstage
        self._sheet: Sheet | None = None

    def show(self) -> None:
        """Opens the settings."""
        self._stage.start("settings", self._show())

    def show_keys(self) -> None:
        """Opens the list of keys."""
        self._open(KeysSheet(self._stage.theme, self._stage.window))

    async def _show(self) -> None:
        fetches = await self._backstage.setting(FETCHES) != "no"
        theme, desk = self._stage.theme, self._stage.desk
        sheet = SettingsSheet(
            theme,
            self._stage.window,
            choice=theme.choice,
            fetches=fetches,
            account=desk.account.name if desk else "",
            limits=await desk.drafts.own_limits() if desk else None,
        )
        if desk is not None:
            sheet.limits_changed.connect(lambda own: self._set_limits(desk, own))
        sheet.theme_chosen.connect(self._on_theme)
        sheet.fetch_toggled.connect(self._on_fetches)
        self._open(sheet)

    def _set_limits(self, desk: Desk, own: Mapping[str, Limits]) -> None:
        self._stage.start(f"limits {own}", desk.drafts.set_own_limits(own))

    def _open(self, sheet: Sheet) -> None:
        if self._sheet is not None:
            sheet.deleteLater()
            return
        self._sheet = sheet
        sheet.finished.connect(self._on_finished)
        sheet.open()

    def _on_finished(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.deleteLater()

    def _on_theme(self, choice: str) -> None:
        self._stage.theme.choose(Choice(choice))
        self._remember(THEME, choice)

    def _on_fetches(self, wanted: bool) -> None:
        self._remember(FETCHES, "yes" if wanted else "no")
        if self._stage.desk is not None:
            self._stage.desk.fetch_automatically(wanted)

    def _remember(self, name: str, value: str) -> None:
        self._stage.start(f"remember {name} {value}", self._backstage.set_setting(name, value))
