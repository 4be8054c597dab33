"""What can be done about a row of an answer, and what that is called at this moment. No Qt, it does nothing.

Rows of the form move while an answer is read: which one an entry has come from is asked when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mcdesk.ui.answer.rows import AnswerRow, RowKind

RowOf = Callable[[int], int | None]
"""Tells for an entry of the request's list, from 0, where its row is in the form now; None if it is gone."""


class Act(StrEnum):
    """What a row's button does."""

    GO_TO_ROW = "go-to-row"
    COPY_REQUEST_ID = "copy-request-id"


def as_asked(place: int) -> int:
    """For a form that nobody has told of: its rows are those of the request."""
    return place


def row_words(row: int) -> str:
    """Go to row 3, for the row 2 as it is counted from 0."""
    return f"Go to row {row + 1:,}"


@dataclass(frozen=True, slots=True)
class Acts:
    """`request_id` is the service's id of the request, "" for none."""

    request_id: str = ""
    row_of: RowOf = as_asked

    def shown(self, row: AnswerRow) -> dict[Act, str]:
        """The acts that stand in the row as buttons, the most useful first, with their words."""
        if row.kind is not RowKind.FAILED:
            return {}
        acts = self._leading(row)
        if self.request_id:
            acts[Act.COPY_REQUEST_ID] = "Copy request id"
        return acts

    def all(self, row: AnswerRow) -> dict[Act, str]:
        """Those, and what Enter and the menu can do besides."""
        return self.shown(row) or self._leading(row)

    def _leading(self, row: AnswerRow) -> dict[Act, str]:
        at = None if row.place is None else self.row_of(row.place)
        return {} if at is None else {Act.GO_TO_ROW: row_words(at)}
