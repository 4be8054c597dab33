"""The Qt model of a decoded vehicle: groups, and in them attributes. It finds and edits nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mcdesk.model.specs import Attribute, SpecGroup
from mcdesk.ui.pages.tips import plain_tip

ATTRIBUTE, VALUE, KEY = 0, 1, 2
TITLES = ("Attribute", "Value", "Key")

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


class SpecsModel(QAbstractItemModel):
    """Two floors: a group's rows are its attributes. The internal id is 0 for a group, else its place + 1."""

    def __init__(self, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._groups: tuple[SpecGroup, ...] = ()

    def show_groups(self, groups: Sequence[SpecGroup]) -> None:
        """Shows other groups in place of these."""
        self.beginResetModel()
        self._groups = tuple(groups)
        self.endResetModel()

    def group_at(self, index: AnyIndex) -> SpecGroup | None:
        """The group of a group's row; None for an attribute's."""
        is_group = index.isValid() and not index.internalId()
        return self._groups[index.row()] if is_group else None

    def attribute_at(self, index: AnyIndex) -> Attribute | None:
        """The attribute of a row; None for a group's."""
        if not index.isValid() or not index.internalId():
            return None
        return self._groups[index.internalId() - 1].attributes[index.row()]

    def index(self, row: int, column: int, parent: AnyIndex = _NOWHERE) -> QModelIndex:
        """A group's, or an attribute's below it."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: AnyIndex = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The group of an attribute."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many groups, or attributes of a group."""
        if not parent.isValid():
            return len(self._groups)
        group = self.group_at(parent) if parent.column() == 0 else None
        return len(group.attributes) if group is not None else 0

    def columnCount(self, _parent: AnyIndex = _NOWHERE) -> int:
        """Attribute, value, key."""
        return len(TITLES)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        """Words, tool tips, and the sentence of a row."""
        group, attribute = self.group_at(index), self.attribute_at(index)
        if group is not None:
            return _of_group(group, index.column(), role)
        if attribute is None:
            return None
        words = (attribute.label, attribute.value, attribute.key)[index.column()]
        match role:
            case _Role.DisplayRole:
                return words
            case _Role.ToolTipRole:
                return plain_tip(words)
            case _Role.AccessibleTextRole if index.column() == ATTRIBUTE:
                return f"{attribute.label}: {attribute.value or 'empty'}, key {attribute.key}"
            case _Role.AccessibleTextRole:
                return f"{TITLES[index.column()]}: {words or 'empty'}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The columns' titles."""
        is_title = role in (_Role.DisplayRole, _Role.AccessibleTextRole)
        if orientation is Qt.Orientation.Horizontal and is_title and 0 <= section < len(TITLES):
            return TITLES[section]
        return None


def _of_group(group: SpecGroup, column: int, role: int) -> str | None:
    if column:
        return None
    if role == _Role.DisplayRole:
        return group.title
    number = len(group.attributes)
    if role == _Role.AccessibleTextRole:
        return f"{group.title}, group of {number} {'attribute' if number == 1 else 'attributes'}"
    return None
