"""The Qt model of the lists of dealers: all of them first, then the named ones. It renames nothing itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mcdesk.model.dealers import DealerBook, DealerList
from mcdesk.ui.dealers.dealer_cells import number_words

ALL = ""
"""The key of all dealers."""
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_ALL_WORDS = "All dealers"
_Role = Qt.ItemDataRole


class ListsModel(QAbstractListModel):
    """Row 0 is ALL; the others are the book's lists, and perhaps one that is being named."""

    named = Signal(object, str)
    """A DealerList to save, and the key that it replaces, "" for a new one."""

    def __init__(self, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._book = DealerBook()
        self._counts: dict[str, int] = {}
        self._new: DealerList | None = None
        self._is_told = False
        self._renamed: dict[str, str] = {}

    @property
    def lists(self) -> tuple[DealerList, ...]:
        """The book's lists."""
        return self._book.lists

    def key_at(self, row: int) -> str:
        """The key of a list; ALL for the first row and for one that has no name yet."""
        return self._book.lists[row - 1].key if 1 <= row <= len(self._book.lists) else ALL

    def row_of(self, key: str) -> int:
        """Where a list is; 0 for ALL and for one that is not there."""
        return next((row for row, each in enumerate(self._book.lists, 1) if each.key == key), 0)

    def list_at(self, row: int) -> DealerList | None:
        """The list at a row; None for ALL."""
        return self._book.lists[row - 1] if 1 <= row <= len(self._book.lists) else None

    def key_now(self, key: str) -> str:
        """Under which key a list goes on that was renamed here; ALL where it is gone."""
        key = self._renamed.get(key, key) if self.row_of(key) == 0 else key
        return key if self.row_of(key) else ALL

    def show_book(self, book: DealerBook) -> None:
        """Shows other lists, or other counts."""
        names = [each.name for each in self._book.lists]
        if names != [each.name for each in book.lists] or self._is_told:
            self.beginResetModel()
            self._book, self._new, self._is_told = book, None, False
            self._count()
            self.endResetModel()
            return
        self._book = book
        self._count()
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def begin_new(self, members: tuple[str, ...]) -> int:
        """Adds a row for a list to be named, of these dealers; tells its place."""
        self.drop_new()
        row = self.rowCount()
        self.beginInsertRows(QModelIndex(), row, row)
        self._new = DealerList(self._free_name(), members)
        self.endInsertRows()
        return row

    def drop_new(self) -> None:
        """Takes the row of a list that was not named away again."""
        if self._new is not None:
            row = self.rowCount() - 1
            self.beginRemoveRows(QModelIndex(), row, row)
            self._new = None
            self.endRemoveRows()

    def name_trouble(self, row: int, name: str) -> str:
        """Why a list can't have this name; "" where it can."""
        key = name.strip().casefold()
        if not key:
            return "A list needs a name"
        is_taken = any(each.key == key for at, each in enumerate(self._book.lists, 1) if at != row)
        return "There is a list of this name already" if is_taken else ""

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """All, the lists, and one that is being named."""
        return 0 if parent.isValid() else 1 + len(self._book.lists) + (self._new is not None)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """All but the first can be named."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.row() > 0 else flags

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        """Name, count, and the sentence of a row."""
        if not index.isValid():
            return None
        name, number = self._told(index.row())
        match role:
            case _Role.DisplayRole | _Role.EditRole:
                return name
            case _Role.AccessibleTextRole:
                return f"{name}, {number_words(number)}"
        return number if role == COUNT_ROLE else None

    def setData(self, index: AnyIndex, value: Any, role: int = _Role.EditRole) -> bool:
        """Tells the new name, unless it can't be had."""
        name = " ".join(str(value).split())
        if role != _Role.EditRole or index.row() < 1 or self.name_trouble(index.row(), name):
            return False
        held = self.list_at(index.row())
        if held is None and self._new is not None:
            self._new, self._is_told = DealerList(name, self._new.members), True
            self.named.emit(self._new, "")
        elif held is not None and name != held.name:
            self._renamed[held.key] = DealerList(name).key
            self.named.emit(DealerList(name, held.members), held.key)
        return True

    def _told(self, row: int) -> tuple[str, int]:
        held = self.list_at(row)
        if held is not None:
            return held.name, self._counts[held.key]
        if row and self._new is not None:
            return self._new.name, len(self._new.members)
        return _ALL_WORDS, len(self._book.dealers)

    def _count(self) -> None:
        there = {dealer.key for dealer in self._book.dealers}
        self._counts = {each.key: len(there.intersection(each.members)) for each in self._book.lists}

    def _free_name(self) -> str:
        taken, number = {each.key for each in self._book.lists}, 1
        while (name := f"List {number}").casefold() in taken:
            number += 1
        return name
