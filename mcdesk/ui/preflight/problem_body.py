"""The open part of a group: three examples, what the problem means, and the way to all of its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._examples, 1)
        row.addWidget(self.all_link, 0, Qt.AlignmentFlag.AlignBottom)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(indent, 0, theme.px(8), theme.px(12))
        lines.setSpacing(theme.px(8))
        lines.addLayout(row)
        lines.addWidget(self._advice)

    def show_problem(self, problem: Problem, place: str) -> None:
        """Shows what is known of a problem. `place` is the word for a line of the file."""
        self._examples.show_examples(problem.examples, place, look_of(problem).tone)
        self._advice.setText(problem.rule.advice)
        self.all_link.setText(show_all_words(problem))
        self.all_link.setAccessibleName(f"{show_all_words(problem)}, {problem.rule.title}")
