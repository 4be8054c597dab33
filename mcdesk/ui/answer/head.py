"""The head of an answer: what it is, how old, and the heads that sort it. It sorts nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mcdesk.ui.answer.figures import SCALE_FIGURES, share_of
from mcdesk.ui.answer.ink import MIDDLE, Ink
from mcdesk.ui.answer.lanes import lanes_of
from mcdesk.ui.answer.ranked_paint import DEALER_TONE, VIN_TONE
from mcdesk.ui.answer.sort_button import SortButton
from mcdesk.ui.answer.sorting import BY_RANK, Sorting, SortKey, title_words
from mcdesk.ui.answer.told_label import ToldLabel
from mcdesk.ui.answer.words import Counts
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.label import dress_label, label, set_text
from mcdesk.ui.theme.theme import Theme

_SCALE_HIGH, _NARROW, _FIGURE_ROOM, _ROOM_FOR_MIDDLE = 30, 470, 60, 96
_SAID_GAP, _LINK_HIGH = 9, 20
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class AnswerHead(QWidget):
    """Title, facts and legend. `scale` belongs right above the bars, below what else there is to say."""

    sort_asked = Signal(SortKey)
    failed_asked = Signal()
    """What was not ranked is to come into view."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._noun, self._is_ranked = "", True
        self._sorting = BY_RANK
        self._title = label("", "section")
        self._ranked = label("", "", "text2")
        self._failed = LinkButton("")
        self._failed.clicked.connect(self.failed_asked)
        self._facts = ToldLabel()
        dress_label(self._facts, "", "text2")
        self.scale = ScaleHead(theme)
        scores = (
            SortButton(theme, SortKey.VIN_SCORE, SortKey.VIN_SCORE, VIN_TONE),
            SortButton(theme, SortKey.DEALER_SCORE, SortKey.DEALER_SCORE, DEALER_TONE),
        )
        self._buttons = (*self.scale.buttons, *scores)
        for each in self._buttons:
            each.clicked.connect(lambda _=False, key=each.key: self.sort_asked.emit(key))
            each.installEventFilter(self)
        self._lay_out(scores)

    def show_facts(self, noun: str, counts: Counts, facts: str, exact: Sequence[str]) -> None:
        """What the list holds and since when; `exact` is for the mouse. Nothing ranked needs no heads."""
        self._noun, self._is_ranked = noun, counts.ranked > 0
        for each in self._buttons[-2:]:
            each.setVisible(self._is_ranked)
        self.scale.setVisible(self._is_ranked)
        ranked = f"{counts.ranked:,} ranked"
        has_failed = counts.failed > 0
        set_text(self._ranked, f"{ranked} ·" if has_failed else "")
        self._failed.setText(f"{counts.failed:,} not ranked")
        self._failed.setVisible(has_failed)
        self._facts.show_told(f"· {facts}" if has_failed else f"{ranked} · {facts}", *exact)
        self.scale.set_noun(noun.capitalize())
        self.show_sorting(self._sorting)
        self._arrange()

    def show_sorting(self, sorting: Sorting) -> None:
        """Which order holds."""
        self._sorting = sorting
        title = title_words(sorting, self._noun) if self._is_ranked else "Nothing ranked"
        self._title.setText(title)
        for each in self._buttons:
            each.show_sorting(sorting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and Right move among the heads: one stop for Tab is enough for all of them."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            places = [place for place, each in enumerate(self._buttons) if each is watched]
            if step is not None and places:
                wanted = self._buttons[(places[0] + step) % len(self._buttons)]
                wanted.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the legend on a line of its own where it has no room beside the title."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """What has no room beside the title goes below it: first the legend, then the counts."""
        room, has_failed = self.width(), self._failed.isVisibleTo(self)
        counted = self._counted.minimumSize().width()
        beside = self._title.sizeHint().width() + self._theme.px(_SAID_GAP) + counted
        legend = self._legend.sizeHint().width() + self._theme.px(_SAID_GAP)
        is_narrow = room < self._theme.px(_NARROW) or (has_failed and room < beside + legend)
        _turn(self._line, is_narrow)
        _turn(self._said, is_narrow and has_failed and room < beside)

    def _lay_out(self, scores: tuple[SortButton, ...]) -> None:
        px = self._theme.px
        self._counted = counted = QHBoxLayout()
        counted.setSpacing(px(3))
        counted.addWidget(self._ranked)
        counted.addWidget(self._failed)
        counted.addWidget(self._facts, 1)
        self._failed.setFixedHeight(px(_LINK_HIGH))
        self._failed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._said = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._said.setSpacing(px(_SAID_GAP))
        self._said.addWidget(self._title)
        self._said.addLayout(counted, 1)
        self._legend = legend = QHBoxLayout()
        legend.setSpacing(px(4))
        for each in scores:
            legend.addWidget(each)
        legend.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(px(4))
        self._line.addLayout(self._said, 1)
        self._line.addLayout(legend)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(2))
        lines.addLayout(self._line)


def _turn(line: QBoxLayout, is_below: bool) -> None:
    way = QBoxLayout.Direction.TopToBottom if is_below else QBoxLayout.Direction.LeftToRight
    if line.direction() != way:
        line.setDirection(way)


class ScaleHead(QWidget):
    """Heads of rank and name, and the scale's figures over its lines. It lies as the rows lie below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._room = 0
        self._has_marks = False
        self.buttons = (SortButton(theme, SortKey.PLACE, "Rank"), SortButton(theme, SortKey.NAME, "Name"))
        for each in self.buttons:
            each.setParent(self)
        self.setFixedHeight(theme.px(_SCALE_HIGH))

    def set_noun(self, noun: str) -> None:
        """What the rows are about."""
        self.buttons[1].set_words(noun)
        self._place()

    def set_room(self, width: int) -> None:
        """How wide a row is: less than this widget where there is a scroll bar."""
        self._room = width
        self._place()

    def set_marks(self, has_marks: bool) -> None:
        """Whether the rows say how they moved."""
        self._has_marks = has_marks
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the scale and the line below."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        bars = lanes_of(self._room, px, has_marks=self._has_marks).bars
        ink, wide = Ink(theme, "text2", 12, 500), px(_FIGURE_ROOM)
        figures = (
            SCALE_FIGURES if bars.width >= px(_ROOM_FOR_MIDDLE) else (SCALE_FIGURES[0], SCALE_FIGURES[-1])
        )
        for figure in figures:
            x = bars.left + bars.width * share_of(figure)
            ink.write(painter, QRectF(x - wide / 2, 0, wide, self.height()), f"{figure:,}", MIDDLE)
        painter.fillRect(0, self.height() - 1, self._room, 1, theme.color("line2"))

    def _place(self) -> None:
        lanes, px = lanes_of(self._room, self._theme.px, has_marks=self._has_marks), self._theme.px
        for each, left in zip(self.buttons, (0.0, lanes.name.left - px(4)), strict=True):
            hint = each.sizeHint()
            each.setGeometry(round(left), (self.height() - hint.height()) // 2, hint.width(), hint.height())
        self.update()
