"""What stands here while the service is asked: what is under way, how long, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.lookups import RankRequest
from mcdesk.model.words import duration
from mcdesk.ui.answer.ghost import Ghost
from mcdesk.ui.answer.words import waiting
from mcdesk.ui.controls.button import button
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

_SHOWN_AFTER = 1.0
"""Seconds: most answers are there before anybody could read a clock."""


class WaitingPage(QWidget):
    """Counts seconds by what it is told; `cancel_asked` breaks the request off."""

    cancel_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._since = 0.0
        self._what = label("", "section")
        self._passed = label("", "", "text2")
        self.cancel = button(theme, "Cancel", dense=True)
        self.cancel.clicked.connect(self.cancel_asked)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(IconMark(theme, "ph.spinner-bold", "run.text", 16))
        row.addWidget(self._what)
        row.addWidget(self._passed)
        row.addStretch(1)
        row.addWidget(self.cancel)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(28))
        lines.addLayout(row)
        lines.addWidget(Ghost(theme, is_example=False), 0, Qt.AlignmentFlag.AlignTop)
        lines.addStretch(1)

    def show_request(self, request: RankRequest, now: float) -> None:
        """What is asked since `now` (seconds since 1970)."""
        self._since = now
        self._what.setText(waiting(request))
        self.tick(now)

    def tick(self, now: float) -> None:
        """Time has passed."""
        passed = now - self._since
        self._passed.setText(duration(passed) if passed >= _SHOWN_AFTER else "")
