"""From a file to a submission: what it is for, the sheet with its preflight, the hand-over to the lane."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.model.dealers import Dealer
from mcdesk.model.errors import DeskError
from mcdesk.model.events import LaneStatus
from mcdesk.model.file_names import base_name, may_be_table
from mcdesk.model.operations import OPERATIONS, packing_words
from mcdesk.ui.asking import answer_of, chosen_file
from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.preflight.wish_state import Wishes
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.confirm import ConfirmSheet
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from mcdesk.ui.sheets.values import BatchDraft, StartWish

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.desk.desk import Desk
    from mcdesk.desk.drafts import Draft
    from mcdesk.intake.preflight import Look
    from mcdesk.model.rows import JobRow
    from mcdesk.ui.memory import WindowMemory


def offers_for(paths: Sequence[Path], lanes: Sequence[LaneStatus] | None) -> tuple[DropOffer, ...]:
    """What each operation would do with the file, or why it can't. No lanes: no account is open."""
    running = {lane.operation: lane for lane in lanes or ()}
    problem = _problem_with(paths) if lanes is not None else "Practise in the sandbox or add a key first"
    return tuple(
        DropOffer(
            operation=operation,
            packing=packing_words(operation),
            needs=operation.needs,
            starts=_starts(operation.name, running.get(operation.id)),
            problem=problem,
        )
        for operation in OPERATIONS.values()
    )


def _problem_with(paths: Sequence[Path]) -> str:
    if len(paths) != 1:
        return "Drop one file at a time"
    if paths[0].is_dir():
        return "This is a folder; drop a single file"
    if not may_be_table(paths[0]):
        return "Only tables can be sent: .csv, .tsv, .txt, .xlsx, .xls, also with .gz"
    return ""


def _starts(name: str, lane: LaneStatus | None) -> str:
    if lane is not None and lane.is_stopped:
        return f"The {name} lane is stopped: starts after you let it go on"
    if lane is None or (lane.running is None and not lane.waiting):
        return f"{name} lane is free: starts at once"
    if lane.waiting:
        return f"Starts by itself after {lane.waiting + (lane.running is not None):,} others"
    return f"Starts by itself after {lane.running}"


