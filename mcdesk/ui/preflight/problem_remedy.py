"""What is done about a problem: a switch for its fix, a button for its rows, or words where it is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model.preflight import Decision, Problem
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.menu_button import MenuButton
from mcdesk.ui.controls.polish import dress
from mcdesk.ui.controls.switch import Switch
from mcdesk.ui.preflight.problem_words import (
    DECIDE,
    decision_words,
    leave_out_words,
    needs_decision,
    send_words,
    show_rows_words,
)
from mcdesk.ui.theme.theme import Theme


class Remedy(QWidget):
    """Tells what the user wants; what holds is told by the next problem it is shown."""

    switched = Signal(bool)
    decided = Signal(str)
    rows_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.switch = Switch(theme)
        self.switch.clicked.connect(self.switched)
        self.decide = MenuButton(theme, DECIDE)
        dress(self.decide, "secondary", dense=True)
        self._kept = ElidedLabel()
        self._kept.setProperty("tone", "text2")
        self._choices: dict[Decision, QAction] = {}
        self._rows = QAction(self)
        self._fill_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.switch)
        row.addWidget(self.decide)
        row.addWidget(self._kept, 1)
        row.addStretch()

    def show_problem(self, problem: Problem) -> None:
        """Shows how things stand."""
        rule, is_asked = problem.rule, needs_decision(problem)
        self.switch.setVisible(rule.can_mend)
        self.switch.set_words(rule.fix)
        self.switch.setAccessibleName(f"{rule.fix}, {rule.title}")
        self.switch.setChecked(problem.is_mended)
        self.decide.setVisible(is_asked)
        self._warm(is_waiting=problem.is_open)
        self.decide.setText(decision_words(problem))
        self.decide.setAccessibleName(f"{decision_words(problem)}, {rule.title}")
        self._kept.setVisible(not is_asked and not rule.can_mend)
        self._kept.setText(rule.kept)
        self._choices[Decision.LEAVE_OUT].setText(leave_out_words(problem))
        self._choices[Decision.SEND].setText(send_words(problem))
        self._choices[Decision.SEND].setVisible(rule.can_be_sent)
        for decision, action in self._choices.items():
            action.setChecked(decision is problem.decision)
        self._rows.setText(show_rows_words(problem))

    def _warm(self, *, is_waiting: bool) -> None:
        """What still waits is written in red; a decision is not."""
        kind = "danger" if is_waiting else "secondary"
        if self.decide.property("kind") != kind:
            dress(self.decide, kind, dense=True)

    def _fill_menu(self) -> None:
        group, menu = QActionGroup(self), self.decide.popup_menu
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for decision in (Decision.LEAVE_OUT, Decision.SEND):
            action = QAction(self)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, value=decision.value: self.decided.emit(value))
            group.addAction(action)
            menu.addAction(action)
            self._choices[decision] = action
        menu.addSeparator()
        self._rows.triggered.connect(self.rows_asked)
        menu.addAction(self._rows)
