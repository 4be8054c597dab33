"""What can be done with an answer once it is there: compared with an earlier one, taken along as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.model.answer_table import answer_table
from mcdesk.model.comparing import compared
from mcdesk.model.errors import DeskError
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.results import answer_files
from mcdesk.results.shelf import file_name
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.asking import place_to_save
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.rank.board import RankBoard

if TYPE_CHECKING:
    from mcdesk.model.past_requests import PastRequest

_WORD = "ranking"


class AnswersFlow:
    """Knows which answer each board shows."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._views: dict[str, AnswerView] = {}
        self._earlier: tuple[PastRequest, ...] = ()

    def connect(self, board: RankBoard) -> None:
        """Serves the wishes of a board's answer."""
        panel = board.answer
        panel.compare_asked.connect(lambda: self._start("earlier", board, self._offer_earlier(board)))
        panel.compare_with.connect(lambda ident: self._start("compare", board, self._compare(board, ident)))
        panel.uncompare_asked.connect(lambda: self._uncompare(board))
        panel.copied.connect(self._say_copied)
        panel.export_asked.connect(lambda suffix: self._start("export", board, self._export(board, suffix)))

    def view_of(self, board: RankBoard) -> AnswerView | None:
        """The answer that a board shows."""
        return self._views.get(board.form.ranking.id)

    def show(self, board: RankBoard, view: AnswerView) -> None:
        """Shows an answer."""
        self._views[board.form.ranking.id] = view
        board.answer.show_answer(view)

    def forget(self, board: RankBoard) -> None:
        """The board shows something else than an answer now."""
        self._views.pop(board.form.ranking.id, None)

    def compare(self, board: RankBoard, past: PastRequest) -> None:
        """Sets the answer that is seen against an earlier one.

        Raises:
            DeskError: If that one can't be read any more.
        """
        desk, view = self._stage.desk, self.view_of(board)
        answer = desk.lookups.answer_of(past) if desk is not None else None
        if view is None or answer is None:
            raise DeskError("The earlier answer can't be read.", "Choose another one from the history.")
        self.show(board, replace(view, against=past, against_answer=answer))

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
        name = file_name(view.request.subject, _WORD, suffix)
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
