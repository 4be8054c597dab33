"""Examples side by side on one line: as many as there is room for, the first in any case."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.model.preflight import Example
from mcdesk.ui.preflight.problem_example import ExamplePair
from mcdesk.ui.theme.theme import Theme

_MOST, _GAP = 3, 24


class ExampleLine(QWidget):
    """Breaking the line would push the groups below out of sight for a third example of the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._gap = theme.px(_GAP)
        self._pairs = tuple(ExamplePair(theme) for _ in range(_MOST))
        self._shown = 0
        for pair in self._pairs:
            pair.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_examples(self, examples: Sequence[Example], place: str, tone: str) -> None:
        """Shows the first three of these. `place` is the word for a line, `tone` that of a value alone."""
        self._shown = min(len(examples), _MOST)
        for pair, example in zip(self._pairs, examples, strict=False):
            pair.show_example(place, example, tone)
        self._arrange()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All of them."""
        hints = [pair.sizeHint() for pair in self._pairs[: self._shown]]
        if not hints:
            return QSize(0, 0)
        return QSize(sum(hint.width() + self._gap for hint in hints) - self._gap, hints[0].height())

    def minimumSizeHint(self) -> QSize:
        """Part of the first: it is cut rather than the link beside it."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows those that fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        left = 0
        for number, pair in enumerate(self._pairs):
            hint = pair.sizeHint()
            fits = number < self._shown and (number == 0 or left + hint.width() <= self.width())
            pair.setVisible(fits)
            if fits:
                pair.setGeometry(left, 0, hint.width(), hint.height())
            left += hint.width() + self._gap
