"""The first rows of a file as they stand and as they would be sent, to look at and to correct in place.

A view: it changes no value itself. What is typed is told, and shown as typed until a report has it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Report
from mcdesk.model.words import count
from mcdesk.ui.panels.label import label
from mcdesk.ui.preflight.preview_head import PROBLEMS, PreviewHead
from mcdesk.ui.preflight.preview_model import PreviewModel
from mcdesk.ui.preflight.preview_view import PreviewView
from mcdesk.ui.preflight.problem_words import title_of
from mcdesk.ui.preflight.round_frame import RoundFrame
from mcdesk.ui.theme.theme import Theme

_NOTHING_READ = "The first rows stand here as soon as they are read."
_NONE_OF_RULE = "No row shown here has this problem now."
_NO_ROWS = "The file has no rows."


class PreviewGrid(QWidget):
    """`cell_edited` tells the row's number, the place of its column in the file's header, and the text."""

    cell_edited = Signal(int, int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._report: Report | None = None
        self._model = PreviewModel(self)
        self._model.cell_edited.connect(self.cell_edited)
        self._head = PreviewHead(theme)
        self.table = PreviewView(theme, self._model)
        self._empty = label(_NOTHING_READ, "", "text3", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMinimumSize(self.table.minimumSizeHint())
        frame = RoundFrame(theme)
        self._places = frame.places
        self._places.addWidget(self._empty)
        self._places.addWidget(self.table)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(6))
        lines.addWidget(self._head)
        lines.addWidget(frame, 1)
        self._head.original_chosen.connect(self.table.set_original)
        self._head.problems_first_chosen.connect(lambda _: self._arrange(self._model.rule_id))
        self._head.all_asked.connect(self._show_all)

    @property
    def has_rows(self) -> bool:
        """Whether any row is shown."""
        return self._model.rowCount() > 0

    def show_report(self, report: Report, operation: Operation) -> None:
        """Shows another report. While the columns stay, so do place, selection and an open editor."""
        self._report = report
        self._model.show(report, operation)
        self._show_rule()

    def forget_edits(self) -> None:
        """Shows cells as the last report has them: what was typed is not wished any more."""
        self._model.forget_edits()

    def show_only(self, rule_id: str) -> None:
        """Leaves only the rows that break one rule; "" shows all."""
        self._arrange(rule_id)
        self.table.scrollToTop()

    def _show_all(self) -> None:
        self.show_only("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, rule_id: str) -> None:
        is_problems_first = self._head.order.current == PROBLEMS
        self._model.arrange(is_problems_first=is_problems_first, rule_id=rule_id)
        self._show_rule()

    def _show_rule(self) -> None:
        rule_id = self._model.rule_id
        self._head.show_rule(title_of(self._report, rule_id) if rule_id else "", self._note(rule_id))
        shown = self._model.rowCount()
        self._empty.setText(self._empty_words())
        self._places.setCurrentIndex(1 if shown else 0)

    def _note(self, rule_id: str) -> str:
        """How many of a rule's rows are here, where not all are."""
        shown, found = self._model.rowCount(), self._report.problems if self._report is not None else ()
        total = next((problem.count for problem in found if problem.rule.id == rule_id), 0)
        return f"the first {count(shown)} of {count(total)}" if rule_id and 0 < shown < total else ""

    def _empty_words(self) -> str:
        if self._model.rule_id:
            return _NONE_OF_RULE
        is_read = self._report is not None and self._report.forecast is not None
        return _NO_ROWS if is_read else _NOTHING_READ
