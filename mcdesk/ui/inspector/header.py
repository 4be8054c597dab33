"""The inspector's title row: name, state, what it is, and what can be done."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.pill import Pill
from mcdesk.ui.inspector.action_row import ActionRow
from mcdesk.ui.inspector.facts import Facts
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.theme.theme import Theme

_NAMES_ROOM = 340
_LEAST_SUBTITLE = 72
_PART_GAP = 5


class InspectorHeader(QWidget):
    """One row where there is room, else the buttons go below the name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(20), theme.px(11), theme.px(16), theme.px(11))
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        names = QWidget()
        row = QHBoxLayout(names)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        self._title = ElidedLabel()
        self._title.setProperty("kind", "heading")
        # A label of its own: the name may be cut, which part it is may not.
        self._part = label("", "heading", "text2")
        self._pill = Pill(theme)
        self._subtitle = ElidedLabel()
        self._subtitle.setProperty("kind", "small")
        self._subtitle.setProperty("tone", "text2")
        named = QHBoxLayout()
        named.setSpacing(theme.px(_PART_GAP))
        named.addWidget(self._title)
        named.addWidget(self._part)
        row.addLayout(named)
        row.addWidget(self._pill)
        row.addWidget(self._subtitle)
        row.addStretch(1)
        self._names = names
        self._hint = label("", "small", "text2")
        self.actions_row = ActionRow(theme)
        self._names_room = theme.px(_NAMES_ROOM)
        self._is_across: bool | None = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the parts to the new room."""
        super().resizeEvent(event)
        self._arrange()
        self._share_room()

    def _share_room(self) -> None:
        """The title before the subtitle: it is cut only where the room is too small for it alone."""
        gap = self._theme.px(10)
        room = self._names.width() - self._pill.sizeHint().width() - gap
        if self._part.text():
            room -= self._part.sizeHint().width() + self._theme.px(_PART_GAP)
        # Not its size hint: a label's hint is never below the least width that it was given before.
        wanted = self._title.fontMetrics().horizontalAdvance(self._title.text()) + 1
        self._title.setMinimumWidth(max(0, min(wanted, room)))
        self._subtitle.setVisible(room - wanted - gap >= self._theme.px(_LEAST_SUBTITLE))

    def _arrange(self) -> None:
        """Sets the buttons beside the name, or below it where the name would suffer."""
        beside: tuple[QWidget, ...] = (self._hint, self.actions_row)
        wanted = self._names_room + sum(each.sizeHint().width() for each in beside if not each.isHidden())
        across = self.width() >= wanted
        if across is self._is_across:
            return
        self._is_across = across
        for widget in (self._names, self._hint, self.actions_row):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._names, 0, 0)
        self._grid.addWidget(self._hint, 0 if across else 2, 1 if across else 0)
        self._grid.addWidget(self.actions_row, 0 if across else 1, 2 if across else 0)
        self._grid.setColumnStretch(0, 1)

    def show_facts(self, facts: Facts) -> None:
        """Shows another job."""
        self._title.setMinimumWidth(0)
        self._title.setText(facts.title)
        set_text(self._part, f"· {facts.part}" if facts.part else "")
        look = facts.look
        self._pill.set_state(look.word, look.tone, look.icon, look.is_solid)
        self._subtitle.setText(facts.subtitle)
        self._subtitle.setToolTip(facts.subtitle_tooltip)
        set_text(self._hint, facts.hint)
        self.actions_row.show_offers(facts.offers)
        self.actions_row.setVisible(bool(facts.offers))
        self._arrange()
        self._grid.activate()
        self._share_room()
