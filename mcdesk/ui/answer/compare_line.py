"""The line over a compared answer: with what, how much moved, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mcdesk.model.lookup_texts import request_from_text
from mcdesk.model.past_requests import PastRequest
from mcdesk.model.words import exact, rows
from mcdesk.ui.answer.asked_words import other_values
from mcdesk.ui.answer.moments import day_and_time
from mcdesk.ui.answer.moves import summary
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.controls.button import dress
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme


class CompareLine(QWidget):
    """Compared with yesterday, 14:02 · 3 up · 2 down. `choice_asked` wants the menu of earlier answers."""

    choice_asked = Signal()
    stop_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.choose = QPushButton()
        dress(self.choose, "chip")
        self.choose.setIcon(icon(theme, "ph.caret-down-bold", "accent_text", at_end=True))
        self.choose.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the caret goes behind the word
        self.choose.clicked.connect(self.choice_asked)
        self._counts = label("", "small", "text2", wrap=True)
        self._stop = LinkButton("Stop comparing")
        self._stop.clicked.connect(self.stop_asked)
        self._asked = label("", "small", "warn", wrap=True)
        chosen = QWidget()
        row = FlowLayout(chosen, theme.px(8))
        row.addWidget(self.choose)
        row.addWidget(self._way_out())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, theme.px(6), 0, theme.px(2))
        lines.setSpacing(theme.px(3))
        for line in (chosen, self._counts, self._asked):
            lines.addWidget(line)
        self.hide()

    def _way_out(self) -> QWidget:
        """In the middle of the chip's height."""
        place = QWidget()
        place.setMinimumHeight(self.choose.sizeHint().height())
        inner = QHBoxLayout(place)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._stop)
        return place

    def show_comparison(self, view: AnswerView, now: float) -> None:
        """Says what is compared with what, and goes away where nothing is."""
        comparison = view.comparison()
        self.setVisible(comparison is not None)
        if view.against is not None and comparison is not None:
            with_what = day_and_time(view.against.asked_at, now)
            self.choose.setText(f"Compared with {with_what}")
            self.choose.setToolTip(f"Asked {exact(view.against.asked_at)}. Choose another answer.")
            self._counts.setText(summary(comparison, view.request.ranking.many.noun))
            set_text(self._asked, _asked_otherwise(view, view.against))


def _asked_otherwise(view: AnswerView, against: PastRequest) -> str:
    """Other prices or miles move scores as days do: how the earlier request differed, "" if it did not."""
    then, now = request_from_text(against.kind, against.request), view.request
    if then is None or then.ranking is not now.ranking:
        return ""
    if words := other_values(now.ranking.one, now.one, then.one):
        return words[:1].upper() + words[1:]
    side = now.ranking.many
    earlier = {side.identity_of(cells): cells for cells in then.many}
    told = [
        words
        for cells in now.many
        if (old := earlier.get(side.identity_of(cells))) and (words := other_values(side, cells, old))
    ]
    if len(told) == 1:
        return f"One {side.noun} was {told[0]}"
    return f"{rows(len(told), side.noun)} were asked with other values then" if told else ""
