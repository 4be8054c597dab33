"""From a saved result back into a form: one row is picked and can be ranked at once. It sends nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from mcdesk.model.errors import DeskError
from mcdesk.model.lookups import DEALER, RANK_DEALERS, RANK_VEHICLES, VEHICLE, Cells, Ranking, Side
from mcdesk.results.rank_rows import ResultRow, rows_of
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.results_pick.sheet import ResultRowSheet

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 200

Take = Callable[[Cells, Cells, Ranking], None]


class ResultRowsFlow:
    """One sheet at a time. `take` is told vehicle, dealer, and the ranking that is wished."""

    def __init__(self, stage: Stage, take: Take) -> None:
        self._stage, self._take = stage, take
        self._sheet: ResultRowSheet | None = None
        self._turn = 0
        """Counts the looks: what an earlier one still finds is of no use any more."""

    def show(self, key: str) -> None:
        """Opens the rows of a job's saved result."""
        desk = self._stage.desk
        details = desk.details(key) if desk is not None else None
        if desk is None or details is None or self._sheet is not None:
            return
        try:
            path = desk.saved_result(key).path
        except DeskError as error:
            self._stage.tell(error, key)
            return
        if path is None:
            return
        sheet = ResultRowSheet(self._stage.theme, self._stage.window, details.row.title, desk.account)
        self._sheet = sheet
        sheet.search_changed.connect(lambda text: self._look(path, text))
        sheet.row_chosen.connect(lambda row: self._on_row(row, RANK_DEALERS))
        sheet.dealer_chosen.connect(lambda row: self._on_row(row, RANK_VEHICLES))
        sheet.finished.connect(self._on_finished)
        sheet.open()
        self._look(path, "")

    def _look(self, path: Path, search: str) -> None:
        self._turn += 1
        self._stage.start(f"result rows {self._turn}", self._read(path, search, self._turn))

    async def _read(self, path: Path, search: str, turn: int) -> None:
        try:
            found = await asyncio.to_thread(rows_of, path, search, _MOST + 1)
        except DeskError as error:
            if turn == self._turn and self._sheet is not None:
                self._sheet.show_error(error)
            return
        if turn == self._turn and self._sheet is not None:
            self._sheet.show_rows(found[:_MOST], is_more=len(found) > _MOST)

    def _on_row(self, row: ResultRow, ranking: Ranking) -> None:
        self._take(_cells(row, VEHICLE), _cells(row, DEALER), ranking)

    def _on_finished(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.deleteLater()


def _cells(row: ResultRow, side: Side) -> Cells:
    return tuple(row.values.get(name, "") for name in side.names)
