"""The Rank page: which ranking, the history, and a board for each ranking. It composes and asks nobody."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, RANKINGS
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.panels.label import label
from mcdesk.ui.rank.board import RankBoard
from mcdesk.ui.theme.theme import Theme

_HEIGHT = 55  # 56 with the panel's border above
_ICONS = {RANK_DEALERS.id: "ph.car", RANK_VEHICLES.id: "ph.storefront"}


class RankPage(QWidget):
    """`boards` has one for each ranking, by its id; what stands in one stays while the other is seen."""

    history_asked = Signal()
    ranking_shown = Signal(str)

    def __init__(self, theme: Theme, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme = theme
        self.boards = {ident: RankBoard(theme, ranking, now) for ident, ranking in RANKINGS.items()}
        self._choice = Segmented(theme)
        self._choice.setAccessibleName("What is ranked")
        self._choice.set_items([(each.id, each.title, None, True) for each in RANKINGS.values()])
        self._choice.set_icons(_ICONS)
        self._choice.chosen.connect(self.show_ranking)
        self._history = button(theme, "History", icon_name="ph.clock-counter-clockwise")
        self._history.setToolTip("All requests and their answers (Ctrl+H)")
        self._history.clicked.connect(self.history_asked)
        history = QShortcut(QKeySequence("Ctrl+H"), self)
        history.activated.connect(self.history_asked)
        export = QShortcut(QKeySequence("Ctrl+E"), self)
        export.activated.connect(lambda: self.current.answer.open_export())
        self._stack = QStackedWidget()
        for board in self.boards.values():
            self._stack.addWidget(board)
        self._lay_out()

    @property
    def current(self) -> RankBoard:
        """The ranking that is seen."""
        return self.boards[self._choice.current]

    def show_ranking(self, ident: str) -> None:
        """Shows the board of a ranking."""
        self._choice.set_current(ident)
        self._stack.setCurrentWidget(self.boards[ident])
        self.ranking_shown.emit(ident)

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """The parts that F6 goes through."""
        board = self.current
        return (self._choice, board.form.one, board.form.grid, board.answer)

    def _lay_out(self) -> None:
        px = self._theme.px
        head = QWidget()
        head.setFixedHeight(px(_HEIGHT))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(20), 0, px(16), 0)
        row.setSpacing(px(8))
        row.addWidget(label("Rank", "title"))
        row.addSpacing(px(14))
        row.addWidget(self._choice)
        row.addStretch(1)
        row.addWidget(self._history)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(head)
        lines.addWidget(rule)
        lines.addWidget(self._stack, 1)
