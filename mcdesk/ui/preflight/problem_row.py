"""One group of the problem list: its line, what is done about it, and the part that opens below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mcdesk.model.preflight import Problem
from mcdesk.ui.preflight.problem_body import ProblemBody
from mcdesk.ui.preflight.problem_head import HEAD_HEIGHT, TITLE_LEFT, ProblemHead
from mcdesk.ui.preflight.problem_remedy import Remedy
from mcdesk.ui.theme.theme import Theme

_RADIUS, _GAP, _BESIDE_FROM, _REMEDY_SHARE, _REMEDY_LEAST = 8, 18, 560, 0.44, 200
_FAR = 1_000
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR}


class ProblemRow(QWidget):
    """Tells what the user wants of its rule. One that is narrow sets the remedy below the title."""

    toggled = Signal()
    stepped = Signal(int)
    focused = Signal()
    fix_switched = Signal(bool)
    decided = Signal(str)
    rows_asked = Signal()

    def __init__(self, theme: Theme, problem: Problem, place: str) -> None:
        super().__init__()
        self._theme = theme
        self.head = ProblemHead(theme, problem)
        self.remedy = Remedy(theme)
        self.body = ProblemBody(theme, theme.px(TITLE_LEFT))
        self._is_beside = True
        self._top = QGridLayout()
        self._top.setContentsMargins(0, 0, theme.px(8), 0)
        self._top.setHorizontalSpacing(theme.px(_GAP))
        self._top.setVerticalSpacing(0)
        self._top.setColumnStretch(0, 1)
        self._top.addWidget(self.head, 0, 0)
        self._top.addWidget(self.remedy, 0, 1)
        self._top.setRowMinimumHeight(0, theme.px(HEAD_HEIGHT))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(6))
        lines.addLayout(self._top)
        lines.addWidget(self.body)
        self.body.hide()
        self._connect()
        self.show_problem(problem, place)

    @property
    def is_open(self) -> bool:
        """Whether its examples are in sight."""
        return not self.body.isHidden()

    def show_problem(self, problem: Problem, place: str) -> None:
        """Shows how things stand. `place` is the word for a line of the file."""
        self.head.show_problem(problem)
        self.remedy.show_problem(problem)
        self.body.show_problem(problem, place)

    def set_open(self, is_open: bool) -> None:
        """Opens or closes the part below."""
        self.head.set_open(is_open)
        self.body.setVisible(is_open)
        self.update()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What takes the focus, in reading order."""
        return self.head, self.remedy.switch, self.remedy.decide, self.body.all_link

    def set_tab_stop(self, is_stop: bool) -> None:
        """Whether Tab comes through this group. The arrow keys reach it in any case."""
        policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
        for widget in self.stops:
            widget.setFocusPolicy(policy)

    def set_room(self, width: int) -> None:
        """Divides the width of the list, the same way in every group."""
        px, is_beside = self._theme.px, width >= self._theme.px(_BESIDE_FROM)
        if is_beside != self._is_beside:
            self._is_beside = is_beside
            self._top.removeWidget(self.remedy)
            self._top.addWidget(self.remedy, 0 if is_beside else 1, 1 if is_beside else 0)
            self.remedy.setContentsMargins(
                0 if is_beside else px(TITLE_LEFT), 0, 0, px(0 if is_beside else 4)
            )
        room = max(px(_REMEDY_LEAST), round(width * _REMEDY_SHARE)) if is_beside else width - px(8)
        self.remedy.setFixedWidth(room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home and End go to another group, from its line and from its switch alike."""
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's buttons would take Up and Down as Tab."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
            return True
        if event.type() is QEvent.Type.FocusIn:
            self.focused.emit()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Is taken, or Qt would not tell of the release."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The free room beside the remedy opens too."""
        is_on_line = event.position().y() <= self.remedy.geometry().bottom()
        if event.button() is Qt.MouseButton.LeftButton and is_on_line:
            self.toggled.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the card of an open group, and the ring of the one that has the focus."""
        if not self.is_open and not self.head.hasFocus():
            return
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, box = theme.px(_RADIUS), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.is_open:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(box, radius, radius)
        if self.head.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _connect(self) -> None:
        self.head.clicked.connect(self.toggled)
        self.head.focus_changed.connect(lambda _: self.update())
        self.remedy.switched.connect(self.fix_switched)
        self.remedy.decided.connect(self.decided)
        self.remedy.rows_asked.connect(self.rows_asked)
        self.body.all_asked.connect(self.rows_asked)
        for widget in self.stops:
            widget.installEventFilter(self)
