"""Asks before something that costs or loses, under the name of the account that it is about."""

from __future__ import annotations

from mcdesk.ui.asking import answer_of
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.sheets.confirm import ConfirmSheet
from mcdesk.ui.sheets.values import Question


async def agrees(stage: Stage, question: Question) -> bool:
    """Whether the user says yes."""
    account = stage.desk.account if stage.desk else None
    return await answer_of(ConfirmSheet(stage.theme, stage.window, question, account))
