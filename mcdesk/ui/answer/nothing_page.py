"""What stands here before anything was asked: what an answer looks like, and how to get one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mcdesk.model.lookups import Ranking
from mcdesk.ui.answer.ghost import Ghost
from mcdesk.ui.answer.ranked_paint import DEALER_TONE, VIN_TONE
from mcdesk.ui.answer.scroll_page import ScrollPage
from mcdesk.ui.answer.sorting import MEANS, SortKey
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

_TONES = {SortKey.PLACE: "", SortKey.VIN_SCORE: VIN_TONE, SortKey.DEALER_SCORE: DEALER_TONE}


class NothingPage(ScrollPage):
    """A picture, a sentence, and what each figure means."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._how = label("", "", "text2", wrap=True)
        lines = self.lines
        lines.setSpacing(theme.px(6))
        lines.addWidget(label("The answer appears here", "section"))
        lines.addWidget(self._how)
        lines.addSpacing(theme.px(8))
        lines.addWidget(Ghost(theme, is_example=True))
        lines.addSpacing(theme.px(14))
        lines.addLayout(_meanings(theme))
        lines.addStretch(1)

    def show_ranking(self, ranking: Ranking) -> None:
        """Says what is to be filled in for this ranking."""
        one, many = ranking.one.noun, ranking.many.plural
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self._how.setText(
            f"Fill in one {one} and up to {ranking.most:,} {many} at the left, then press {keys}. "
            f"The {many} come back with the best match first."
        )


def _meanings(theme: Theme) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(10))
    grid.setVerticalSpacing(theme.px(10))
    grid.setColumnStretch(1, 1)
    for line, (key, tone) in enumerate(_TONES.items()):
        told = QVBoxLayout()
        told.setSpacing(theme.px(1))
        told.addWidget(label(key.value, "small_strong"))
        told.addWidget(label(MEANS[key], "small", "text2", wrap=True))
        grid.addWidget(_Swatch(theme, tone), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(told, line, 1)
    return grid


class _Swatch(QWidget):
    """The colour of a bar, or the badge of the first rank."""

    def __init__(self, theme: Theme, tone: str) -> None:
        super().__init__()
        self._theme, self._tone = theme, tone
        self.setFixedSize(theme.px(18), theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        high = px(6 if self._tone else 14)
        wide = px(18 if self._tone else 14)
        box = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        painter.setBrush(self._theme.color(f"{self._tone}.fill" if self._tone else "accent"))
        painter.drawRoundedRect(box, px(3 if self._tone else 4), px(3 if self._tone else 4))
        if not self._tone:
            painter.setPen(self._theme.color("on_accent"))
            painter.setFont(self._theme.face(11, 600))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "1")
