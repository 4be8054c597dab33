"""The three ways to leave while something is under way: a button each, and beside it what it costs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from mcdesk.ui.controls.button import ButtonKind, button
from mcdesk.ui.panels.label import label
from mcdesk.ui.sheets.leaving_words import choice_words
from mcdesk.ui.sheets.values import Leaving, UnderWay
from mcdesk.ui.theme.theme import Theme

_WAYS: tuple[tuple[Leaving, str, ButtonKind], ...] = (
    (Leaving.WAIT, "Wait, then quit", "primary"),
    (Leaving.GO_ON, "Quit, go on next time", "secondary"),
    (Leaving.STOP, "Stop and quit", "danger"),
)
"""From the one that loses nothing down."""


class LeavingChoices(QWidget):
    """`chosen` tells a `Leaving`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(2), 0, 0)
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(12))
        grid.setColumnStretch(1, 1)
        self._ways: dict[Leaving, tuple[QPushButton, QLabel]] = {}
        for row, (way, words, kind) in enumerate(_WAYS):
            made = button(theme, words, kind=kind)
            made.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))
            cost = label("", "small", "text2", wrap=True)
            grid.addWidget(made, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(cost, row, 1, Qt.AlignmentFlag.AlignVCenter)
            self._ways[way] = made, cost
        wide = max(made.sizeHint().width() for made, _ in self._ways.values())
        for made, _ in self._ways.values():
            made.setMinimumWidth(wide)

    def show_under_way(self, under_way: UnderWay) -> None:
        """Says of each way what it does to this."""
        for way, (made, cost) in self._ways.items():
            cost.setText(choice_words(way, under_way))
            made.setAccessibleDescription(cost.text())

    @property
    def first(self) -> QPushButton:
        """The way that loses nothing."""
        return self._ways[Leaving.WAIT][0]

    def take_focus(self) -> None:
        """Goes to the first way."""
        self.first.setDefault(True)
        self.first.setFocus(Qt.FocusReason.PopupFocusReason)
