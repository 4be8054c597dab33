"""What the ledger needs while a window is open: its troubles are told, and once a day it is copied.

It comes behind everything else, and nothing waits for it.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mcdesk.model.errors import DeskError
from mcdesk.model.events import Notice
from mcdesk.ui.notices.ledger_words import ledger_notices

if TYPE_CHECKING:
    from mcdesk.ledger.ledger import Ledger

log = logging.getLogger(__name__)

_BEHIND, _LOOK_MS = 3.0, 1000
"""Seconds until what opens the window is through; ms from one look for unreadable rows to the next."""


class LedgerNews(QObject):
    """Tells a rescue once, and of rows that can't be read soon after somebody tried to.

    Args:
        parent: It ends with this.
        opened: The ledger, None as long as it is not open.
        tell: Shows a notice.
    """

    def __init__(
        self, parent: QObject, opened: Callable[[], Ledger | None], tell: Callable[[Notice], None]
    ) -> None:
        super().__init__(parent)
        self._opened, self._tell = opened, tell
        self._has_told_rescue = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        if (ledger := self._opened()) is None:
            return
        rescue = None if self._has_told_rescue else ledger.rescue
        self._has_told_rescue = True
        for notice in ledger_notices(rescue, ledger.take_set_aside()):
            self._tell(notice)


async def keep_copy(
    opened: Callable[[], Awaitable[Ledger]],
    *,
    now: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]],
) -> None:
    """Keeps the ledger's kept copy, once the window is at work. Trouble with it stops nothing.

    Args:
        opened: Gives the ledger, once it is open.
        now: Seconds since 1970.
        sleep: Waits that many seconds.
    """
    await sleep(_BEHIND)
    try:
        await (await opened()).keep_copy(now())
    except DeskError as error:
        log.warning("the ledger was not copied: %s", error)
