"""The buttons below an answer: as a batch, compare, export. It tells wishes and writes nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model.words import rows
from mcdesk.ui.answer.earlier_menu import pop_up_at
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_FILES = ((".csv", "CSV", "ph.file-text"), (".xlsx", "Excel workbook", "mdi6.file-excel-outline"))

_NARROW = 350


class AnswerFooter(QWidget):
    """Only the way to a batch is there before an answer is."""

    batch_asked = Signal()
    compare_asked = Signal()
    export_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows = 0
        self._batch = button(theme, "Send as batch…", icon_name="ph.stack")
        self.compare = button(theme, "Compare…", icon_name="ph.arrows-left-right")
        self._export = button(theme, "Export", icon_name="ph.export")
        self._buttons = (self._batch, self.compare, self._export)
        self._icons = tuple(each.icon() for each in self._buttons)
        self._batch.clicked.connect(self.batch_asked)
        self.compare.clicked.connect(self.compare_asked)
        self._export.clicked.connect(self.open_export)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(10), 0, 0)
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for each in self._buttons:
            row.addWidget(each)
        self.show_rows(0)

    def set_can_batch(self, can_batch: bool) -> None:
        """Whether the form holds anything that a batch could be made of."""
        self._batch.setEnabled(can_batch)

    def show_rows(self, number: int) -> None:
        """How many rows could be exported; none takes what needs an answer away."""
        self._rows = number
        self.compare.setVisible(number > 0)
        self._export.setVisible(number > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the icons out where there is room for the words alone."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._theme.px(_NARROW)
        for each, own in zip(self._buttons, self._icons, strict=True):
            each.setIcon(QIcon() if is_narrow else own)

    def open_export(self) -> None:
        """Opens the menu of files, if there is something to write."""
        if not self._rows:
            return
        menu = new_menu(self._export)
        menu.aboutToHide.connect(menu.deleteLater)
        for suffix, words, name in _FILES:
            entry = menu.addAction(icon(self._theme, name), f"{words}, {rows(self._rows)}")
            entry.triggered.connect(lambda _=False, chosen=suffix: self.export_asked.emit(chosen))
        pop_up_at(menu, self._export)
