"""The history of single requests: searched, opened again, asked again, compared, taken out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from mcdesk.model.errors import DeskError
from mcdesk.model.lookups import RANKINGS
from mcdesk.model.past_requests import RequestState
from mcdesk.ui.asking import answer_of
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.history.history_sheet import HistorySheet
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.confirm import ConfirmSheet

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.model.past_requests import PastRequest
    from mcdesk.ui.flows.pages import PagesFlow

_PAGE = 100


class HistoryFlow:
    """One sheet at a time. `pages` shows what is opened."""

    def __init__(self, stage: Stage, now: Callable[[], float], pages: PagesFlow) -> None:
        self._stage, self._now, self._pages = stage, now, pages
        self._sheet: HistorySheet | None = None
        self._shown: tuple[PastRequest, ...] = ()
        self._kind = ""
        self._search = ""
        self._turn = 0
        """Counts the looks: what an earlier one still finds is of no use any more."""

    def show(self) -> None:
        """Opens the history of the account in use."""
        stage = self._stage
        if self._sheet is not None or (desk := stage.desk) is None:
            return
        self._kind, self._search = "", ""
        read = desk.lookups.answer_of
        self._sheet = sheet = HistorySheet(stage.theme, stage.window, self._now, read, desk.account)
        sheet.search_changed.connect(self._on_search)
        sheet.kind_changed.connect(self._on_kind)
        sheet.more_asked.connect(lambda: self._look(is_more=True))
        sheet.open_asked.connect(self._open)
        sheet.run_again_asked.connect(lambda ident: self._open(ident, again=True))
        sheet.compare_asked.connect(self._compare)
        sheet.remove_asked.connect(self._remove)
        sheet.finished.connect(self._on_finished)
        sheet.open()
        self._look()

    def _on_search(self, text: str) -> None:
        self._search = text
        self._look()

    def _on_kind(self, kind: str) -> None:
        self._kind = kind
        self._look()

    def _look(self, *, is_more: bool = False) -> None:
        if (desk := self._stage.desk) is not None:
            self._turn += 1
            self._stage.start(f"history {self._turn}", self._read(desk, self._turn, is_more=is_more))

    async def _read(self, desk: Desk, turn: int, *, is_more: bool) -> None:
        last = self._shown[-1] if is_more and self._shown else None
        found = await desk.lookups.history(
            kinds=(self._kind,) if self._kind else (),
            search=self._search,
            limit=_PAGE,
            before=(last.asked_at, last.id) if last is not None else None,
        )
        sheet = self._sheet
        if turn != self._turn or sheet is None:
            return
        has_more = len(found) == _PAGE
        if is_more:
            self._shown += found
            sheet.add_requests(found, has_more=has_more)
        else:
            self._shown = found
            sheet.show_requests(found, has_more=has_more)

    def _past(self, ident: str) -> PastRequest | None:
        return next((past for past in self._shown if past.id == ident), None)

    def _open(self, ident: str, *, again: bool = False) -> None:
        if (past := self._past(ident)) is None:
            return
        self._close()
        if past.state is RequestState.ASKING:
            self._stage.start(f"open request {ident}", self._open_anew(past, again=again))
        else:
            self._show(past, again=again)

    async def _open_anew(self, past: PastRequest, *, again: bool) -> None:
        """One that was under way when the list was read may have its answer by now."""
        if (desk := self._stage.desk) is not None:
            self._show(await desk.lookups.past(past.id) or past, again=again)

    def _show(self, past: PastRequest, *, again: bool) -> None:
        flow = self._pages.rank if past.kind in RANKINGS else self._pages.decode
        if not flow.open_past(past, again=again):
            self._stage.tell(DeskError("This request can't be read any more.", "Type it anew."))

    def _compare(self, ident: str) -> None:
        """Sets the newest answer about the same thing against the chosen one."""
        past = self._past(ident)
        if past is not None and past.kind in RANKINGS:
            self._close()
            self._stage.start(f"compare {ident}", self._pages.rank.compare_with(past))

    def _remove(self, idents: Collection[str]) -> None:
        if (desk := self._stage.desk) is not None:
            self._stage.start(f"remove requests {sorted(idents)}", self._removed(desk, tuple(idents)))

    async def _removed(self, desk: Desk, idents: Collection[str]) -> None:
        sheet, theme = self._sheet, self._stage.theme
        question = confirm_texts.remove_requests(len(idents))
        if sheet is not None and await answer_of(ConfirmSheet(theme, sheet, question, desk.account)):
            await desk.lookups.remove(idents)
            self._look()

    def _close(self) -> None:
        if self._sheet is not None:
            self._sheet.accept()

    def _on_finished(self) -> None:
        sheet, self._sheet = self._sheet, None
        self._shown = ()
        if sheet is not None:
            sheet.deleteLater()
