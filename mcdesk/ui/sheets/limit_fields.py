"""What one job of an account may hold, as fields that take numbers. It checks and stores nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from mcdesk.model.limits import are_sound, limits_for
from mcdesk.model.operations import OPERATIONS, Operation
from mcdesk.model.preflight import Limits
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

_MEGABYTE = 1_000_000


class LimitFields(QWidget):
    """A line for each operation; an empty field means what the operation declares.

    `changed` tells the account's own limits by operation id, those that differ from the declared ones only.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, own: Mapping[str, Limits]) -> None:
        super().__init__()
        self._theme = theme
        self._fields: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(3, 1)
        for column, words in ((1, "Rows"), (2, "Size in MB")):
            grid.addWidget(label(words, "small", "text2"), 0, column)
        for line, operation in enumerate(OPERATIONS.values(), start=1):
            self._add_line(grid, line, operation, limits_for(operation, own))

    def _add_line(self, grid: QGridLayout, line: int, operation: Operation, limits: Limits) -> None:
        declared = limits_for(operation, {})
        rows = self._field(f"{operation.name}: rows in one job")
        rows.setPlaceholderText("any number" if declared.rows is None else f"{declared.rows:,}")
        if limits.rows is not None and limits.rows != declared.rows:
            rows.setText(str(limits.rows))
        size = self._field(f"{operation.name}: megabytes in one job")
        size.setPlaceholderText(f"{declared.size / _MEGABYTE:g}")
        if limits.size != declared.size:
            size.setText(f"{limits.size / _MEGABYTE:g}")
        grid.addWidget(label(operation.name), line, 0)
        grid.addWidget(rows, line, 1)
        grid.addWidget(size, line, 2)
        self._fields[operation.id] = (rows, size)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setFixedWidth(self._theme.px(120))
        digits = QRegularExpression(r"[0-9]{0,9}([.][0-9]{0,3})?" if "mega" in name else "[0-9]{0,9}")
        field.setValidator(QRegularExpressionValidator(digits, field))
        field.editingFinished.connect(self._on_edited)
        return field

    def _on_edited(self) -> None:
        own: dict[str, Limits] = {}
        for operation in OPERATIONS.values():
            declared = limits_for(operation, {})
            rows, size = (field.text().strip() for field in self._fields[operation.id])
            limits = Limits(
                int(rows) if rows else declared.rows,
                round(float(size) * _MEGABYTE) if size.strip(".") else declared.size,
            )
            if limits != declared and are_sound(limits):
                own[operation.id] = limits
        self.changed.emit(own)
