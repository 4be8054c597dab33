"""From a file to a submission: what it is for, the sheet with its check, and the hand-over to the lane."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.model.errors import DeskError
from mcdesk.model.events import LaneStatus
from mcdesk.model.file_names import base_name
from mcdesk.model.operations import OPERATIONS, packing_words
from mcdesk.ui.asking import chosen_file
from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from mcdesk.ui.sheets.values import BatchDraft, CheckSummary

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.desk.desk import Desk, Draft
    from mcdesk.ui.memory import WindowMemory


def offers_for(paths: Sequence[Path], lanes: Sequence[LaneStatus] | None) -> tuple[DropOffer, ...]:
    """What each operation would do with the file, or why it can't. No lanes: no account is open."""
    running = {lane.operation: lane for lane in lanes or ()}
    problem = _problem_with(paths) if lanes is not None else "Practise in the sandbox or add a key first"
    return tuple(
        DropOffer(
            operation=operation,
            packing=packing_words(operation, paths[0].name if paths else ""),
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
        return "This is a folder; drop a single CSV file"
    if not paths[0].name.lower().endswith((".csv", ".csv.gz", ".gz", ".txt")):
        return "Only .csv and .csv.gz files can be sent"
    return ""


def _starts(name: str, lane: LaneStatus | None) -> str:
    if lane is None or (lane.running is None and not lane.waiting):
        return f"{name} lane is free: starts at once"
    if lane.waiting:
        return f"Starts by itself after {lane.waiting + (lane.running is not None):,} others"
    return f"Starts by itself after {lane.running}"


class BatchFlow:
    """One new batch at a time; a second file replaces the first one's sheet only after that is closed."""

    def __init__(self, stage: Stage, memory: WindowMemory) -> None:
        self._stage, self._memory = stage, memory
        self._sheet: NewBatchSheet | None = None
        self._draft: Draft | None = None
        self._path = Path()
        self._operation = ""
        self._checking = ""

    def choose(self) -> None:
        """Lets the user choose a file, then asks what it is for."""
        self._stage.start("choose file", self._choose())

    def begin(self, path: Path, operation: str) -> None:
        """Opens the sheet for a file and an operation."""
        desk = self._stage.desk
        if desk is None or self._sheet is not None:
            return
        self._path, self._operation = path, operation
        draft = self._wish(desk)
        sheet = NewBatchSheet(self._stage.theme, self._stage.window, desk.account, draft)
        sheet.operation_chosen.connect(self._on_operation)
        sheet.change_file_asked.connect(self._on_change_file)
        sheet.submit_asked.connect(self._on_submit)
        sheet.finished.connect(self._on_finished)
        self._sheet = sheet
        sheet.open()
        self._check(desk)

    async def _choose(self) -> None:
        if (path := await self._chosen_file(self._stage.window)) is not None:
            self._stage.window.ask_what_for(path)

    async def _chosen_file(self, owner: QWidget) -> Path | None:
        path = await chosen_file(owner, self._memory.folder)
        if path is not None:
            self._memory.note_file(path)
        return path

    def _wish(self, desk: Desk) -> BatchDraft:
        lane = next((lane for lane in desk.lanes if lane.operation == self._operation), None)
        running = (lane.running or "") if lane else ""
        waiting = lane.waiting if lane else 0
        return BatchDraft(self._path, self._operation, base_name(self._path), running, waiting)

    def _check(self, desk: Desk) -> None:
        self._stage.scope.cancel(self._checking)
        self._checking = f"check {self._operation} {self._path}"
        self._stage.start(self._checking, self._checked(desk))

    async def _checked(self, desk: Desk) -> None:
        sheet, path, operation = self._sheet, self._path, self._operation
        if sheet is None:
            return
        await self._discard(desk)

        def report(done: int, total: int | None) -> None:
            if sheet is self._sheet and (path, operation) == (self._path, self._operation):
                sheet.show_checking(done, total or 0)

        try:
            draft = await desk.draft(path, OPERATIONS[operation], report)
        except DeskError as error:
            if sheet is self._sheet and (path, operation) == (self._path, self._operation):
                sheet.show_problem(error)
            return
        if sheet is not self._sheet or (path, operation) != (self._path, self._operation):
            await desk.discard(draft)
            return
        self._draft = draft
        prepared = draft.prepared
        sheet.show_checked(
            CheckSummary(prepared.rows, prepared.unique_values, prepared.source.size, prepared.packed.size)
        )

    def _on_operation(self, operation: str) -> None:
        desk, sheet = self._stage.desk, self._sheet
        if desk is not None and sheet is not None and operation != self._operation:
            self._operation = operation
            sheet.set_draft(self._wish(desk))
            self._check(desk)

    def _on_change_file(self) -> None:
        self._stage.start("choose file", self._change_file())

    async def _change_file(self) -> None:
        desk, sheet = self._stage.desk, self._sheet
        if desk is None or sheet is None:
            return
        if (path := await self._chosen_file(sheet)) is not None and sheet is self._sheet:
            self._path = path
            sheet.set_draft(self._wish(desk))
            self._check(desk)

    def _on_submit(self, reference: str) -> None:
        self._stage.start("submit", self._submit(reference))

    async def _submit(self, reference: str) -> None:
        desk, sheet, draft = self._stage.desk, self._sheet, self._draft
        if desk is None or sheet is None or draft is None:
            return
        sheet.show_sending()
        try:
            key = await desk.submit(draft, reference)
        except DeskError as error:
            sheet.show_problem(error)
            return
        self._draft = None
        sheet.accept()
        self._stage.window.show_row(key)

    def _on_finished(self) -> None:
        sheet, self._sheet = self._sheet, None
        self._stage.scope.cancel(self._checking)
        if sheet is not None:
            sheet.deleteLater()
        if (desk := self._stage.desk) is not None:
            self._stage.start("discard draft", self._discard(desk))

    async def _discard(self, desk: Desk) -> None:
        draft, self._draft = self._draft, None
        if draft is not None:
            await asyncio.shield(desk.discard(draft))
