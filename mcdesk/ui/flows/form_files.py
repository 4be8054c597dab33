"""Rows of files for a ranking's grid, and what is said of columns and rows left out. It judges no cell."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from mcdesk.intake.forms.blocks import Block, read_form_file
from mcdesk.intake.forms.counting import rows_in
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.ui.asking import chosen_file
from mcdesk.ui.flows.form_memory import FormMemory
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.rank.form import RankForm

_MOST_ROWS = 5_000
"""Of one file. More belongs into a batch from the start."""
_MOST_NAMES = 6


class FormFiles:
    """Reads one file after the other, in the order in which they came."""

    def __init__(self, stage: Stage, memory: FormMemory) -> None:
        self._stage, self._memory = stage, memory
        self._numbers = count()
        self._turn = asyncio.Lock()

    def connect(self, form: RankForm) -> None:
        """Serves a form's wishes."""
        form.file_asked.connect(lambda: self._stage.start("choose rows", self._choose(form)))
        form.file_given.connect(lambda path: self.add(form, path))
        form.grid.pasted.connect(lambda block: self._say(left_out_words(block)))

    def add(self, form: RankForm, path: Path) -> None:
        """Adds a file's rows below those of a form."""
        self._stage.start(f"read rows {next(self._numbers)}", self._add(form, path))

    async def _choose(self, form: RankForm) -> None:
        if (path := await chosen_file(self._stage.window)) is not None:
            self.add(form, path)

    async def _add(self, form: RankForm, path: Path) -> None:
        many = form.ranking.many
        async with self._turn:
            block = await asyncio.to_thread(read_form_file, path, many, _MOST_ROWS + 1)
            rows = [tuple(row.get(name, "") for name in many.names) for row in block.rows]
            in_all = await asyncio.to_thread(rows_in, path) if len(rows) > _MOST_ROWS else len(rows)
        self._memory.when_restored(lambda: form.grid.add_rows(rows[:_MOST_ROWS]))
        form.grid.setFocus()
        self._say(left_out_words(block))
        if in_all > _MOST_ROWS:
            title = f"Only the first {_MOST_ROWS:,} of {in_all:,} rows were taken."
            advice = f"Send {path.name} itself as a batch under Jobs."
            self._stage.window.notices.show_notice(Notice(NoticeKind.TROUBLE, title, advice))

    def _say(self, words: str) -> None:
        if words:
            notice = Notice(NoticeKind.COMPLETED, words, "The form has no column for it.")
            self._stage.window.notices.show_notice(notice)


def left_out_words(block: Block) -> str:
    """Which columns nobody wanted, by their names or by how they begin; "" for none."""
    if not block.ignored:
        return ""
    named = _listed(block.ignored)
    return f"Left out: {named}" if block.has_header else f"Left out: what begins with {named}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more:,} more" if more > 0 else "")
