"""Whether only the first rows are sent, as a trial, and how many. It shows and tells; it counts nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mcdesk.ui.panels.check_box import CheckBox
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

USUAL = 100
_MOST = 10_000_000


class TrialBox(QWidget):
    """`changed` tells the number of rows, None for all of them."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._box = CheckBox(theme, "Trial of the first")
        self._box.setToolTip("Sends a few rows to see what comes back before all of them go")
        self._number = QLineEdit(str(USUAL))
        self._number.setValidator(QIntValidator(1, _MOST, self._number))
        self._number.setFixedWidth(theme.px(64))
        self._number.setAccessibleName("Rows of the trial")
        self._number.setEnabled(False)
        self._told: int | None = None
        self._box.toggled.connect(self._on_toggled)
        self._number.editingFinished.connect(self._tell)
        row.addWidget(self._box)
        row.addWidget(self._number)
        row.addWidget(label("rows", "", "text2"))
        self._name()

    def show_trial(self, first_rows: int | None) -> None:
        """Shows what holds, without telling it."""
        self._told = first_rows
        self._number.setText(str(USUAL if first_rows is None else first_rows))
        self._box.setChecked(first_rows is not None)
        self._number.setEnabled(first_rows is not None)
        self._name()

    def _on_toggled(self, is_on: bool) -> None:
        self._number.setEnabled(is_on)
        self._tell()

    def _tell(self) -> None:
        wanted = self._rows() if self._box.isChecked() else None
        if wanted != self._told:
            self._told = wanted
            self._name()
            self.changed.emit(wanted)

    def _name(self) -> None:
        self._box.setAccessibleName(f"Trial of the first {self._rows():,} rows")

    def _rows(self) -> int:
        if not self._number.hasAcceptableInput():
            self._number.setText(str(USUAL))
        return int(self._number.text())
