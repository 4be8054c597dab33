"""What can be done with an answer once it is there: compared with an earlier one, taken along as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.model.answer_table import answer_table
from mcdesk.model.comparing import compared
from mcdesk.model.errors import DeskError
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.results import answer_files
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.asking import place_to_save
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.rank.board import RankBoard

if TYPE_CHECKING:
    from mcdesk.model.lookups import RankRequest
    from mcdesk.model.past_requests import PastRequest

_WORD = "ranking"


class AnswersFlow:
    """Knows which answer each board shows. `now` gives the present moment in seconds since 1970."""

    def __init__(self, stage: Stage, now: Callable[[], float]) -> None:
        self._stage, self._now = stage, now
        self._views: dict[str, AnswerView] = {}
        self._refused: dict[str, RankRequest] = {}
        self._earlier: tuple[PastRequest, ...] = ()

    def connect(self, board: RankBoard) -> None:
        """Serves the wishes of a board's answer."""
        panel = board.answer
        panel.set_rows(lambda place: self._row_of(board, place))
        board.form.changed.connect(lambda: self._tell_current(board))
        panel.compare_asked.connect(lambda: self._start("earlier", board, self._offer_earlier(board)))
        panel.compare_with.connect(lambda ident: self._start("compare", board, self._compare(board, ident)))
        panel.uncompare_asked.connect(lambda: self._uncompare(board))
        panel.copied.connect(self._say_copied)
        panel.export_asked.connect(lambda suffix: self._start("export", board, self._export(board, suffix)))

    def view_of(self, board: RankBoard) -> AnswerView | None:
        """The answer that a board shows."""
        return self._views.get(board.form.ranking.id)

    def request_of(self, board: RankBoard) -> RankRequest | None:
        """The request of which a board shows the answer or the refusal; None while it shows neither."""
        view = self.view_of(board)
        return view.request if view is not None else self._refused.get(board.form.ranking.id)

    def show(self, board: RankBoard, view: AnswerView) -> None:
        """Shows an answer."""
        self._forget(board)
        self._views[board.form.ranking.id] = view
        board.answer.show_answer(view)
        self._tell_current(board)

    def show_error(self, board: RankBoard, error: DeskError, request: RankRequest) -> None:
        """Shows why there is no answer."""
        self._forget(board)
        self._refused[board.form.ranking.id] = request
        board.answer.show_error(error, request)
        self._tell_current(board)

    def show_nothing(self, board: RankBoard) -> None:
        """Shows what an answer will look like."""
        self._forget(board)
        board.answer.show_nothing(board.form.ranking)

    def compare(self, board: RankBoard, past: PastRequest) -> None:
        """Sets the answer that is seen against an earlier one, if that can still be read."""
        desk, view = self._stage.desk, self.view_of(board)
        answer = desk.lookups.answer_of(past) if desk is not None else None
        if view is None or answer is None:
            self._stage.tell(
                DeskError("The earlier answer can't be read.", "Choose another one from the history.")
            )
        else:
            self.show(board, replace(view, against=past, against_answer=answer))

    def _row_of(self, board: RankBoard, place: int) -> int | None:
        """Where the grid has an entry of the request that is shown; None if it was edited or removed."""
        request = self.request_of(board)
        if request is None or not 0 <= place < len(request.many):
            return None
        return board.form.grid.place_of(request.many[place])

    def _tell_current(self, board: RankBoard) -> None:
        """An answer must not be read for what the form holds by now."""
        view = self.view_of(board)
        board.answer.set_is_current(view is None or board.form.request == view.request)

    def _forget(self, board: RankBoard) -> None:
        self._views.pop(board.form.ranking.id, None)
        self._refused.pop(board.form.ranking.id, None)

    def _start(self, name: str, board: RankBoard, work: Coroutine[Any, Any, None]) -> None:
        self._stage.start(f"{name} {board.form.ranking.id}", work)

    def _say_copied(self, words: str) -> None:
        self._stage.window.notices.show_notice(Notice(NoticeKind.COMPLETED, words))

    async def _offer_earlier(self, board: RankBoard) -> None:
        """Lets the user choose among earlier answers about the same vehicle or dealer."""
        desk, view = self._stage.desk, self.view_of(board)
        if desk is None or view is None:
            return
        self._earlier = await desk.lookups.earlier(view.past) if view.past is not None else ()
        board.answer.offer_earlier(self._earlier)

    async def _compare(self, board: RankBoard, ident: str) -> None:
        past = next((each for each in self._earlier if each.id == ident), None)
        if past is not None:
            self.compare(board, past)

    def _uncompare(self, board: RankBoard) -> None:
        if (view := self.view_of(board)) is not None:
            self.show(board, replace(view, against=None, against_answer=None))

    async def _export(self, board: RankBoard, suffix: str) -> None:
        if (view := self.view_of(board)) is None:
            return
        window = self._stage.window
        asked_at = view.past.asked_at if view.past is not None else self._now()
        name = answer_files.dated_name(view.request.subject, _WORD, asked_at, suffix)
        if (path := await place_to_save(window, name)) is None:
            return
        earlier = view.against_answer if view.is_compared else None
        many = view.request.ranking.many
        moves = compared(many, view.answer, earlier) if earlier is not None else None
        header, rows = answer_table(view.request, view.answer, moves)
        write = answer_files.WRITERS[suffix]
        written = await asyncio.to_thread(write, path, header, rows)
        window.notices.show_notice(
            Notice(NoticeKind.VERIFIED, f"{written.name} is written.", f"It lies in {written.parent}.")
        )
