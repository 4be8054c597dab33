"""The Qt model of the history: one item a request, the newest first. It paints nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mcdesk.model.past_requests import PastRequest
from mcdesk.model.rankings import RankAnswer
from mcdesk.model.words import exact
from mcdesk.ui.history.looks import outcome_words, sentence

ROW = Qt.ItemDataRole.UserRole + 1
"""Gives the whole PastRequest."""
OUTCOME = Qt.ItemDataRole.UserRole + 2
"""What came of it, in words."""

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class HistoryModel(QAbstractListModel):
    """Reads an answer only when its row is first looked at: a body may hold a hundred entries."""

    def __init__(
        self,
        now: Callable[[], float],
        answer_of: Callable[[PastRequest], RankAnswer | None],
        owner: QObject | None = None,
    ) -> None:
        super().__init__(owner)
        self._now = now
        self._answer_of = answer_of
        self._rows: list[PastRequest] = []
        self._outcomes: dict[PastRequest, str] = {}

    def show_requests(self, requests: Sequence[PastRequest]) -> None:
        """These are all."""
        self.beginResetModel()
        self._rows = list(requests)
        self._outcomes = {past: words for past, words in self._outcomes.items() if past in set(self._rows)}
        self.endResetModel()

    def add_requests(self, requests: Sequence[PastRequest]) -> None:
        """These come below."""
        known = {past.id for past in self._rows}
        fresh = [past for past in requests if past.id not in known]
        if fresh:
            self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    def request_at(self, place: int) -> PastRequest:
        """The request at a place."""
        return self._rows[place]

    def place_of(self, ident: str) -> int:
        """Where a request stands, or -1."""
        return next((place for place, past in enumerate(self._rows) if past.id == ident), -1)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says. The delegate asks for ROW and OUTCOME only."""
        if not index.isValid():
            return None
        past = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return past.subject
            case Qt.ItemDataRole.AccessibleTextRole:
                return sentence(past, self._outcome(past), self._now())
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(past)
        return past if role == ROW else self._outcome(past) if role == OUTCOME else None

    def _outcome(self, past: PastRequest) -> str:
        if past not in self._outcomes:
            self._outcomes[past] = outcome_words(past, self._answer_of(past))
        return self._outcomes[past]

    def _tip(self, past: PastRequest) -> str:
        lines = [past.subject, f"Asked {exact(past.asked_at)}", past.title, past.advice]
        if past.request_id:
            lines.append(f"Request id {past.request_id}")
        return "\n".join(line for line in lines if line)
