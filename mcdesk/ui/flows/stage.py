"""What every flow stands on: the window, the tasks, and the desk of the account in use."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from mcdesk.model.errors import DeskError
from mcdesk.model.events import Notice, NoticeKind

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.desk.scope import TaskScope
    from mcdesk.ui.theme.theme import Theme
    from mcdesk.ui.window import MainWindow


class Stage:
    """Shared by the flows; `desk` is None while no account is open."""

    def __init__(self, window: MainWindow, theme: Theme, scope: TaskScope) -> None:
        self.window = window
        self.theme = theme
        self.scope = scope
        self.desk: Desk | None = None

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Starts a flow; its known errors are shown, and a second one of the same name does not start."""
        if not self.scope.start(name, self._told(work)):
            work.close()  # what never begins must be closed by hand

    def tell(self, error: DeskError, row_key: str = "") -> None:
        """Shows an error without stopping anything."""
        self.window.notices.show_notice(Notice(NoticeKind.TROUBLE, error.title, error.advice, row_key))

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except DeskError as error:
            self.tell(error)