class BatchFlow:
    """One new batch at a time; a second file replaces the first one's sheet only after that is closed.

    Args:
        stage: Window, tasks and desk.
        memory: Knows the folder of the last file.
        now: Seconds since 1970.
    """

    def __init__(self, stage: Stage, memory: WindowMemory, now: Callable[[], float]) -> None:
        self._stage, self._memory, self._now = stage, memory, now
        self._sheet: NewBatchSheet | None = None
        self._draft: Draft | None = None
        self._path = Path()
        self._operation = ""
        self._turn = 0
        """Counts the looks at files: what an earlier one still tells is of no use any more."""

    @property
    def unsent(self) -> str:
        """The name of the file whose sheet is open, "" for none."""
        return self._path.name if self._sheet is not None else ""

    def choose(self) -> None:
        """Lets the user choose a file, then asks what it is for."""
        self._stage.start("choose file", self._choose())

    def paste(self, text: str) -> None:
        """Takes cells that were copied from a spreadsheet, and asks what they are for."""
        if (desk := self._stage.desk) is not None and self._sheet is None:
            self._stage.start("paste cells", self._paste(desk, text))

    def begin(self, path: Path, operation: str) -> None:
        """Opens the sheet for a file and an operation."""
        desk = self._stage.desk
        if desk is None or self._sheet is not None:
            return
        self._path, self._operation = path, operation
        stage = self._stage
        sheet = NewBatchSheet(stage.theme, stage.window, desk.account, self._wish(desk), self._now)
        sheet.operation_chosen.connect(self._on_operation)
        sheet.change_file_asked.connect(self._on_change_file)
        sheet.wish_changed.connect(self._on_wish_changed)
        sheet.dealer_saved.connect(self._on_dealer_saved)
        sheet.submit_asked.connect(self._on_submit)
        sheet.finished.connect(self._on_finished)
        self._sheet = sheet
        sheet.open()
        self._check(desk, sheet)
        self._look_around(desk, sheet)

    async def _choose(self) -> None:
        if (path := await self._chosen_file(self._stage.window)) is not None:
            self._stage.window.ask_what_for(path)

    async def _paste(self, desk: Desk, text: str) -> None:
        self._stage.window.ask_what_for(await desk.drafts.keep_pasted(text))

    async def _chosen_file(self, owner: QWidget) -> Path | None:
        path = await chosen_file(owner, self._memory.folder)
        if path is not None:
            self._memory.note_file(path)
        return path

    def _wish(self, desk: Desk) -> BatchDraft:
        lane = next((lane for lane in desk.lanes if lane.operation == self._operation), None)
        draft = BatchDraft(self._path, self._operation, base_name(self._path))
        if lane is None:
            return draft
        return replace(
            draft,
            lane_running=lane.running or "",
            lane_waiting=lane.waiting,
            is_lane_stopped=lane.is_stopped,
        )

    def _check(self, desk: Desk, sheet: NewBatchSheet) -> None:
        """Begins a look at the file as it is wished now; an earlier one ends."""
        self._stage.scope.cancel(f"check {self._turn}")
        self._turn += 1
        self._stage.start(f"check {self._turn}", self._checked(desk, sheet, self._turn, sheet.wishes))

    async def _checked(self, desk: Desk, sheet: NewBatchSheet, turn: int, wishes: Wishes) -> None:
        await self._discard(desk)

        def on_look(look: Look) -> None:
            if turn == self._turn and sheet is self._sheet:
                sheet.show_progress(look.done, look.total)
                sheet.set_remembered(look.report.is_remembered)
                sheet.show_report(look.report, self._size())

        try:
            draft = await desk.drafts.draft(
                self._path, wishes.for_operation(OPERATIONS[self._operation]), on_look
            )
        except DeskError as error:
            if turn == self._turn and sheet is self._sheet:
                sheet.show_problem(error)
            return
        if turn != self._turn or sheet is not self._sheet:
            await desk.drafts.discard(draft)
            return
        self._draft = draft
        report = draft.prepared.report
        sheet.set_remembered(report.is_remembered)
        sheet.show_report(report, draft.prepared.source.size)

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def _look_around(self, desk: Desk, sheet: NewBatchSheet) -> None:
        self._stage.start(f"samples {self._path}", self._show_samples(desk, sheet, self._path))
        self._stage.start("dealers", self._show_dealers(desk, sheet))

    async def _show_samples(self, desk: Desk, sheet: NewBatchSheet, path: Path) -> None:
        samples = await desk.drafts.encoding_samples(path)
        if sheet is self._sheet and path == self._path:
            sheet.show_encoding_samples(samples)

    async def _show_dealers(self, desk: Desk, sheet: NewBatchSheet) -> None:
        dealers = await desk.drafts.dealers()
        if sheet is self._sheet:
            sheet.show_dealers(dealers)

    def _on_dealer_saved(self, dealer: Dealer) -> None:
        self._stage.start(f"save dealer {dealer.name}", self._save_dealer(dealer))

    async def _save_dealer(self, dealer: Dealer) -> None:
        desk, sheet = self._stage.desk, self._sheet
        if desk is None:
            return
        dealers = await desk.drafts.save_dealer(dealer)
        if sheet is not None and sheet is self._sheet:
            sheet.show_dealers(dealers)

    def _on_wish_changed(self) -> None:
        if self._stage.desk is not None and self._sheet is not None:
            self._check(self._stage.desk, self._sheet)

    def _on_operation(self, operation: str) -> None:
        desk, sheet = self._stage.desk, self._sheet
        if desk is not None and sheet is not None and operation != self._operation:
            self._operation = operation
            sheet.set_draft(self._wish(desk))
            self._check(desk, sheet)

    def _on_change_file(self) -> None:
        self._stage.start("choose file", self._change_file())

    async def _change_file(self) -> None:
        desk, sheet = self._stage.desk, self._sheet
        if desk is None or sheet is None:
            return
        if (path := await self._chosen_file(sheet)) is not None and sheet is self._sheet:
            self._path = path
            sheet.set_draft(self._wish(desk))
            self._check(desk, sheet)
            self._look_around(desk, sheet)

    def _on_submit(self, reference: str, start: StartWish) -> None:
        self._stage.start("submit", self._submit(reference, start))

    async def _submit(self, reference: str, start: StartWish) -> None:
        desk, sheet, draft = self._stage.desk, self._sheet, self._draft
        if desk is None or sheet is None or draft is None:
            return
        earlier = desk.sent_before(draft)
        if earlier is not None and not await self._agrees_to_another(earlier, sheet):
            return
        sheet.show_sending()
        try:
            key = await desk.submit(draft, reference, not_before=start.not_before, is_held=start.is_held)
        except DeskError as error:
            sheet.show_problem(error)
            return
        self._draft = None
        sheet.accept()
        self._stage.window.show_row(key)

    async def _agrees_to_another(self, earlier: JobRow, sheet: NewBatchSheet) -> bool:
        """The same bytes once more are a second job, and are paid for again."""
        stage, question = self._stage, confirm_texts.send_once_more(earlier, self._now())
        account = stage.desk.account if stage.desk else None
        return await answer_of(ConfirmSheet(stage.theme, sheet, question, account)) and sheet is self._sheet

    def _on_finished(self) -> None:
        sheet, self._sheet = self._sheet, None
        self._stage.scope.cancel(f"check {self._turn}")
        if sheet is not None:
            sheet.deleteLater()
        if (desk := self._stage.desk) is not None:
            self._stage.start("discard draft", self._discard(desk))

    async def _discard(self, desk: Desk) -> None:
        draft, self._draft = self._draft, None
        if draft is not None:
            await asyncio.shield(desk.drafts.discard(draft))
