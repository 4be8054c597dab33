"""The pages beside the jobs, each built with its flow when it is first needed. It does nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.shell.rail import DEALERS, DECODING, RANKINGS

if TYPE_CHECKING:  # the first picture does without them
    from mcdesk.ui.backstage import Backstage
    from mcdesk.ui.flows.dealers import DealersFlow
    from mcdesk.ui.flows.decode import DecodeFlow
    from mcdesk.ui.flows.history import HistoryFlow
    from mcdesk.ui.flows.rank import RankFlow
    from mcdesk.ui.flows.result_rows import ResultRowsFlow


class PagesFlow:
    """Knows how the pages lead to each other.

    Args:
        stage: Window, tasks and desk.
        backstage: Keeps what was typed.
        now: Seconds since 1970.
        send_batch: Opens the sheet of a new batch for a file and an operation.
    """

    def __init__(
        self,
        stage: Stage,
        backstage: Backstage,
        now: Callable[[], float],
        send_batch: Callable[[Path, str], None],
    ) -> None:
        self._stage, self._backstage, self._now, self._send_batch = stage, backstage, now, send_batch
        self._forms: RankFlow | None = None
        pages = stage.window.pages
        pages.offer(RANKINGS, lambda: self.rank.parts)
        pages.offer(DECODING, lambda: self.decode.parts)
        pages.offer(DEALERS, lambda: self.dealers.parts)

    @cached_property
    def rank(self) -> RankFlow:
        """Ranking from forms."""
        from mcdesk.ui.flows.rank import RankFlow

        flow = RankFlow(self._stage, self._backstage, self._now, self._send_batch)
        flow.page.history_asked.connect(lambda: self.history.show())
        for board in flow.page.boards.values():
            form = board.form
            form.book_asked.connect(lambda form=form: self.dealers.pick(form.book_opener, flow.add_dealers))
            form.save_dealers_asked.connect(lambda form=form: self.dealers.save_from(form.grid.rows))
            form.save_list_asked.connect(lambda form=form: self.dealers.save_list_from(form.grid.rows))
        self._forms = flow
        return flow

    @cached_property
    def decode(self) -> DecodeFlow:
        """The single decode."""
        from mcdesk.ui.flows.decode import DecodeFlow

        flow = DecodeFlow(self._stage, self._now)
        flow.page.history_asked.connect(lambda: self.history.show())
        flow.page.rank_asked.connect(lambda vin: self.rank.rank_vehicle(vin))
        return flow

    @cached_property
    def dealers(self) -> DealersFlow:
        """The dealer book."""
        from mcdesk.ui.flows.dealers import DealersFlow

        return DealersFlow(self._stage, lambda dealers: self.rank.begin_with_dealers(dealers))

    @cached_property
    def result_rows(self) -> ResultRowsFlow:
        """Rows of saved results, to be ranked one at a time."""
        from mcdesk.ui.flows.result_rows import ResultRowsFlow

        return ResultRowsFlow(self._stage, lambda *row: self.rank.rank_row(*row))

    @cached_property
    def history(self) -> HistoryFlow:
        """What was asked before."""
        from mcdesk.ui.flows.history import HistoryFlow

        return HistoryFlow(self._stage, self._now, self)

    def tick(self) -> None:
        """Time has passed: says anew how old the page's answer is."""
        if self._stage.window.pages.current == DECODING:
            self.decode.page.tick()

    async def keep(self) -> None:
        """Writes down what was typed last."""
        if self._forms is not None:
            await self._forms.keep()
