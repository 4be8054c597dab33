"""The Qt model of the preview: the rows of a report in their visible order, and edits on their way.

It must not reset while the columns stay: selection, scroll position and an open editor would be lost. It
writes nothing into a row: what was typed is told, and the next report has it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mcdesk.model.operations import Operation
from mcdesk.model.preflight import PreviewRow, Report
from mcdesk.ui.preflight.preview_cells import LINE, PreviewCells
from mcdesk.ui.preflight.preview_columns import PreviewColumn, columns_of
from mcdesk.ui.preflight.preview_marks import Marks
from mcdesk.ui.preflight.preview_order import Arrangement, insertions, removals

LOOK = Qt.ItemDataRole.UserRole + 1
"""Gives the CellLook."""

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class PreviewModel(QAbstractTableModel):
    """Rows by number and a finished visible order."""

    cell_edited = Signal(int, int, str)
    """Row, column of the file, and what was typed."""
    arranged = Signal()
    """Rows have come, gone or moved, or others do not fit now."""

    def __init__(self, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._rows: dict[int, PreviewRow] = {}
        self._order: list[int] = []
        self._cells = PreviewCells()
        self._arrangement = Arrangement()

    @property
    def columns(self) -> tuple[PreviewColumn, ...]:
        """The columns in their order."""
        return self._cells.columns

    @property
    def rule_id(self) -> str:
        """The rule whose rows alone are shown; "" for all."""
        return self._arrangement.rule_id

    def row_at(self, place: int) -> PreviewRow:
        """The row at a visible place."""
        return self._rows[self._order[place]]

    def place_of(self, row: int) -> int:
        """Where a row is visible, or -1."""
        return self._order.index(row) if row in self._order else -1

    def show(self, report: Report, operation: Operation) -> None:
        """Takes another report. While its columns are the same, only what differs is announced."""
        columns = columns_of(report, operation)
        rows = {row.row: row for row in report.preview}
        self._cells.settle(rows)
        if columns != self._cells.columns:
            self.beginResetModel()
            self._cells.columns, self._cells.marks = columns, Marks(report.problems)
            self._rows, self._order = rows, self._arrangement.order(rows)
            self.endResetModel()
        else:
            # Rows that go are still asked about while they go: they keep their values until then.
            self._rows = {**self._rows, **rows}
            self._cells.marks = Marks(report.problems)
            self._become(self._arrangement.order(rows))
            self._rows = rows
            self._announce_all()
        self.arranged.emit()

    def forget_edits(self) -> None:
        """Shows cells as the last report has them, whatever was typed."""
        self._cells.forget()
        self._announce_all()

    def set_original(self, is_original: bool) -> None:
        """Shows cells as they stand in the file, or as they would be sent."""
        if is_original != self._cells.is_original:
            self._cells.is_original = is_original
            self._announce_all()

    def arrange(self, *, is_problems_first: bool, rule_id: str) -> None:
        """Orders the rows, and leaves only those of one rule where one is named."""
        self._arrangement.choose(is_problems_first=is_problems_first, rule_id=rule_id)
        self._become(self._arrangement.order(self._rows))
        self.arranged.emit()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says. The delegate asks for LOOK and the side that it stands on."""
        if not index.isValid():
            return None
        row, place = self.row_at(index.row()), index.column()
        if role == LOOK:
            return self._cells.look(row, place)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cells.look(row, place).text
            case Qt.ItemDataRole.EditRole:
                return self._cells.to_edit(row, place)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.columns[place].is_figure and (row.fits or place == LINE) else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return self._cells.tooltip(row, place) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._cells.words(row, place)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tells what the user typed; False where nothing was changed or can't be."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row = self.row_at(index.row())
        source = self._cells.type_in(row, index.column(), str(value))
        if source is None:
            return False
        self.dataChanged.emit(index, index)
        self.cell_edited.emit(row.row, source, str(value))
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """What stands in the file can be written anew, except in rows that do not fit."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        can_edit = self._cells.can_edit(self.row_at(index.row()), index.column())
        return flags | Qt.ItemFlag.ItemIsEditable if can_edit else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' headings."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_figure else _LEFT
        return column.title if role in _SAID else None

    def _become(self, wanted: list[int]) -> None:
        """Goes to another set of rows: those that are gone out, the rest into order, newcomers in."""
        kept = frozenset(wanted)
        for first, last in removals(self._order, kept):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._order[first : last + 1]
            self.endRemoveRows()
        here = frozenset(self._order)
        self._relayout([row for row in wanted if row in here])
        for first, last in insertions(here, wanted):
            self.beginInsertRows(_NOWHERE, first, last)
            self._order[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def _relayout(self, order: list[int]) -> None:
        if order == self._order:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [self._order[index.row()] for index in old]
        self._order = order
        places = {row: place for place, row in enumerate(order)}
        new = [self.index(places[row], at.column()) for row, at in zip(held, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _announce_all(self) -> None:
        if self._order and self.columns:
            last = self.index(len(self._order) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
