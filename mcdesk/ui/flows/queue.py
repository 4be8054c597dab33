"""Wishes about files that have not become jobs yet, and about their lanes. What loses asks first."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

from mcdesk.model.details import JobDetails
from mcdesk.model.rows import RowState
from mcdesk.ui.asking import answer_of
from mcdesk.ui.flows.questions import agrees
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.start_after import StartAfterSheet

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk


class QueueFlow:
    """Acts on the lanes of the desk in use. A row that has gone its way meanwhile is left alone."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._moving = asyncio.Lock()
        self._moves = count()

    def hold(self, key: str) -> None:
        """Keeps a file from being sent, or tried again, until the user says so."""
        if (desk := self._stage.desk) is not None:
            self._stage.start(f"hold {key}", desk.hold(key))

    def release(self, key: str) -> None:
        """Puts a file that is on hold back into its lane."""
        if (desk := self._stage.desk) is not None:
            self._stage.start(f"release {key}", desk.send_again(key))

    def try_now(self, key: str) -> None:
        """Does not wait for a file's next try."""
        if (desk := self._stage.desk) is not None:
            desk.try_now(key)

    def resume_lane(self, operation: str) -> None:
        """Lets a lane that is stopped go on."""
        if (desk := self._stage.desk) is not None:
            desk.resume_lane(operation)

    def move(self, key: str, up: bool) -> None:
        """Moves a waiting file in its lane. At an end of the lane, and for any other row, nothing moves."""
        found = self._waiting(key)
        if found is not None:
            self._stage.start(f"move {key} {next(self._moves)}", self._move(*found, up=up))

    def start_after(self, key: str) -> None:
        """Asks when a waiting file starts."""
        found = self._waiting(key)
        if found is not None:
            self._stage.start(f"start after {key}", self._start_after(*found))

    def remove(self, key: str) -> None:
        """Takes a file that was not sent out of the table; asks first."""
        desk, details = self._stage.desk, self._details(key)
        if desk is not None and details is not None:
            self._stage.start(f"remove {key}", self._remove(desk, details))

    async def _move(self, desk: Desk, details: JobDetails, *, up: bool) -> None:
        """One step after the other, however fast the keys come."""
        key, table = details.row.key, self._stage.window.page.table
        async with self._moving:
            if await desk.move(key, up) and table.chosen_key == key:
                table.choose(key)  # it stays in sight

    async def _start_after(self, desk: Desk, details: JobDetails) -> None:
        window, row = self._stage.window, details.row
        sheet = StartAfterSheet(self._stage.theme, window, row.title, row.not_before, window.model.now)
        if await answer_of(sheet):
            # Under a name of its own: the sheet can be asked for again before the ledger has written this.
            self._stage.start(f"put {row.key} off {sheet.chosen}", desk.start_after(row.key, sheet.chosen))

    async def _remove(self, desk: Desk, details: JobDetails) -> None:
        title, state = details.row.title, details.row.state
        refusal = details.submission.refusal if details.submission is not None else None
        if state is RowState.WAITING:
            question = confirm_texts.remove_waiting(title)
        elif state is RowState.HELD:
            question = confirm_texts.remove_held(title, refusal)
        else:
            return
        if await agrees(self._stage, question):
            await desk.remove(details.row.key)

    def _details(self, key: str) -> JobDetails | None:
        return self._stage.desk.details(key) if self._stage.desk else None

    def _waiting(self, key: str) -> tuple[Desk, JobDetails] | None:
        desk, details = self._stage.desk, self._details(key)
        is_waiting = details is not None and details.row.state is RowState.WAITING
        return (desk, details) if desk is not None and details is not None and is_waiting else None
