"""Decoding one VIN: asks the service, shows its answer, takes it along as a file. Parses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.model.errors import DeskError
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.results import answer_files
from mcdesk.ui.asking import place_to_save
from mcdesk.ui.decode.found import attributes_of
from mcdesk.ui.decode.page import DecodePage
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.flows.words import no_desk, not_answered
from mcdesk.ui.shell.pages import PageParts
from mcdesk.ui.shell.rail import DECODING as PLACE

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.model.past_requests import PastRequest
    from mcdesk.model.specs import Specs

_WORD = "specs"
_HEADER = ("group", "key", "label", "value")


@dataclass(slots=True, eq=False)
class _Asking:
    """The latest request, or the place of one: what an earlier one still brings is nobody's.

    Attributes:
        task: The name of the task that asks, "" for none.
        vin: What it asks, "" once that is over.
        past_id: Its id in the history while it is under way, else "".
    """

    task: str = ""
    vin: str = ""
    past_id: str = ""


class DecodeFlow:
    """Owns the Decode page."""

    def __init__(self, stage: Stage, now: Callable[[], float]) -> None:
        self._stage, self._now = stage, now
        self._specs: Specs | None = None
        self._past: PastRequest | None = None
        self._number = 0
        self._latest = _Asking()
        self._account_id = ""
        self.page = page = DecodePage(stage.theme, now)
        page.decode_asked.connect(self.ask)
        page.cancel_asked.connect(self._cancel)
        page.export_asked.connect(lambda suffix: stage.start("export specs", self._export(suffix)))
        stage.call_on_desk(self._on_desk)
        self._on_desk()

    @property
    def parts(self) -> PageParts:
        """The page for the window."""
        page = self.page
        return PageParts(page, lambda: page.field.line, lambda: (page.field, page.answer))

    def ask(self, vin: str) -> None:
        """Asks what a VIN is, in place of another that is under way; the same one is not asked twice."""
        if (desk := self._stage.desk) is None:
            self.page.show_error(no_desk())
        elif vin != self._latest.vin:
            self._break_off()
            self._number += 1
            self._latest = asking = _Asking(f"ask decode {self._number}", vin)
            self.page.show_waiting(vin)
            self._stage.start(asking.task, self._ask(desk, vin, asking))

    def open_past(self, past: PastRequest, *, again: bool = False) -> bool:
        """Shows a request of the history with its answer, or asks it once more. Tells whether it could.

        The one that is under way is only shown.
        """
        if (desk := self._stage.desk) is None:
            return False
        self._stage.window.pages.go(PLACE)
        if past.id == self._latest.past_id:
            return True
        self._break_off()
        specs = desk.lookups.specs_of(past)
        if again:
            self.ask(past.subject)
        elif specs is not None:
            self._show(specs, past)
        else:
            self.page.field.show_vin(past.subject)
            self._show_error(not_answered(past))
        return True

    def _break_off(self) -> None:
        """Ends the request under way, if there is one: the page is about to show something else."""
        broken, self._latest = self._latest, _Asking()
        self._stage.scope.cancel(broken.task)

    def _cancel(self) -> None:
        """The user does not wait any longer: what was there before is still true."""
        if self._latest.vin:
            self._break_off()
            self._show_again()

    async def _ask(self, desk: Desk, vin: str, asking: _Asking) -> None:
        def note(past: PastRequest) -> None:
            asking.past_id = past.id

        is_over = False
        try:
            past, specs = await desk.lookups.decode(vin, on_asked=note)
            is_over = True
            if asking is self._latest:
                self._show(specs, past)
        except DeskError as error:
            is_over = True
            if asking is self._latest:
                self._show_error(error)
        finally:
            asking.vin = asking.past_id = ""
            if not is_over and asking is self._latest:  # its account was closed
                self._show_again()

    def _on_desk(self) -> None:
        """Answers are an account's own; the VIN that was typed may be meant for any."""
        desk = self._stage.desk
        if desk is not None and desk.account.id != self._account_id:
            self._account_id = desk.account.id
            self._break_off()
            self._specs = self._past = None
            self.page.show_nothing()

    def _show(self, specs: Specs, past: PastRequest | None) -> None:
        self._specs, self._past = specs, past
        self.page.show_specs(specs, past)

    def _show_error(self, error: DeskError) -> None:
        self._specs = self._past = None
        self.page.show_error(error)

    def _show_again(self) -> None:
        if self._specs is not None:
            self.page.show_specs(self._specs, self._past)
        else:
            self.page.show_nothing()

    async def _export(self, suffix: str) -> None:
        if (specs := self._specs) is None:
            return
        window = self._stage.window
        asked_at = self._past.asked_at if self._past is not None else self._now()
        name = answer_files.dated_name(specs.vin, _WORD, asked_at, suffix)
        if (path := await place_to_save(window, name)) is None:
            return
        rows = [(each.group, each.key, each.label, each.value) for each in attributes_of(specs.groups)]
        written = await asyncio.to_thread(answer_files.WRITERS[suffix], path, _HEADER, rows)
        window.notices.show_notice(
            Notice(NoticeKind.VERIFIED, f"{written.name} is written.", f"It lies in {written.parent}.")
        )
