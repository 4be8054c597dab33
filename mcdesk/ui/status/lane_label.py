"""One lane in the status line: its operation's icon and what runs in it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model.events import LaneStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.status.words import lane_tooltip, lane_words
from mcdesk.ui.theme.theme import Theme


class LaneLabel(QWidget):
    """A rule, an icon and "Rank lane: may-auction, 2 waiting"."""

    def __init__(self, theme: Theme, lane: LaneStatus) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        operation = OPERATIONS.get(lane.operation)
        row.addWidget(IconMark(theme, operation.icon if operation else "ph.stack", "text2", 14))
        self._words = ElidedLabel()
        self._words.setProperty("kind", "small")
        self._words.setProperty("tone", "text2")
        row.addWidget(self._words)
        self.show_lane(lane)

    def show_lane(self, lane: LaneStatus) -> None:
        """Shows how the lane stands now."""
        self._words.setText(lane_words(lane))
        self.setToolTip(lane_tooltip(lane))
