"""The Qt model of an answer: ranked rows in the order asked for, then the groups below. It paints nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mcdesk.ui.answer.rows import AnswerRow, AnswerRows, RowKind
from mcdesk.ui.answer.sorting import BY_RANK, Sorting, in_order

ROW = Qt.ItemDataRole.UserRole + 1
"""Gives the whole AnswerRow."""

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class AnswerListModel(QAbstractListModel):
    """One item a row, and one sentence an item."""

    def __init__(self, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._told = AnswerRows()
        self._rows: list[AnswerRow] = []
        self._sorting = BY_RANK

    @property
    def sorting(self) -> Sorting:
        """The order of the ranked rows."""
        return self._sorting

    def show_rows(self, rows: AnswerRows) -> None:
        """Another answer, in the order that holds."""
        self.beginResetModel()
        self._told = rows
        self._rows = self._arranged()
        self.endResetModel()

    def sort_by(self, sorting: Sorting) -> None:
        """Another order of the same rows. What is chosen stays chosen."""
        if sorting == self._sorting:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()] for index in before]
        self._sorting = sorting
        self._rows = self._arranged()
        places = {id(row): place for place, row in enumerate(self._rows)}
        self.changePersistentIndexList(before, [self.index(places[id(row)]) for row in held])
        self.layoutChanged.emit()

    def row_at(self, place: int) -> AnswerRow:
        """The row at a visible place."""
        return self._rows[place]

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """All rows, titles of groups among them."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A title can be read but not chosen."""
        if not index.isValid() or self._rows[index.row()].kind is RowKind.TITLE:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says. The delegate asks for ROW only."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.words.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.sentence
        return row if role == ROW else None

    def _arranged(self) -> list[AnswerRow]:
        return [*in_order(self._told.ranked, self._sorting), *self._told.below]
