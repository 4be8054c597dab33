"""The line over a compared answer: with what, how much moved, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mcdesk.model.words import exact
from mcdesk.ui.answer.moments import day_and_time
from mcdesk.ui.answer.moves import summary
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.controls.button import dress
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.label import label
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
        self._counts = label("", "small", "text2")
        self._stop = LinkButton("Stop comparing")
        self._stop.clicked.connect(self.stop_asked)
        row = FlowLayout(self, theme.px(8))
        row.setContentsMargins(0, theme.px(8), 0, theme.px(2))
        row.addWidget(self.choose)
        row.addWidget(self._beside())
        self.hide()

    def _beside(self) -> QWidget:
        """Counts and the way out, in the middle of the chip's height."""
        beside = QWidget()
        beside.setMinimumHeight(self.choose.sizeHint().height())
        inner = QHBoxLayout(beside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._counts)
        inner.addWidget(self._stop)
        return beside

    def show_comparison(self, view: AnswerView, now: float) -> None:
        """Says what is compared with what, and goes away where nothing is."""
        comparison = view.comparison()
        self.setVisible(comparison is not None)
        if view.against is not None and comparison is not None:
            with_what = day_and_time(view.against.asked_at, now)
            self.choose.setText(f"Compared with {with_what}")
            self.choose.setToolTip(f"Asked {exact(view.against.asked_at)}. Choose another answer.")
            self._counts.setText(summary(comparison))
