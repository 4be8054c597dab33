"""The Qt model of a result's rows to pick from: the columns that they have. It reads no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mcdesk.model.lookups import DEALER, VEHICLE
from mcdesk.model.words import count
from mcdesk.results.rank_rows import COLUMNS, ResultRow
from mcdesk.ui.pages.tips import plain_tip

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_Role = Qt.ItemDataRole
_WIDTHS = {
    "vin": 168,
    "price": 72,
    "miles": 72,
    "source": 190,
    "zip": 68,
    "mc_location_id": 118,
    "vin_score": 88,
    "dealer_ymm_score": 134,
}
_WIDTH_ELSEWHERE = 84
_TEXTS = ("vin", *DEALER.names)


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column of the result; `name` is "" for the line."""

    name: str
    title: str
    width: int
    is_figure: bool = False

    def text(self, row: ResultRow) -> str:
        """What stands in its cell."""
        return row.values.get(self.name, "") if self.name else count(row.line)


_LINE = RowColumn("", "Line", 64, is_figure=True)
_RANK = "vin_rank"
"""Stands first: it is what people look for, and must not be scrolled to."""
_ALL = (
    _LINE,
    *(
        RowColumn(name, name, _WIDTHS.get(name, _WIDTH_ELSEWHERE), name not in _TEXTS)
        for name in sorted(COLUMNS, key=lambda name: name != _RANK)
    ),
)


class RowsModel(QAbstractTableModel):
    """Rows in the order of the file."""

    def __init__(self, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._rows: tuple[ResultRow, ...] = ()
        self.columns: tuple[RowColumn, ...] = (_LINE,)

    def show_rows(self, rows: Sequence[ResultRow]) -> None:
        """Shows other rows, and of their columns those that any of them has."""
        self.beginResetModel()
        self._rows = tuple(rows)
        known = {name for row in rows for name in row.values}
        self.columns = tuple(column for column in _ALL if column is _LINE or column.name in known)
        self.endResetModel()

    def row_at(self, place: int) -> ResultRow | None:
        """The row at a place; None beyond the end."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """The line, and what the rows have."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        """Words, tool tips, and the sentence of a row."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()]
        match role:
            case _Role.DisplayRole:
                return column.text(row)
            case _Role.ToolTipRole:
                return plain_tip(column.text(row))
            case _Role.TextAlignmentRole:
                return _RIGHT if column.is_figure else _LEFT
            case _Role.AccessibleTextRole:
                return sentence(row) if index.column() == 0 else f"{column.title}: {column.text(row)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The columns' names at the service, as results have them."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _Role.TextAlignmentRole:
            return _RIGHT if self.columns[section].is_figure else _LEFT
        return self.columns[section].title if role in (_Role.DisplayRole, _Role.AccessibleTextRole) else None


def has_vehicle(row: ResultRow) -> bool:
    """Whether the row tells a vehicle."""
    return bool(row.values.get(VEHICLE.identity[0], "").strip())


def has_dealer(row: ResultRow) -> bool:
    """Whether the row tells a dealer."""
    return bool(row.values.get(DEALER.identity[0], "").strip())


def sentence(row: ResultRow) -> str:
    """A row as a screen reader says it."""
    told = [f"{name} {text}" for name, text in row.values.items() if text]
    return ", ".join([f"Line {row.line:,}", *told])
