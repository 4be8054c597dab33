"""The open part of a group: three examples, what the problem means, and the way to all of its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from mcdesk.model.preflight import Problem
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.label import label
from mcdesk.ui.preflight.example_line import ExampleLine
from mcdesk.ui.preflight.problem_words import look_of, show_all_words
from mcdesk.ui.theme.theme import Theme


class ProblemBody(QWidget):
    """Its widgets stay the same from one report to the next, so that focus and sight keep their place."""

    all_asked = Signal()

    def __init__(self, theme: Theme, indent: int) -> None:
        super().__init__()
        self._examples = ExampleLine(theme)
        self.all_link = LinkButton("")
        self.all_link.clicked.connect(self.all_asked)
        self._advice = label("", "small", "text2", wrap=True)
        self._places = QGridLayout(self)
        self._places.setContentsMargins(indent, 0, theme.px(8), theme.px(12))
        self._places.setHorizontalSpacing(theme.px(12))
        self._places.setVerticalSpacing(theme.px(8))
        self._places.setColumnStretch(0, 1)
        self._has_examples = True
        self._arrange()

    def show_problem(self, problem: Problem, place: str) -> None:
        """Shows what is known of a problem. `place` is the word for a line of the file."""
        if self._has_examples != bool(problem.examples):
            self._has_examples = bool(problem.examples)
            self._arrange()
        self._examples.show_examples(problem.examples, place, look_of(problem).tone)
        self._advice.setText(problem.rule.advice)
        self.all_link.setText(show_all_words(problem))
        self.all_link.setAccessibleName(f"{show_all_words(problem)}, {problem.rule.title}")

    def _arrange(self) -> None:
        """The link stands at the end of the examples, or of the advice where there is nothing to show."""
        for widget in (self._examples, self._advice, self.all_link):
            self._places.removeWidget(widget)
        self._examples.setVisible(self._has_examples)
        if self._has_examples:
            self._places.addWidget(self._examples, 0, 0)
            self._places.addWidget(self.all_link, 0, 1, Qt.AlignmentFlag.AlignBottom)
            self._places.addWidget(self._advice, 1, 0, 1, 2)
        else:
            self._places.addWidget(self._advice, 0, 0)
            self._places.addWidget(self.all_link, 0, 1, Qt.AlignmentFlag.AlignTop)
