"""Leaving in order: what is under way is named, and the user decides. Nothing waits in a close event."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from shiboken6 import isValid

from mcdesk.model.errors import DeskError
from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.asking import answer_of
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets.leaving import LeavingSheet
from mcdesk.ui.sheets.values import Leaving, UnderWay

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk

log = logging.getLogger(__name__)

_WHOLE, _FOR_UPLOADS, _FOR_CLOSING = 1.3, 0.9, 0.2
"""Seconds from the user's answer to the end of the loop, and what of them breaking off uploads may take at
most, and what is kept for closing the ledger. With what the interpreter needs it is less than two."""
_LOOK_EVERY = 0.2
_FOLLOWING = "follow what is under way"


class Patience:
    """The time that leaving may take. It begins with the user's answer, and runs out whatever hangs.

    Args:
        clock: Seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end: float | None = None

    def begin(self) -> None:
        """The user has answered. A second answer gives no more time."""
        if self._end is None:
            self._end = self._clock() + _WHOLE

    @property
    def for_uploads(self) -> float:
        """Seconds in which uploads that are broken off must be on record."""
        return min(_FOR_UPLOADS, self.left)

    @property
    def for_tasks(self) -> float:
        """Seconds that what the desk does may go on to its own end."""
        return max(0.1, self.left - _FOR_CLOSING)

    @property
    def left(self) -> float:
        """Seconds for all the rest, a moment at least."""
        return max(0.1, self._end - self._clock()) if self._end is not None else _WHOLE


def under_way(desk: Desk | None, unsent: str) -> UnderWay:
    """What leaving would break off or put off. `unsent` is the file whose sheet is open, "" for none."""
    if desk is None:
        return UnderWay(unsent=unsent)
    uploads, downloads = desk.uploads_under_way, desk.downloads_under_way
    return UnderWay(
        uploads,
        downloads,
        is_packing=not desk.is_quiet and not uploads and not downloads,
        waiting=tuple((OPERATIONS[lane.operation].name, lane.waiting) for lane in desk.lanes if lane.waiting),
        unsent=unsent,
    )


async def decision(stage: Stage, look: Callable[[], UnderWay]) -> Leaving:
    """How the user wants to leave, if at all; asks only where there is something to ask about.

    Args:
        stage: Where to ask.
        look: What is under way now.
    """
    if look().is_nothing:
        return Leaving.GO_ON
    sheet = LeavingSheet(stage.theme, stage.window, look())
    stage.start(_FOLLOWING, _follow(sheet, look))
    try:
        await answer_of(sheet)
    finally:
        stage.scope.cancel(_FOLLOWING)
    return sheet.answer


async def set_uploads_aside(desk: Desk, patience: float) -> None:
    """Breaks off what is being sent and waits until that is on record, for `patience` seconds at most.

    What could not be put on record goes on at the next start, as after a power cut.
    """
    titles = set(desk.uploads_under_way)
    try:
        async with asyncio.timeout(patience):
            gone = asyncio.Event()
            unsubscribe = desk.subscribe(lambda _: gone.set())
            try:
                await desk.set_uploads_aside()
                while titles.intersection(desk.uploads_under_way):
                    gone.clear()
                    await gone.wait()
            finally:
                unsubscribe()
    except TimeoutError:
        log.info("not every upload was set aside within %.1f seconds", patience)
    except DeskError as error:
        log.warning("an upload could not be set aside: %s", error.title)


async def _follow(sheet: LeavingSheet, look: Callable[[], UnderWay]) -> None:
    with contextlib.suppress(RuntimeError):  # the sheet went with its window
        while isValid(sheet):
            sheet.show_under_way(look())
            await asyncio.sleep(_LOOK_EVERY)
