"""The line that opens a group: caret, icon, title, count. It reads as one sentence."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mcdesk.model.preflight import Problem
from mcdesk.model.words import count
from mcdesk.ui.preflight.problem_words import look_of, sentence
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

HEAD_HEIGHT, TITLE_LEFT = 32, 56
_CARET_LEFT, _CARET, _ICON_LEFT, _ICON, _GAP, _LEAST_TITLE = 9, 12, 31, 14, 12, 48
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class ProblemHead(QAbstractButton):
    """Enter, Space and a click open and close the group. The title gives way, the count never."""

    focus_changed = Signal(bool)

    def __init__(self, theme: Theme, problem: Problem) -> None:
        super().__init__()
        self._theme, self._problem = theme, problem
        self._is_open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_problem(problem)

    def show_problem(self, problem: Problem) -> None:
        """Shows how things stand."""
        self._problem = problem
        self.setText(problem.rule.title)
        self.setAccessibleName(sentence(problem))
        self.setAccessibleDescription("open" if self._is_open else "closed")
        self._tell_whole_title()
        self.update()

    def set_open(self, is_open: bool) -> None:
        """Turns the caret."""
        self._is_open = is_open
        self.setAccessibleDescription("open" if is_open else "closed")
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        title = QFontMetricsF(self._theme.face(13, 500)).horizontalAdvance(self.text())
        return QSize(round(self._room_beside_title() + title) + 1, self._theme.px(HEAD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The count whole and the start of the title."""
        px = self._theme.px
        return QSize(round(self._room_beside_title()) + px(_LEAST_TITLE), px(HEAD_HEIGHT))

    def hitButton(self, spot: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the same as Space; Up and Down are the list's."""
        if event.key() in _ENTER and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() in _ENTER:
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The group draws the ring: it knows its own edge."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        px, theme, painter = self._theme.px, self._theme, QPainter(self)
        look = look_of(self._problem)
        caret = "ph.caret-down-bold" if self._is_open else "ph.caret-right-bold"
        paint_icon(theme, painter, self._square(_CARET_LEFT, _CARET), caret, "text2")
        paint_icon(theme, painter, self._square(_ICON_LEFT, _ICON), look.icon, f"{look.tone}.text")
        box = QRectF(self.rect())
        painter.setFont(theme.face(13, 600))
        painter.setPen(theme.color(f"{look.tone}.text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | _LINE, count(self._problem.count))
        painter.setFont(theme.face(13, 500))
        painter.setPen(theme.color("text"))
        painter.drawText(box.adjusted(px(TITLE_LEFT), 0, 0, 0), _LINE, self._shown_title())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells the whole title where it is cut."""
        super().resizeEvent(event)
        self._tell_whole_title()

    def _square(self, left: int, side: int) -> QRectF:
        px = self._theme.px
        return QRectF(px(left), (self.height() - px(side)) / 2, px(side), px(side))

    def _room_beside_title(self) -> float:
        figure = QFontMetricsF(self._theme.face(13, 600)).horizontalAdvance(count(self._problem.count))
        return figure + self._theme.px(TITLE_LEFT + _GAP)

    def _shown_title(self) -> str:
        metrics = QFontMetricsF(self._theme.face(13, 500))
        room = self.width() - self._room_beside_title()
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def _tell_whole_title(self) -> None:
        self.setToolTip("" if self._shown_title() == self.text() else self.text())
