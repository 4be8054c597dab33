"""Ranking from forms: asks the service, puts its answer or its refusal where they belong. Parses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.model.dealers import Dealer
from mcdesk.model.errors import DeskError, RankRefusedError
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.model.landing import landed
from mcdesk.model.lookup_texts import request_from_text
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, Cells, Ranking, RankRequest
from mcdesk.model.past_requests import PastRequest
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.flows.form_files import FormFiles
from mcdesk.ui.flows.form_memory import FormMemory
from mcdesk.ui.flows.form_swap import FormSwap
from mcdesk.ui.flows.rank_answers import AnswersFlow
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.flows.words import NO_DESK, no_desk, not_answered
from mcdesk.ui.rank.board import Part, RankBoard
from mcdesk.ui.rank.page import RankPage
from mcdesk.ui.shell.pages import PageParts
from mcdesk.ui.shell.rail import RANKINGS as PLACE

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.ui.backstage import Backstage


@dataclass(slots=True, eq=False)
class _Asking:
    """The latest request of a board, or the place of one: what an earlier one still brings is nobody's.

    Attributes:
        task: The name of the task that asks, "" for none.
        before: The answer that was shown when it began.
        past_id: Its id in the history while it is under way, else "".
    """

    task: str = ""
    before: AnswerView | None = None
    past_id: str = ""


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
        self._number = 0
        self._latest = {ident: _Asking() for ident in page.boards}
        self._account_id = ""
        self.answers = AnswersFlow(stage, now)
        self._memory = FormMemory(page, stage, backstage)
        self._files = FormFiles(stage, self._memory)
        self._swap = FormSwap(stage, lambda form: self._go(form.ranking, Part.FORM))
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
        board = self._go(ranking, Part.FORM)

        def fill() -> None:
            self._swap.fill(board.form, one, many)
            board.form.one.go_to_first_gap()

        self._memory.when_restored(fill)

    def add_dealers(self, dealers: Sequence[Dealer]) -> None:
        """Adds dealers to the form that is seen: to its grid, or the first of them as the one dealer."""
        form = self.page.current.form

        def add() -> None:
            if form.ranking is RANK_DEALERS:
                form.grid.add_rows([dealer.cells for dealer in dealers])
                form.grid.setFocus()
            elif dealers:
                self._swap.fill(form, dealers[0].cells, None)
                form.one.go_to_first_gap()

        self._memory.when_restored(add)

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

        The one that is under way is only shown. Tells whether the request could be read.
        """
        request = request_from_text(past.kind, past.request)
        if self._stage.desk is None or request is None:
            return False
        board = self._go(request.ranking, Part.ANSWER)
        if past.id != self._latest[past.kind].past_id:
            self._memory.when_restored(lambda: self._open(board, past, request, again=again))
        return True

    async def compare_with(self, past: PastRequest) -> None:
        """Sets the newest answer about the same thing against an earlier one; the newest against the last."""
        if (desk := self._stage.desk) is None:
            return
        newest = await desk.lookups.newest(past, 2)
        earlier = newest[1:] if newest and newest[0].id == past.id else (past,)
        if not newest or not self.open_past(newest[0]):
            self._stage.tell(DeskError("This answer can't be read any more.", "Ask again to get another."))
            return
        board = self.page.boards[past.kind]
        if earlier:
            self._memory.when_restored(lambda: self.answers.compare(board, earlier[0]))
        else:
            words = f"There is no other answer about this {board.form.ranking.one.noun}."
            self._stage.window.notices.show_notice(Notice(NoticeKind.COMPLETED, words))

    def ask(self, board: RankBoard) -> None:
        """Asks what the form holds, or goes to what is missing."""
        form = board.form
        if self._stage.desk is None:
            self._stage.tell(no_desk())
        elif (request := form.request) is not None:
            self._swap.note_asked(form)
            self._begin_asking(board, request)
        else:
            board.turn_to(Part.FORM)
            form.go()

    def _open(self, board: RankBoard, past: PastRequest, request: RankRequest, *, again: bool) -> None:
        if (desk := self._stage.desk) is None:
            return
        self._break_off(board)
        board.form.clear_troubles()
        self._swap.fill(board.form, request.one, request.many)
        self._swap.note_asked(board.form)
        board.form.one.go_to_first_gap()
        answer = desk.lookups.answer_of(past)
        if again:
            self._begin_asking(board, request)
        elif answer is not None:
            self.answers.show(board, AnswerView(request, answer, past))
        else:
            self.answers.show_error(board, not_answered(past), request)

    def _go(self, ranking: Ranking, part: Part) -> RankBoard:
        self._stage.window.pages.go(PLACE)
        self.page.show_ranking(ranking.id)
        board = self.page.boards[ranking.id]
        board.turn_to(part)
        return board

    def _break_off(self, board: RankBoard) -> _Asking:
        """Ends the request under way, if there is one: the board is about to show something else."""
        ident = board.form.ranking.id
        broken, self._latest[ident] = self._latest[ident], _Asking()
        self._stage.scope.cancel(broken.task)
        board.form.set_busy(False)
        return broken

    def _cancel(self, board: RankBoard) -> None:
        """The user does not wait any longer: what was there before is still true."""
        if board.form.is_busy:
            self._show_again(board, self._break_off(board).before)

    def _begin_asking(self, board: RankBoard, request: RankRequest) -> None:
        """Asks, unless an answer is awaited already: nothing is asked twice by one wish."""
        if (desk := self._stage.desk) is None or board.form.is_busy:
            return
        ident = request.ranking.id
        self._number += 1
        asking = _Asking(f"ask {ident} {self._number}", self.answers.view_of(board))
        self._latest[ident] = asking
        board.form.set_busy(True)
        board.form.one.set_trouble(None)
        board.answer.show_waiting(request)
        board.turn_to(Part.ANSWER)
        self._stage.start(asking.task, self._ask(desk, board, request, asking))

    async def _ask(self, desk: Desk, board: RankBoard, request: RankRequest, asking: _Asking) -> None:
        def note(past: PastRequest) -> None:
            asking.past_id = past.id

        is_over = False
        try:
            past, answer = await desk.lookups.rank(request, on_asked=note)
            is_over = True
            if self._is_latest(board, asking):
                self.answers.show(board, AnswerView(request, answer, past))
        except DeskError as error:
            is_over = True
            if self._is_latest(board, asking):
                self._refuse(board, request, error)
        finally:
            asking.past_id = ""
            if self._is_latest(board, asking):
                board.form.set_busy(False)
                if not is_over:  # its account was closed
                    self._show_again(board, asking.before)

    def _is_latest(self, board: RankBoard, asking: _Asking) -> bool:
        return self._latest[board.form.ranking.id] is asking

    def _refuse(self, board: RankBoard, request: RankRequest, error: DeskError) -> None:
        """Marks the refused rows; where that is something to mend at once, the form comes into view."""
        self.answers.show_error(board, error, request)
        troubles = landed(request, error) if isinstance(error, RankRefusedError) else ()
        if troubles:
            board.turn_to(Part.FORM)
            board.form.set_troubles(troubles, tuple(enumerate(request.many)))

    def _show_again(self, board: RankBoard, before: AnswerView | None) -> None:
        if before is not None:
            self.answers.show(board, before)
        else:
            self.answers.show_nothing(board)

    def _on_desk(self) -> None:
        """Answers and refusals are an account's own; what was typed may be meant for any."""
        desk = self._stage.desk
        is_another = desk is not None and desk.account.id != self._account_id
        self._account_id = desk.account.id if desk is not None else self._account_id
        for board in self.page.boards.values():
            board.form.set_why_not("" if desk is not None else NO_DESK)
            if is_another:
                self._break_off(board)
                self.answers.show_nothing(board)
                board.form.clear_troubles()

    def _connect(self, board: RankBoard) -> None:
        form, panel = board.form, board.answer
        form.rank_asked.connect(lambda: self.ask(board))
        form.changed.connect(lambda: panel.footer.set_can_batch(form.batch is not None))
        panel.footer.set_can_batch(False)
        form.batch_asked.connect(lambda: self._as_batch(board))
        panel.batch_asked.connect(lambda: self._as_batch(board))
        panel.cancel_asked.connect(lambda: self._cancel(board))
        panel.retry_asked.connect(lambda: self.ask(board))
        panel.go_to_row.connect(lambda place, column: self._go_to(board, place, column))
        self.answers.connect(board)
        self._files.connect(form)

    def _go_to(self, board: RankBoard, place: int, column: str) -> None:
        form, request = board.form, self.answers.request_of(board)
        board.turn_to(Part.FORM)
        if place < 0:
            form.one.go_to(column)
        elif request is not None:
            form.go_to_row(place, column, tuple(enumerate(request.many)))

    def _as_batch(self, board: RankBoard) -> None:
        desk, request = self._stage.desk, board.form.batch
        if desk is not None and request is not None:
            self._stage.start("form as batch", self._begin_batch(desk, request))

    async def _begin_batch(self, desk: Desk, request: RankRequest) -> None:
        self._send_batch(await desk.lookups.batch_file(request), request.ranking.batch)

    def _paste(self) -> None:
        self._memory.when_restored(self.page.current.form.paste)

    def _drop(self, path: Path) -> None:
        self._files.add(self.page.current.form, path)
