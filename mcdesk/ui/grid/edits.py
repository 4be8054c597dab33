"""The grid's undo commands: one class, as every change is a splice. What a change is, others decide."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QUndoCommand

from mcdesk.ui.grid.splices import Splice

_NO_RUN = -1


class Paper(Protocol):
    """What an edit is made on."""

    def apply(self, splice: Splice) -> None:
        """Makes the change, and nothing else."""


class Edit(QUndoCommand):
    """A change that can be taken back.

    Those of one run of typing, which share the number `run`, become one step; if the run ends where it
    began, the step goes away.
    """

    def __init__(self, paper: Paper, splice: Splice, words: str, run: int = _NO_RUN) -> None:
        super().__init__(words)
        self._paper, self._run = paper, run
        self._splice = splice

    def id(self) -> int:
        """Qt offers only commands of the same id for merging; -1 is never offered."""
        return self._run

    def redo(self) -> None:
        """Makes the change."""
        self._paper.apply(self._splice)

    def undo(self) -> None:
        """Takes it back."""
        self._paper.apply(self._splice.back())

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Takes in what was typed next."""
        if not isinstance(other, Edit) or not other._splice.follows(self._splice):
            return False
        self._splice = Splice(self._splice.at, self._splice.before, other._splice.after)
        self.setObsolete(self._splice.is_nothing)
        return True
