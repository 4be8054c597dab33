"""Ranking from forms: asks the service, puts its answer or its refusal where they belong. Parses nothing."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.intake.forms.blocks import read_form_file
from mcdesk.model.dealers import Dealer
from mcdesk.model.errors import DeskError, RankRefusedError
from mcdesk.model.landing import landed
from mcdesk.model.lookup_texts import request_from_text
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, Cells, Ranking, RankRequest
from mcdesk.model.past_requests import PastRequest
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.asking import chosen_file
from mcdesk.ui.flows.form_memory import FormMemory
from mcdesk.ui.flows.rank_answers import AnswersFlow
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.flows.words import NO_DESK
from mcdesk.ui.rank.board import Part, RankBoard
from mcdesk.ui.rank.page import RankPage
from mcdesk.ui.shell.pages import PageParts
from mcdesk.ui.shell.rail import RANKINGS as PLACE

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.ui.backstage import Backstage

_LOOKED_THROUGH = 50
"""Requests of the history among which the newest about the same thing is looked for."""
_MOST_ROWS = 5_000
"""Of a file that is dropped on a grid. More belongs into a batch from the start."""


class RankFlow:
    """Owns the Rank page. `send_batch` is told a file and its operation.

    Args:
        stage: Window, tasks and desk.
        backstage: Keeps what was typed.
        now: Seconds since 1970.
        send_batch: Opens the sheet of a new batch.
    """

    def __init__(
        self,
        stage: Stage,
        backstage: Backstage,
        now: Callable[[], float],
        send_batch: Callable[[Path, str], None],
    ) -> None:
        self._stage, self._send_batch = stage, send_batch
        self.page = page = RankPage(stage.theme, now)
        self._turns: Counter[str] = Counter()
        """Tells requests of a ranking apart, by its id: one that was broken off may still be ending."""
        self._asked: dict[str, tuple[tuple[int, Cells], ...]] = {}
        """The rows of the grid that the latest request of a ranking was made of, by the ranking's id."""
        self._account_id = ""
        self.answers = AnswersFlow(stage)
        self._memory = FormMemory(page, stage, backstage)
        for board in page.boards.values():
            self._connect(board)
        stage.call_on_desk(self._on_desk)
        self._on_desk()
        stage.start("restore forms", self._memory.restore())

    @property
    def parts(self) -> PageParts:
        """The page for the window."""
        page = self.page
        return PageParts(
            page,
            lambda: page.current.form.one.first_gap,
            lambda: page.regions,
            drop=self._drop,
            paste=self._paste,
        )

    async def keep(self) -> None:
        """Writes down what was typed last."""
        await self._memory.keep()

    def begin_with_dealers(self, dealers: Sequence[Dealer]) -> None:
        """Goes to the form that ranks dealers, with these in its grid."""
        self.begin(RANK_DEALERS, None, [dealer.cells for dealer in dealers])

    def begin(self, ranking: Ranking, one: Cells | None, many: Sequence[Cells] | None) -> None:
        """Goes to the page with a form filled in; None leaves that side as it is."""
        self._stage.window.pages.go(PLACE)
        self.page.show_ranking(ranking.id)
        self.page.current.turn_to(Part.FORM)
        form = self.page.current.form
        if one is not None:
            form.one.set_cells(one)
        if many is not None:
            form.grid.set_rows(many)
        form.one.go_to_first_gap()

    def add_dealers(self, dealers: Sequence[Dealer]) -> None:
        """Adds dealers to the form that is seen: to its grid, or the first of them as the one dealer."""
        form = self.page.current.form
        if form.ranking is RANK_DEALERS:
            form.grid.add_rows([dealer.cells for dealer in dealers])
            form.grid.setFocus()
        elif dealers:
            form.one.set_cells(dealers[0].cells)
            form.one.go_to_first_gap()

    def rank_vehicle(self, vin: str) -> None:
        """Goes to the form for one vehicle, of which only the VIN is known."""
        self.begin(RANK_DEALERS, (vin, "", ""), None)

    def rank_row(self, vehicle: Cells, dealer: Cells, ranking: Ranking) -> None:
        """Goes to a ranking's form with one row of a result in it."""
        sides = {RANK_DEALERS.id: (vehicle, dealer), RANK_VEHICLES.id: (dealer, vehicle)}
        one, other = sides[ranking.id]
        self.begin(ranking, one, [other] if any(other) else [])

    def open_past(self, past: PastRequest, *, again: bool = False) -> bool:
        """Shows a request of the history in its form, with its answer; or asks it once more.

        Tells whether it could be read.
        """
        desk = self._stage.desk
        request = request_from_text(past.kind, past.request)
        if desk is None or request is None:
            return False
        board = self.page.boards[request.ranking.id]
        self._break_off(board)
        self.begin(request.ranking, request.one, request.many)
        self._asked[request.ranking.id] = tuple(enumerate(request.many))
        answer = desk.lookups.answer_of(past)
        board.turn_to(Part.ANSWER)
        if again:
            self.ask(board)
        elif answer is not None:
            self.answers.show(board, AnswerView(request, answer, past))
        else:
            board.answer.show_error(DeskError(past.title or "No answer came.", past.advice), request)
        return True

    async def compare_with(self, past: PastRequest) -> None:
        """Sets the newest answer about the same vehicle or dealer against an earlier one."""
        desk = self._stage.desk
        if desk is None:
            return
        found = await desk.lookups.history(kinds=(past.kind,), search=past.subject, limit=_LOOKED_THROUGH)
        like = [each for each in found if (each.subject, each.state) == (past.subject, past.state)]
        if like and self.open_past(like[0]) and like[0].id != past.id:
            self.answers.compare(self.page.boards[past.kind], past)

    def ask(self, board: RankBoard) -> None:
        """Asks what the form holds."""
        desk, request = self._stage.desk, board.form.request
        if desk is None or request is None:
            return
        self._asked[request.ranking.id] = board.form.sendable
        self._stage.start(self._task(board), self._ask(desk, board, request))

    def _break_off(self, board: RankBoard) -> None:
        """Ends the request under way, if there is one: the board is about to show something else."""
        self._stage.scope.cancel(self._task(board))
        self._turns[board.form.ranking.id] += 1
        board.form.set_busy(False)

    def _task(self, board: RankBoard) -> str:
        ident = board.form.ranking.id
        return f"ask {ident} {self._turns[ident]}"

    async def _ask(self, desk: Desk, board: RankBoard, request: RankRequest) -> None:
        before, task = self.answers.view_of(board), self._task(board)
        board.form.set_busy(True)
        board.form.one.set_trouble(None)
        board.answer.show_waiting(request)
        board.turn_to(Part.ANSWER)
        is_over = False
        try:
            past, answer = await desk.lookups.rank(request)
            self.answers.show(board, AnswerView(request, answer, past))
            is_over = True
        except DeskError as error:
            self.answers.forget(board)
            board.answer.show_error(error, request)
            if isinstance(error, RankRefusedError):
                self._land(board, request, error)
            is_over = True
        finally:
            if task == self._task(board):
                board.form.set_busy(False)
                if not is_over:  # cancelled: what was there is still true
                    self._show_again(board, before)

    def _land(self, board: RankBoard, request: RankRequest, error: RankRefusedError) -> None:
        """Marks the refused rows; where that is something to mend at once, the form comes into view."""
        if troubles := landed(request, error):
            board.turn_to(Part.FORM)
            board.form.set_troubles(troubles, self._asked[request.ranking.id])

    def _show_again(self, board: RankBoard, before: AnswerView | None) -> None:
        if before is not None:
            self.answers.show(board, before)
        else:
            board.answer.show_nothing(board.form.ranking)

    def _on_desk(self) -> None:
        """Answers and refusals are an account's own; what was typed may be meant for any."""
        desk = self._stage.desk
        is_another = desk is not None and desk.account.id != self._account_id
        self._account_id = desk.account.id if desk is not None else self._account_id
        for board in self.page.boards.values():
            board.form.set_why_not("" if desk is not None else NO_DESK)
            if is_another:
                self._break_off(board)
                self.answers.forget(board)
                board.answer.show_nothing(board.form.ranking)
                board.form.clear_troubles()

    def _connect(self, board: RankBoard) -> None:
        form, panel = board.form, board.answer
        form.rank_asked.connect(lambda: self.ask(board))
        form.changed.connect(lambda: panel.footer.set_can_batch(form.batch is not None))
        panel.footer.set_can_batch(False)
        form.batch_asked.connect(lambda: self._as_batch(board))
        form.file_asked.connect(lambda: self._stage.start("read rows", self._from_file(board)))
        panel.batch_asked.connect(lambda: self._as_batch(board))
        panel.cancel_asked.connect(lambda: self._stage.scope.cancel(self._task(board)))
        panel.retry_asked.connect(lambda: self.ask(board))
        panel.go_to_row.connect(lambda place, column: self._go_to(board, place, column))
        self.answers.connect(board)

    def _go_to(self, board: RankBoard, place: int, column: str) -> None:
        form = board.form
        board.turn_to(Part.FORM)
        if place < 0:
            form.one.go_to(column)
        else:
            form.go_to_row(place, column, self._asked.get(form.ranking.id, ()))

    def _as_batch(self, board: RankBoard) -> None:
        desk, request = self._stage.desk, board.form.batch
        if desk is not None and request is not None:
            self._stage.start("form as batch", self._begin_batch(desk, request))

    async def _begin_batch(self, desk: Desk, request: RankRequest) -> None:
        self._send_batch(await desk.lookups.batch_file(request), request.ranking.batch)

    def _paste(self) -> None:
        self.page.current.form.paste()

    def _drop(self, path: Path) -> None:
        self._stage.start("read rows", self._add_file(self.page.current, path))

    async def _from_file(self, board: RankBoard) -> None:
        if (path := await chosen_file(self._stage.window)) is not None:
            await self._add_file(board, path)

    async def _add_file(self, board: RankBoard, path: Path) -> None:
        ranking = board.form.ranking
        block = await asyncio.to_thread(read_form_file, path, ranking.many, _MOST_ROWS)
        names = ranking.many.names
        board.form.grid.add_rows([tuple(row.get(name, "") for name in names) for row in block.rows])
        board.form.grid.setFocus()
