"""The inspector: one job, everything known of it. It shows values and tells wishes; it never acts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from mcdesk.model.details import JobDetails
from mcdesk.model.events import PollStatus
from mcdesk.ui.inspector.acts import Offer
from mcdesk.ui.inspector.body import InspectorBody
from mcdesk.ui.inspector.facts import Facts, facts_of
from mcdesk.ui.inspector.header import InspectorHeader
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

_ACROSS_FROM = 880
_NOTHING = "Select a job to see where it stands."


class Inspector(QFrame):
    """Stands below the table or beside it."""

    asked = Signal(str, object)
    """The row's key and the Offer that was chosen."""
    folder_asked = Signal(str)
    """The path of a file."""

    def __init__(self, theme: Theme, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self._details: JobDetails | None = None
        self._poll, self._place = PollStatus(), NO_PLACE
        self._facts: Facts | None = None
        self.setProperty("kind", "sunken")
        self.setAccessibleName("Job details")
        self._header = InspectorHeader(theme)
        self._header.actions_row.asked.connect(self._on_asked)
        self._body = InspectorBody(theme)
        self._body.folder_asked.connect(self.folder_asked)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        self._body.setAutoFillBackground(False)
        self._pages = QStackedLayout(self)
        self._pages.setSizeConstraint(QStackedLayout.SizeConstraint.SetNoConstraint)
        self._pages.addWidget(self._nothing())
        self._pages.addWidget(self._something())

    def show_details(
        self, details: JobDetails | None, poll: PollStatus, place: QueuePlace = NO_PLACE
    ) -> None:
        """Shows a job, or that none is chosen. `place` tells of its lane while it is in one."""
        is_other = details is None or self._details is None or details.row.key != self._details.row.key
        self._details, self._poll, self._place = details, poll, place
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)
        self._refresh()

    def tick(self) -> None:
        """Brings relative times up to the present moment."""
        self._refresh()

    def set_folded(self, folded: bool) -> None:
        """Leaves only the title row, for small windows."""
        self._scroll.setVisible(not folded)

    def minimumSizeHint(self) -> QSize:
        """The title row, in the width of a narrow column."""
        return QSize(self._theme.px(360), self._theme.px(56))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the parts to the new room."""
        super().resizeEvent(event)
        across = self.width() >= self._theme.px(_ACROSS_FROM)
        self._body.set_across(across)

    def _refresh(self) -> None:
        if self._details is None:
            self._facts = None
            self._pages.setCurrentIndex(0)
            return
        facts = facts_of(self._details, self._poll, self._now(), self._place)
        self._pages.setCurrentIndex(1)
        if facts != self._facts:
            self._facts = facts
            self._header.show_facts(facts)
            self._body.show_facts(facts)

    def _on_asked(self, offer: Offer) -> None:
        if self._facts is not None:
            self.asked.emit(self._facts.key, offer)

    def _nothing(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(
            self._theme.px(20), self._theme.px(16), self._theme.px(20), self._theme.px(16)
        )
        hint: QLabel = label(_NOTHING, "", "text3")
        lines.addWidget(hint)
        lines.addStretch(1)
        return page

    def _something(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._header)
        lines.addWidget(self._scroll, 1)
        return page
