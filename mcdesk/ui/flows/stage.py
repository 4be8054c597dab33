"""What every flow stands on: the window, the tasks, and the desk of the account in use."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from mcdesk.model.errors import DeskError
from mcdesk.model.events import Ask, Notice, NoticeKind

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.desk.scope import TaskScope
    from mcdesk.ui.theme.theme import Theme
    from mcdesk.ui.window import MainWindow

_MOST_OFFERS = 50
"""To take something back that are remembered: no more wait to be read."""


class Stage:
    """Shared by the flows; `desk` is None while no account is open."""

    def __init__(self, window: MainWindow, theme: Theme, scope: TaskScope) -> None:
        self.window = window
        self.theme = theme
        self.scope = scope
        self._desk: Desk | None = None
        self._undos: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {}
        self._offered = 0
        window.notices.undo_asked.connect(self._take_back)
        self._on_desk: list[Callable[[], None]] = []

    @property
    def desk(self) -> Desk | None:
        """The desk of the account in use, None while there is none."""
        return self._desk

    @desk.setter
    def desk(self, desk: Desk | None) -> None:
        self._desk = desk
        for listener in self._on_desk:
            listener()

    def call_on_desk(self, listener: Callable[[], None]) -> None:
        """Calls a listener whenever a desk was opened or closed."""
        self._on_desk.append(listener)

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Starts a flow; its known errors are shown, and a second one of the same name does not start."""
        if not self.scope.start(name, self._told(work)):
            work.close()  # what never begins must be closed by hand

    def tell(self, error: DeskError, row_key: str = "") -> None:
        """Shows an error without stopping anything."""
        self.window.notices.show_notice(Notice(NoticeKind.TROUBLE, error.title, error.advice, row_key))

    def offer_undo(self, title: str, undo: Callable[[], Coroutine[Any, Any, None]], advice: str = "") -> None:
        """Says what was done and offers to take it back. Each offer takes back what it spoke of, once."""
        self._offered += 1
        name = f"undo {self._offered}"
        self._undos[name] = undo
        while len(self._undos) > _MOST_OFFERS:
            del self._undos[next(iter(self._undos))]
        self.window.notices.show_notice(Notice(NoticeKind.COMPLETED, title, advice, ask=Ask.UNDO, undo=name))

    def _take_back(self, name: str) -> None:
        if (undo := self._undos.pop(name, None)) is not None:
            self.start(name, undo())

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except DeskError as error:
            self.tell(error)
