"""What was typed into the ranking forms, kept soon after a change, so that it outlives the program."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mcdesk.model.errors import DeskError
from mcdesk.model.lookup_texts import request_from_text, request_to_text
from mcdesk.model.lookups import RankRequest
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.rank.page import RankPage

if TYPE_CHECKING:
    from mcdesk.ui.backstage import Backstage

log = logging.getLogger(__name__)

_PAUSE_MS = 800
_SHOWN = "ranking that is seen"


class FormMemory(QObject):
    """One setting for each ranking, under its id, and one for which is seen."""

    def __init__(self, page: RankPage, stage: Stage, backstage: Backstage) -> None:
        super().__init__(page)
        self._page, self._stage, self._backstage = page, stage, backstage
        self._kept: dict[str, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._stage.start("keep forms", self.keep()))
        for board in page.boards.values():
            board.form.changed.connect(self._pause.start)
        page.ranking_shown.connect(lambda _: self._pause.start())

    async def restore(self) -> None:
        """Fills forms that are still empty with what was kept."""
        for ident, board in self._page.boards.items():
            text = await self._backstage.setting(_name(ident)) or ""
            kept = request_from_text(ident, text)
            one, many = board.form.cells
            if kept is not None and not any(one) and not many:
                board.form.set_cells(kept.one, kept.many)
                self._kept[_name(ident)] = text
        shown = await self._backstage.setting(_SHOWN)
        if shown in self._page.boards:
            self._page.show_ranking(shown)

    async def keep(self) -> None:
        """Writes down what differs. What can't be written now is tried again at the next change."""
        for name, text in self._texts().items():
            if self._kept.get(name) == text:
                continue
            try:
                await self._backstage.set_setting(name, text)
            except DeskError as error:
                log.info("what was typed was not kept: %s", error.title)
                return
            self._kept[name] = text

    def _texts(self) -> dict[str, str]:
        texts = {
            _name(ident): request_to_text(RankRequest(board.form.ranking, *board.form.cells))
            for ident, board in self._page.boards.items()
        }
        return texts | {_SHOWN: self._page.current.form.ranking.id}


def _name(ident: str) -> str:
    return f"form {ident}"
