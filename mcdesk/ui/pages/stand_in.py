"""What stands in the place of a table that has nothing to show: why, and what to do. It starts nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.theme.theme import Theme

_WIDTH, _MARGIN = 460, 20


class StandIn(QScrollArea):
    """An icon, a title, a sentence, and the buttons it is given. `facts` are lines in small letters below."""

    def __init__(self, theme: Theme, buttons: Sequence[QPushButton] = ()) -> None:
        super().__init__()
        self._theme, self._buttons = theme, tuple(buttons)
        self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._mark = IconMark(theme, side=22)
        self._title = label("", "heading", wrap=True)
        self._words = label("", "", "text2", wrap=True)
        self._small = label("", "mono", "text3")
        self._small.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts = label("", "small", "text3", wrap=True)
        for words in (self._title, self._words, self._small, self._facts):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        content = self._lay_out(buttons)
        self.setWidget(content)
        # After it is the scroll area's: that gives it a ground of its own.
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    @property
    def words(self) -> str:
        """Everything it says, in reading order."""
        parts = (self._title.text(), self._words.text(), self._small.text(), self._facts.text())
        return " ".join(part for part in parts if part)

    def show_words(
        self, icon: str, title: str, words: str, *, tone: str = "", small: str = "", facts: str = ""
    ) -> None:
        """Says something else. `tone` is a state; `small` is for ids and codes, `facts` for what helps."""
        ground = "accent_soft" if not tone else f"{tone}.soft"
        self._mark.set_icon(icon, "accent_text" if not tone else f"{tone}.text")
        self._mark.set_ground(ground, 48)
        self._title.setText(title)
        set_text(self._words, words)
        set_text(self._small, small)
        set_text(self._facts, facts)
        self.setAccessibleName(self.words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sets the buttons side by side, or one below the other where there is no room for that."""
        super().resizeEvent(event)
        px, wide = self._theme.px, sum(each.sizeHint().width() for each in self._buttons)
        wide += px(8) * (len(self._buttons) - 1) + 2 * px(_MARGIN)
        is_wide = wide <= self.viewport().width()
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if direction != self._acts.direction():
            self._acts.setDirection(direction)

    def _lay_out(self, buttons: Sequence[QPushButton]) -> QWidget:
        px, content = self._theme.px, QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(_MARGIN), px(16), px(_MARGIN), px(16))
        column.setSpacing(px(8))
        column.addStretch(2)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(px(6))
        for widget in (self._title, self._words, self._small):
            column.addLayout(self._centred(widget))
        if buttons:
            column.addSpacing(px(10))
            self._acts.setSpacing(px(8))
            for each in buttons:
                self._acts.addWidget(each)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addLayout(self._acts)
            row.addStretch(1)
            column.addLayout(row)
            column.addSpacing(px(6))
        column.addLayout(self._centred(self._facts))
        column.addStretch(3)
        return content

    def _centred(self, widget: QWidget) -> QHBoxLayout:
        widget.setMaximumWidth(self._theme.px(_WIDTH))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(widget, 1000)
        line.addStretch(1)
        return line
