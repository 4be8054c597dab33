"""Puts something else into a ranking's form, and offers the way back to what was typed. It asks nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mcdesk.model.lookups import Cells
from mcdesk.ui.flows.form_memory import put_back, state_of
from mcdesk.ui.flows.form_state import FormState
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.rank.form import RankForm


class FormSwap:
    """What was asked is in the history; what was only typed is nowhere else.

    Args:
        stage: Where the way back is offered.
        show: Brings a form into view.
    """

    def __init__(self, stage: Stage, show: Callable[[RankForm], object]) -> None:
        self._stage, self._show = stage, show
        self._asked: dict[str, FormState] = {}

    def note_asked(self, form: RankForm) -> None:
        """What stands in a form is asked now. With rows that stay behind it is not all in the history."""
        state = state_of(form)
        if len(form.sendable) == sum(any(cell.strip() for cell in row) for row in state.many):
            self._asked[form.ranking.id] = state

    def fill(self, form: RankForm, one: Cells | None, many: Sequence[Cells] | None) -> None:
        """Writes over one side of a form or both; None leaves that side as it is."""
        before = state_of(form)
        if one is not None:
            form.one.set_cells(one)
        if many is not None:
            form.grid.set_rows(many)
        is_lost = (one is not None and any(before.one) and before.one != form.one.cells) or (
            many is not None and before.many and before.many != form.grid.rows
        )
        if is_lost and self._asked.get(form.ranking.id) != before:
            self._offer(form, before)

    def _offer(self, form: RankForm, before: FormState) -> None:
        async def bring_back() -> None:
            self._show(form)
            put_back(form, before)

        self._stage.offer_undo("The form was replaced.", bring_back)
