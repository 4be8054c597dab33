"""One ranking: its form at the left and the answer at the right; in a narrow window one of them at a time."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from mcdesk.model.lookups import Ranking
from mcdesk.ui.answer.answer_panel import AnswerPanel
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.rank.form import RankForm
from mcdesk.ui.theme.theme import Theme

_FORM, _ANSWER = 466, 620
"""How the room is shared at first."""
_FORM_LEAST, _ANSWER_LEAST = 340, 360
_BESIDE_FROM = 740


class Part(StrEnum):
    """The two halves of a board."""

    FORM = "form"
    ANSWER = "answer"


class RankBoard(QWidget):
    """`form` and `answer` speak for themselves."""

    def __init__(self, theme: Theme, ranking: Ranking, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme = theme
        self.form = RankForm(theme, ranking)
        self.answer = AnswerPanel(theme, now)
        self.answer.show_nothing(ranking)
        self.answer.setMinimumWidth(theme.px(_ANSWER_LEAST))
        self._scroll = _scrolling(self.form)
        self._scroll.setMinimumWidth(theme.px(_FORM_LEAST))
        self._choice = Segmented(theme)
        self._choice.setAccessibleName("What is seen")
        self._choice.set_items([(part, part.capitalize(), None, True) for part in Part])
        self._choice.chosen.connect(lambda part: self.turn_to(Part(part)))
        self._choosing = QWidget()
        row = QHBoxLayout(self._choosing)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(16), 0)
        row.addWidget(self._choice)
        row.addStretch(1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self._scroll)
        self._split.addWidget(self.answer)
        self._split.setSizes([theme.px(_FORM), theme.px(_ANSWER)])
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._choosing)
        lines.addWidget(self._split, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)  # one press is one request
            shortcut.activated.connect(self.form.go)
        self._arrange()

    def turn_to(self, part: Part) -> None:
        """Brings a half into view, where there is not room for both."""
        self._choice.set_current(part)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc breaks a request off, also from the form: there the keyboard stays while one is under way."""
        if event.key() == Qt.Key.Key_Escape and self.form.is_busy:
            self.answer.cancel_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows both halves where they fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_beside = self.width() >= self._theme.px(_BESIDE_FROM)
        self._choosing.setVisible(not is_beside)
        self._scroll.setVisible(is_beside or self._choice.current == Part.FORM)
        self.answer.setVisible(is_beside or self._choice.current == Part.ANSWER)


def _scrolling(form: RankForm) -> QScrollArea:
    """Where the window is too low for a form, it scrolls rather than being squeezed."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(form)
    form.setAutoFillBackground(False)  # which the area has just switched on
    return area
