"""What was found in the file, kind by kind, and what is done about it. It mends and decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from mcdesk.model.preflight import Report
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label, set_text
from mcdesk.ui.preflight.problem_column import ProblemColumn
from mcdesk.ui.preflight.problem_words import (
    CHECKING,
    UNDO_ALL,
    USE_PROPOSED,
    calm_words,
    offers_proposed,
    offers_undo,
    place_word,
    shown_problems,
    summary_words,
)
from mcdesk.ui.theme.theme import Theme


class ProblemList(QWidget):
    """A line that sums up, then one group for each kind of problem.

    Signals name rules by id and decisions by the values of `Decision`.
    """

    fix_switched = Signal(str, bool)
    decided = Signal(str, str)
    rows_asked = Signal(str)
    undo_all_asked = Signal()
    proposed_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._report: Report | None = None
        self.setAccessibleName("Problems")
        self._summary = label("", "small", "text2", wrap=True)
        self._busy = label(CHECKING, "small", "text3")
        self._busy.hide()
        self._all = LinkButton(UNDO_ALL)
        self._all.clicked.connect(self._all_clicked)
        self._all.hide()
        self._column = ProblemColumn(theme, before=self._all)
        self._column.fix_switched.connect(self.fix_switched)
        self._column.decided.connect(self.decided)
        self._column.rows_asked.connect(self.rows_asked)
        self._places = QStackedLayout()
        self._places.addWidget(self._calm())
        self._places.addWidget(self._column)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(4))
        lines.addLayout(self._head())
        lines.addLayout(self._places, 1)

    @property
    def open_rule(self) -> str:
        """The rule whose group is open; "" for none."""
        return self._column.open_rule

    def show_report(self, report: Report) -> None:
        """Shows what was found so far, or in all. Groups that were there already are changed in place."""
        if self._report is not None and report.header != self._report.header:
            self._column.forget()
        self._report = report
        problems = shown_problems(report)
        self._column.show_problems(problems, place_word(report.dialect))
        set_text(self._summary, summary_words(report) if problems else "")
        self._show_calm(report)
        can_undo, can_propose = offers_undo(report), offers_proposed(report)
        self._all.setText(USE_PROPOSED if can_propose else UNDO_ALL)
        self._all.setVisible(can_undo or can_propose)
        self._places.setCurrentIndex(1 if problems else 0)

    def set_busy(self, is_busy: bool) -> None:
        """Whether a check is running. What was found stays in sight meanwhile."""
        self._busy.setVisible(is_busy)

    def _all_clicked(self) -> None:
        asked = self.undo_all_asked if self._all.text() == UNDO_ALL else self.proposed_asked
        asked.emit()

    def _show_calm(self, report: Report) -> None:
        headline, hint, is_well = calm_words(report)
        self._mark.setVisible(is_well)
        self._headline.setText(headline)
        dress_label(self._headline, "strong", "ok" if is_well else "text2")
        set_text(self._hint, hint)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(12))
        row.addWidget(label("Problems", "section"))
        row.addWidget(self._summary, 1)
        row.addWidget(self._busy)
        row.addStretch()
        row.addWidget(self._all)
        row.addStrut(self._theme.px(26))
        return row

    def _calm(self) -> QWidget:
        """What stands in the groups' place where there are none."""
        self._mark = IconMark(self._theme, "ph.check-circle-fill", "ok.text", 18)
        self._headline, self._hint = label("", "strong", wrap=True), label("", "small", "text2", wrap=True)
        page, px = QWidget(), self._theme.px
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, px(8), 0, 0)
        lines.setSpacing(px(4))
        first = QHBoxLayout()
        first.setSpacing(px(8))
        first.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._headline, 1)
        lines.addLayout(first)
        lines.addWidget(self._hint)
        lines.addStretch(1)
        return page
