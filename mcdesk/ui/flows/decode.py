"""Decoding one VIN: asks the service, shows its answer, takes it along as a file. Parses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from mcdesk.model.errors import DeskError
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.results import answer_files
from mcdesk.results.shelf import file_name
from mcdesk.ui.asking import place_to_save
from mcdesk.ui.decode.found import attributes_of
from mcdesk.ui.decode.page import DecodePage
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.flows.words import NO_DESK
from mcdesk.ui.shell.pages import PageParts
from mcdesk.ui.shell.rail import DECODING as PLACE

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.model.past_requests import PastRequest
    from mcdesk.model.specs import Specs

_TASK = "ask decode"
_WORD = "specs"
_HEADER = ("group", "key", "label", "value")


class DecodeFlow:
    """Owns the Decode page."""

    def __init__(self, stage: Stage, now: Callable[[], float]) -> None:
        self._stage = stage
        self._specs: Specs | None = None
        self._past: PastRequest | None = None
        self._turn = 0
        """Tells requests apart: one that was broken off may still be ending."""
        self.page = page = DecodePage(stage.theme, now)
        page.decode_asked.connect(self.ask)
        page.cancel_asked.connect(lambda: stage.scope.cancel(self._task))
        page.export_asked.connect(lambda suffix: stage.start("export specs", self._export(suffix)))

    @property
    def parts(self) -> PageParts:
        """The page for the window."""
        page = self.page
        return PageParts(page, lambda: page.field.line, lambda: (page.field, page.answer))

    def ask(self, vin: str) -> None:
        """Asks what a VIN is."""
        if (desk := self._stage.desk) is None:
            self.page.show_error(DeskError("No account is open.", NO_DESK))
        else:
            self._break_off()
            self._stage.start(self._task, self._ask(desk, vin))

    def open_past(self, past: PastRequest, *, again: bool = False) -> bool:
        """Shows a request of the history with its answer, or asks it once more. Tells whether it could."""
        desk = self._stage.desk
        if desk is None:
            return False
        self._break_off()
        self._stage.window.pages.go(PLACE)
        specs = desk.lookups.specs_of(past)
        if again:
            self.ask(past.subject)
        elif specs is not None:
            self._show(specs, past)
        else:
            self.page.field.show_vin(past.subject)
            self.page.show_error(DeskError(past.title or "No answer came.", past.advice, code=past.code))
        return True

    @property
    def _task(self) -> str:
        return f"{_TASK} {self._turn}"

    def _break_off(self) -> None:
        """Ends the request under way, if there is one: the page is about to show something else."""
        self._stage.scope.cancel(self._task)
        self._turn += 1

    async def _ask(self, desk: Desk, vin: str) -> None:
        self.page.show_waiting(vin)
        task, is_over = self._task, False
        try:
            past, specs = await desk.lookups.decode(vin)
            self._show(specs, past)
            is_over = True
        except DeskError as error:
            self._specs = None
            self.page.show_error(error)
            is_over = True
        finally:
            if not is_over and task == self._task:  # cancelled: what was there is still true
                self._show_again()

    def _show(self, specs: Specs, past: PastRequest | None) -> None:
        self._specs, self._past = specs, past
        self.page.show_specs(specs, past)

    def _show_again(self) -> None:
        if self._specs is not None:
            self.page.show_specs(self._specs, self._past)
        else:
            self.page.show_nothing()

    async def _export(self, suffix: str) -> None:
        if (specs := self._specs) is None:
            return
        window = self._stage.window
        if (path := await place_to_save(window, file_name(specs.vin, _WORD, suffix))) is None:
            return
        rows = [(each.group, each.key, each.label, each.value) for each in attributes_of(specs.groups)]
        written = await asyncio.to_thread(answer_files.WRITERS[suffix], path, _HEADER, rows)
        window.notices.show_notice(
            Notice(NoticeKind.VERIFIED, f"{written.name} is written.", f"It lies in {written.parent}.")
        )
