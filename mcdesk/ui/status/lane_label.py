"""One lane in the status line: its operation's icon, what runs in it, and the way on where it is stopped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model.events import LaneStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label
from mcdesk.ui.status.words import lane_name, lane_tooltip, lane_words
from mcdesk.ui.theme.theme import Theme


class LaneLabel(QWidget):
    """A rule, an icon and "Rank lane: may-auction, 2 waiting"."""

    resume_asked = Signal(str)
    """The operation whose stopped lane is to go on."""

    def __init__(self, theme: Theme, lane: LaneStatus) -> None:
        super().__init__()
        self._lane = lane
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        operation = OPERATIONS.get(lane.operation)
        self._icon = operation.icon if operation else "ph.stack"
        self._mark = IconMark(theme, self._icon, "text2", 14)
        row.addWidget(self._mark)
        self._words = ElidedLabel()
        row.addWidget(self._words)
        self._resume = LinkButton("Let it go on")
        self._resume.setAutoDefault(True)  # Enter works as Space does
        self._resume.clicked.connect(self._ask)
        row.addWidget(self._resume)
        self.show_lane(lane)

    def show_lane(self, lane: LaneStatus) -> None:
        """Shows how the lane stands now."""
        self._lane = lane
        tip, is_stopped = lane_tooltip(lane), lane.is_stopped
        self._words.setText(lane_words(lane))
        dress_label(self._words, "small", "bad" if is_stopped else "text2")
        if is_stopped:
            self._mark.set_icon("ph.warning-octagon-fill", "bad.text")
        else:
            self._mark.set_icon(self._icon, "text2")
        self._resume.setVisible(is_stopped)
        self._resume.setAccessibleName(f"Let the {lane_name(lane)} go on")
        self._resume.setAccessibleDescription(tip)
        self._resume.setToolTip(tip)
        self.setToolTip(tip)
        if is_stopped:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words of a stopped lane are a way on too."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._ask()
        super().mouseReleaseEvent(event)

    def _ask(self) -> None:
        if self._lane.is_stopped:
            self.resume_asked.emit(self._lane.operation)
