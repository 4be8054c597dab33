"""The Qt model of the history: one item a request, the newest first. It paints nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mcdesk.model.past_requests import PastRequest
from mcdesk.model.rankings import RankAnswer
from mcdesk.model.words import exact
from mcdesk.ui.answer.entry_words import DOT
from mcdesk.ui.answer.tips import tip
from mcdesk.ui.history.looks import kind_words, outcome_words, sentence

ROW = Qt.ItemDataRole.UserRole + 1
"""Gives the whole PastRequest."""
OUTCOME = Qt.ItemDataRole.UserRole + 2
"""What came of it, in words."""
KIND = Qt.ItemDataRole.UserRole + 3
"""Of which kind it is and with which values it was asked, a text each."""

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
        self._kinds: dict[PastRequest, tuple[str, ...]] = {}

    def show_requests(self, requests: Sequence[PastRequest]) -> None:
        """These are all."""
        self.beginResetModel()
        self._rows = list(requests)
        kept = set(self._rows)
        self._outcomes = {past: words for past, words in self._outcomes.items() if past in kept}
        self._kinds = {past: words for past, words in self._kinds.items() if past in kept}
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
        """What a row says. The delegate asks for the roles of this module only."""
        if not index.isValid():
            return None
        past = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return past.subject
            case Qt.ItemDataRole.AccessibleTextRole:
                return sentence(past, self._kind(past), self._outcome(past), self._now())
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(past)
        if role == KIND:
            return self._kind(past)
        return past if role == ROW else self._outcome(past) if role == OUTCOME else None

    def _outcome(self, past: PastRequest) -> str:
        if past not in self._outcomes:
            self._outcomes[past] = outcome_words(past, self._answer_of(past))
        return self._outcomes[past]

    def _kind(self, past: PastRequest) -> tuple[str, ...]:
        if past not in self._kinds:
            self._kinds[past] = kind_words(past, self._now())
        return self._kinds[past]

    def _tip(self, past: PastRequest) -> str:
        asked, ident = DOT.join(self._kind(past)), past.request_id
        known = f"Request id {ident}" if ident else ""
        return tip(past.subject, asked, f"Asked {exact(past.asked_at)}", past.title, past.advice, known)
