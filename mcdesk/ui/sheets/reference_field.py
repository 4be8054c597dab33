"""The line for the name of a job."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class ReferenceField(QLineEdit):
    """The name of the job. Enter submits, but not the one that is held or pressed twice on the way here."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        self._wide, self._is_let = wide, False
        self.setAccessibleName("Reference")
        self.setToolTip("The name of the job, in mcdesk and at the service")

    def let_enter_submit(self, *, is_let: bool) -> None:
        """Whether Enter is the sheet's."""
        self._is_let = is_let

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keeps an Enter that came too early; Ctrl+Enter is asked for elsewhere and never kept."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and (event.isAutoRepeat() or not self._is_let):
            event.accept()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as told: names are short, and longer ones scroll."""
        return QSize(self._wide, super().sizeHint().height())
