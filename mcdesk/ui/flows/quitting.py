"""Leaving in order: what is under way is named, and the user decides. Nothing waits in a close event."""

from __future__ import annotations

from mcdesk.ui.asking import answer_of
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.confirm import ConfirmSheet


async def may_quit(stage: Stage, fetching: tuple[str, ...]) -> bool:
    """Whether the window may close: asks where an upload, or the `fetching` of a result, would break off."""
    desk = stage.desk
    if desk is None:
        return True
    if fetching:
        question = confirm_texts.quit_while_downloading(fetching)
    elif sending := desk.uploads_under_way:
        question = confirm_texts.quit_while_uploading(sending)
    elif waiting := sum(lane.waiting for lane in desk.lanes):
        question = confirm_texts.quit_while_waiting(waiting)
    else:
        return True
    return await answer_of(ConfirmSheet(stage.theme, stage.window, question))
