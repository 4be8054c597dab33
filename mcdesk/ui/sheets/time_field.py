"""A field for a time of day. The arrows step it by a quarter of an hour."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from mcdesk.ui.controls.polish import repolish
from mcdesk.ui.sheets.start_times import is_whole, stepped, time_in
from mcdesk.ui.theme.theme import Theme

_WIDTH, _STEP = 72, 15


class TimeField(QLineEdit):
    """Takes what people write: 18:00, 18.00, 1800, 18. `changed` tells of the user's hand only."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setMaxLength(8)
        self.setFixedWidth(theme.px(_WIDTH))
        self.setAccessibleName("Time of day")
        self.setAccessibleDescription("24 hours, such as 18:00. The arrows step by 15 minutes.")
        self.textChanged.connect(self._judge)
        self.textEdited.connect(self.changed)

    @property
    def at(self) -> time | None:
        """What is written; None while that is no time."""
        return time_in(self.text())

    @property
    def is_whole(self) -> bool:
        """Whether it is written out to the minute, so that no more is to be typed: 18:00, but not 18."""
        return self.at is not None and is_whole(self.text())

    def show_time(self, at: time) -> None:
        """Shows a time, without telling it."""
        self.setText(f"{at:%H:%M}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down make it later and earlier, as in any field of numbers."""
        at = self.at
        if at is None or event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        self.show_time(stepped(at, _STEP if event.key() == Qt.Key.Key_Up else -_STEP))
        self.changed.emit()

    def _judge(self) -> None:
        tone = "" if self.at is not None else "bad"
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)
