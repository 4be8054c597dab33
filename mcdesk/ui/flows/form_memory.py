"""What was typed into the ranking forms, kept soon after a change, so that it outlives the program.

What is kept is never written over before it was read back: until then nobody knows what would be lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mcdesk.model.errors import DeskError
from mcdesk.ui.flows.form_state import FormState, state_from_text, state_to_text
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.rank.form import RankForm
from mcdesk.ui.rank.page import RankPage

if TYPE_CHECKING:
    from mcdesk.ui.backstage import Backstage

log = logging.getLogger(__name__)

_PAUSE_MS = 800
_SHOWN = "ranking that is seen"
_KEEPING = "keep forms"


def state_of(form: RankForm) -> FormState:
    """What stands in a form."""
    return FormState(form.ranking, *form.cells, form.grid.wishes)


def put_back(form: RankForm, state: FormState) -> None:
    """Makes a form what it was. That is no step that could be undone."""
    form.clear_troubles()
    form.one.set_cells(state.one)
    form.grid.restore_rows(state.many, state.wishes)


class FormMemory(QObject):
    """One setting for each ranking, and one for which is seen."""

    def __init__(self, page: RankPage, stage: Stage, backstage: Backstage) -> None:
        super().__init__(page)
        self._page, self._stage, self._backstage = page, stage, backstage
        self._forms = {_name(ident): board.form for ident, board in page.boards.items()}
        self._kept: dict[str, str] = {}
        self._unread = {*self._forms, _SHOWN}
        self._is_restored = False
        self._waiting: list[Callable[[], None]] = []
        self._turn = asyncio.Lock()
        """Held by whoever reads or writes: one after the other, so that the latest text is written last."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        for form in self._forms.values():
            form.changed.connect(self._pause.start)
        page.ranking_shown.connect(self._on_shown)

    def when_restored(self, act: Callable[[], None]) -> None:
        """Does it once what was typed before is back in its form: at once, as a rule."""
        if self._is_restored:
            act()
        else:
            self._waiting.append(act)

    async def restore(self) -> None:
        """Fills forms that are still empty with what was kept, then does what waits for that.

        Raises:
            DeskError: If something could not be read. It is not written over, and tried again later.
        """
        trouble = None
        try:
            async with self._turn:
                await self._read()
        except DeskError as error:
            trouble = error
        self._is_restored = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
        if trouble is not None:
            raise trouble

    async def keep(self) -> None:
        """Writes down what differs. What can't be written now is tried again at the next change."""
        async with self._turn:
            for name in (*self._forms, _SHOWN):
                text = self._text(name)
                if name in self._unread or self._kept.get(name) == text:
                    continue
                try:
                    await self._backstage.set_setting(name, text)
                except DeskError as error:
                    log.info("what was typed was not kept: %s", error.title)
                    return
                self._kept[name] = text

    async def _read(self) -> None:
        for ident, board in self._page.boards.items():
            if (name := _name(ident)) in self._unread:
                text = await self._backstage.setting(name) or ""
                self._kept[name] = text
                self._unread.discard(name)
                if (state := state_from_text(ident, text)) is not None:
                    self._fill(board.form, state)
        if _SHOWN in self._unread:
            shown = await self._backstage.setting(_SHOWN)
            if _SHOWN in self._unread and shown in self._page.boards:  # nobody has chosen meanwhile
                self._page.show_ranking(shown)
            self._unread.discard(_SHOWN)

    def _fill(self, form: RankForm, kept: FormState) -> None:
        """Brings back each side that is still empty; what was typed meanwhile stays, and the way back too."""
        typed = state_of(form)
        if not any(typed.one):
            form.one.set_cells(kept.one)
        if not typed.many:
            form.grid.restore_rows(kept.many, kept.wishes)
        is_lost = (any(typed.one) and any(kept.one)) or (typed.many and kept.many)
        if is_lost and (typed.one, typed.many) != (kept.one, kept.many):

            async def bring_back() -> None:
                put_back(form, kept)

            self._stage.offer_undo("What you typed took the place of the last form.", bring_back)

    def _on_shown(self) -> None:
        self._unread.discard(_SHOWN)
        self._pause.start()

    def _on_pause(self) -> None:
        """A change that comes while another is being written waits for its own turn."""
        if self._stage.scope.is_running(_KEEPING):
            self._pause.start()
        else:
            self._stage.start(_KEEPING, self._restore_and_keep())

    async def _restore_and_keep(self) -> None:
        if self._unread:
            with contextlib.suppress(DeskError):  # told when it was tried first
                await self.restore()
        await self.keep()

    def _text(self, name: str) -> str:
        if name == _SHOWN:
            return self._page.current.form.ranking.id
        return state_to_text(state_of(self._forms[name]))


def _name(ident: str) -> str:
    return f"form {ident}"
