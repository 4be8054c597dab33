"""The groups of the problem list: their order, which one is open, which one Tab comes through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from mcdesk.model.preflight import Problem
from mcdesk.ui.preflight.problem_row import ProblemRow
from mcdesk.ui.preflight.problem_words import Band, band_of
from mcdesk.ui.theme.theme import Theme

_LEAST_ROWS_HEIGHT, _MARGIN, _AIR = 96, 2, 4


class ProblemColumn(QScrollArea):
    """Groups are kept by rule id and changed in place: neither focus nor the open one is lost to a report.

    A group keeps the place that it came in with. One whose fix is switched off does not run away from the
    hand that switched it.

    Args:
        theme: The look.
        before: What stands before the groups in the order of Tab.
    """

    fix_switched = Signal(str, bool)
    decided = Signal(str, str)
    rows_asked = Signal(str)

    def __init__(self, theme: Theme, before: QWidget) -> None:
        super().__init__()
        self._theme, self._before = theme, before
        self._rows: dict[str, ProblemRow] = {}
        self._bands: dict[str, Band] = {}
        self._stop = ""
        self._has_opened = False
        self._page = QWidget()
        self._lines = QVBoxLayout(self._page)
        self._lines.setContentsMargins(0, 0, theme.px(_AIR), 0)
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._page)
        self.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)

    @property
    def open_rule(self) -> str:
        """The rule whose group is open; "" for none."""
        return next((rule_id for rule_id, row in self._rows.items() if row.is_open), "")

    def forget(self) -> None:
        """Another file comes: its groups get places of their own."""
        self.show_problems((), "")
        self._has_opened = False

    def show_problems(self, problems: Sequence[Problem], place: str) -> None:
        """Shows these groups, and no others. `place` is the word for a line of the file."""
        found = {problem.rule.id: problem for problem in problems}
        self._bands = {
            rule_id: self._bands.get(rule_id, band_of(problem)) for rule_id, problem in found.items()
        }
        for rule_id in [known for known in self._rows if known not in found]:
            self._drop(rule_id)
        before = list(self._rows)
        order = sorted(found, key=lambda rule_id: self._bands[rule_id])
        for at, rule_id in enumerate(order):
            self._put(at, found[rule_id], place)
        self._rows = {rule_id: self._rows[rule_id] for rule_id in order}
        if order != before:
            self._chain_stops()
        self._open_first(problems)
        self._keep_one_stop()

    def set_open(self, rule_id: str) -> None:
        """Opens one group and closes the others; "" closes all."""
        for known, row in self._rows.items():
            if row.is_open != (known == rule_id):
                row.set_open(known == rule_id)
        if rule_id in self._rows:
            self._bring_into_view(self._rows[rule_id])

    def minimumSizeHint(self) -> QSize:
        """Three groups."""
        return QSize(self._theme.px(280), self._theme.px(_LEAST_ROWS_HEIGHT))

    def sizeHint(self) -> QSize:
        """All groups, if there is room."""
        hint = self._page.sizeHint()
        return hint.expandedTo(self.minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divides the new width, the same way in every group."""
        super().resizeEvent(event)
        for row in self._rows.values():
            row.set_room(self._room())

    def _put(self, at: int, problem: Problem, place: str) -> None:
        rule_id = problem.rule.id
        row = self._rows.get(rule_id)
        if row is not None:
            row.show_problem(problem, place)
            return
        row = ProblemRow(self._theme, problem, place)
        row.set_room(self._room())
        row.toggled.connect(lambda: self._toggle(rule_id))
        row.stepped.connect(lambda step: self._step(rule_id, step))
        row.focused.connect(lambda: self._come_to(rule_id))
        row.fix_switched.connect(lambda is_on: self.fix_switched.emit(rule_id, is_on))
        row.decided.connect(lambda decision: self.decided.emit(rule_id, decision))
        row.rows_asked.connect(lambda: self.rows_asked.emit(rule_id))
        self._rows[rule_id] = row
        self._lines.insertWidget(at, row)
        row.show()

    def _drop(self, rule_id: str) -> None:
        row = self._rows[rule_id]
        holder = QApplication.focusWidget()
        if holder is not None and row.isAncestorOf(holder):
            names = list(self._rows)
            at = names.index(rule_id)
            beside = names[at + 1 : at + 2] or names[max(0, at - 1) : at]
            if beside:
                self._rows[beside[0]].head.setFocus(Qt.FocusReason.OtherFocusReason)
        del self._rows[rule_id]
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _open_first(self, problems: Sequence[Problem]) -> None:
        """Once, so that it is seen what groups hold: the first to decide on, else the first mended one."""
        if self._has_opened or not self._rows:
            return
        self._has_opened = True
        is_waiting = {problem.rule.id: problem.is_open for problem in problems}
        waiting = [rule_id for rule_id in self._rows if is_waiting[rule_id]]
        mended = [rule_id for rule_id in self._rows if self._bands[rule_id] is Band.MEND]
        self.set_open((waiting or mended or list(self._rows))[0])

    def _toggle(self, rule_id: str) -> None:
        self._has_opened = True
        self.set_open("" if self._rows[rule_id].is_open else rule_id)

    def _step(self, rule_id: str, step: int) -> None:
        names = list(self._rows)
        at = max(0, min(names.index(rule_id) + step, len(names) - 1))
        self._rows[names[at]].head.setFocus(Qt.FocusReason.OtherFocusReason)

    def _come_to(self, rule_id: str) -> None:
        self._stop = rule_id
        self._keep_one_stop()
        self._bring_into_view(self._rows[rule_id])

    def _chain_stops(self) -> None:
        """Qt puts what is made later at the end of the window's Tab order, wherever it stands."""
        before = self._before
        for row in self._rows.values():
            for stop in row.stops:
                QWidget.setTabOrder(before, stop)
                before = stop

    def _keep_one_stop(self) -> None:
        """Tab comes through one group and then leaves the list; the arrow keys go to the others."""
        if self._stop not in self._rows:
            self._stop = next(iter(self._rows), "")
        for rule_id, row in self._rows.items():
            row.set_tab_stop(rule_id == self._stop)

    def _bring_into_view(self, row: ProblemRow) -> None:
        self._lines.activate()
        self.ensureWidgetVisible(row, 0, self._theme.px(_MARGIN))

    def _room(self) -> int:
        return self.viewport().width() - self._theme.px(_AIR)
