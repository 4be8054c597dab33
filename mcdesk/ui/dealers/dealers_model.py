"""The Qt model of the dealers shown, and of a last row to type a new one into.

It writes nothing into the book: what was typed is told, and shown as typed until the book has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mcdesk.model.dealers import Dealer
from mcdesk.ui.dealers.dealer_cells import COLUMNS, Row, Trouble, cell_check, sentence
from mcdesk.ui.dealers.drafts import NEW, Drafts
from mcdesk.ui.dealers.order import Arrangement, arranged, runs_of
from mcdesk.ui.pages.tips import plain_tip

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_MOST_RUNS = 64
"""Above so many changed stretches the table is filled anew: that is faster then, and no one follows it."""
TYPE_HERE = "Type or paste a dealer"
_Role = Qt.ItemDataRole


class DealersModel(QAbstractTableModel):
    """Rows by key, the last of them NEW. Takes differences, so that selection and an open editor stay."""

    typed = Signal(object, str)
    """A Dealer that can be saved, and the key that it replaces, "" for a new one."""
    settled = Signal()
    """Rows have come, gone or moved, or can be kept now, or not any more."""

    def __init__(self, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._drafts = Drafts()
        self._shown: tuple[str, ...] = ()
        self._order: list[str] = []
        self._wish = Arrangement()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the dealers that are shown, in order."""
        return tuple(self._order)

    @property
    def is_searched(self) -> bool:
        """Whether only what was found is shown."""
        return bool(self._wish.search.split())

    def key_at(self, place: int) -> str:
        """The key at a visible place; NEW for the last row."""
        return self._order[place] if 0 <= place < len(self._order) else NEW

    def row_at(self, place: int) -> Row:
        """The cells at a visible place, as they are typed."""
        return self._drafts.row(self.key_at(place))

    def trouble_at(self, place: int) -> Trouble | None:
        """Why the row at a visible place is not kept."""
        return self._drafts.trouble(self.key_at(place))

    def place_of(self, key: str) -> int:
        """Where a dealer is; the last place for NEW; -1 while it is not shown."""
        if key == NEW:
            return len(self._order)
        return self._order.index(key) if key in self._order else -1

    def show_dealers(self, dealers: Mapping[str, Dealer], shown: Iterable[str]) -> None:
        """Shows another state of the book: all of its dealers by key, and which of them are wanted."""
        became = self._drafts.take_book(dealers)
        self._shown = tuple(shown)
        self._rename({old: new for old, new in became.items() if new in self._shown})
        self._arrange()
        self._repaint()
        self.settled.emit()

    def arrange(self, wish: Arrangement) -> None:
        """Looks for other words, or sorts by another column."""
        self._wish = wish
        self._arrange()
        self.settled.emit()

    def forget(self, place: int) -> bool:
        """Drops what was typed into a row that can't be kept; False where there was nothing to drop."""
        if self.trouble_at(place) is None:
            return False
        self._drafts.drop(self.key_at(place))
        self._repaint()
        self.settled.emit()
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; -1 goes back to the natural order."""
        self.arrange(Arrangement(self._wish.search, column, order is Qt.SortOrder.DescendingOrder))

    def search(self, words: str) -> None:
        """Leaves only the dealers in which every word occurs."""
        self.arrange(Arrangement(words, self._wish.column, self._wish.is_descending))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """The dealers, and the row for a new one."""
        return 0 if parent.isValid() else len(self._order) + 1

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """As many as there are columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Every cell can be typed into; the row for a new dealer is none that could be chosen."""
        flags = super().flags(index) | Qt.ItemFlag.ItemIsEditable
        return flags if self.key_at(index.row()) != NEW else flags & ~Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        """Cells, tool tips, and the sentence of a row."""
        if not index.isValid():
            return None
        row, place = self.row_at(index.row()), index.column()
        match role:
            case _Role.DisplayRole | _Role.EditRole:
                return row[place]
            case _Role.ToolTipRole:
                return plain_tip(_tip(row, place, self.trouble_at(index.row())))
            case _Role.AccessibleTextRole if not any(row):
                return f"{TYPE_HERE}: {COLUMNS[place].title}"
            case _Role.AccessibleTextRole if place == 0:
                return sentence(row, self.trouble_at(index.row()))
            case _Role.AccessibleTextRole:
                return f"{COLUMNS[place].title}: {row[place] or 'empty'}"
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = _Role.EditRole) -> bool:
        """Takes what was typed, and tells the dealer once it can be kept."""
        if not index.isValid() or role != _Role.EditRole:
            return False
        key = self.key_at(index.row())
        dealer = self._drafts.type_cell(key, index.column(), str(value))
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(COLUMNS) - 1))
        self.settled.emit()
        if dealer is not None:
            self.typed.emit(dealer, key)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The columns' titles."""
        is_title = role in (_Role.DisplayRole, _Role.AccessibleTextRole)
        if orientation is Qt.Orientation.Horizontal and is_title and 0 <= section < len(COLUMNS):
            return COLUMNS[section].title
        return None

    def _arrange(self) -> None:
        order = arranged(self._shown, self._drafts.row, self._wish)
        staying = set(order)
        gone = runs_of([place for place, key in enumerate(self._order) if key not in staying])
        left = set(self._order) & staying
        come = runs_of([place for place, key in enumerate(order) if key not in left])
        if len(gone) + len(come) > _MOST_RUNS:
            self.beginResetModel()
            self._order = order
            self.endResetModel()
            return
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._order[first : last + 1]
            self.endRemoveRows()
        self._move([key for key in order if key in left])
        for first, last in come:
            self.beginInsertRows(QModelIndex(), first, last)
            self._order[first:first] = order[first : last + 1]
            self.endInsertRows()

    def _rename(self, became: Mapping[str, str]) -> None:
        """Has rows go on under other keys: the cursor and an open editor stay with what is being typed."""
        self._order = [became.get(key, key) for key in self._order]
        added = became.get(NEW)
        if added is None or added in self._order:
            return
        last = len(self._order)
        self.beginInsertRows(QModelIndex(), last, last)
        self._order.append(added)
        self.endInsertRows()
        self._change(self._order, {NEW: added})

    def _move(self, order: Sequence[str]) -> None:
        if list(order) != self._order:
            self._change(order, {})

    def _change(self, order: Sequence[str], became: Mapping[str, str]) -> None:
        """Puts rows in another order; whoever holds one of them is told where it is now."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self.key_at(index.row()) for index in before]
        self._order = list(order)
        place = {key: at for at, key in enumerate(self._order)} | {NEW: len(self._order)}
        there = [place[became.get(key, key)] for key in held]
        after = [self.index(at, index.column()) for at, index in zip(there, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _repaint(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._order), len(COLUMNS) - 1))


def _tip(row: Row, place: int, trouble: Trouble | None) -> str:
    """The cell, and what to do about it where it is wrong."""
    check = cell_check(place, row[place])
    advice = check.rules[0].advice if check is not None and check.rules and row[place].strip() else ""
    words = trouble.words if trouble is not None and trouble.place == place else ""
    return "\n".join(part for part in (row[place], words, advice) if part)
