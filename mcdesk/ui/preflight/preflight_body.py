"""Columns, problems and the first rows, put together. It keeps nothing: it hands reports down and acts up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.model.dealers import Dealer
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Decision, Edit, Fillings, Report
from mcdesk.ui.preflight.giving_place import GivingPlace
from mcdesk.ui.preflight.mapping_panel import MappingPanel
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.preflight.problem_list import ProblemList
from mcdesk.ui.preflight.two_sides import TwoSides
from mcdesk.ui.preflight.wish_state import Wishes
from mcdesk.ui.theme.theme import Theme

_GAP = 12


class PreflightBody(QWidget):
    """`acted` tells what the user did as a step: a function from the wishes before to those after it."""

    acted = Signal(object)
    dealer_saved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._mapping, self._problems, self._grid = (
            MappingPanel(theme),
            ProblemList(theme),
            PreviewGrid(theme),
        )
        self._shown: tuple[Report, Operation] | None = None
        self._parts_to_show: list[Callable[[], None]] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_next_part)
        self._sides = TwoSides(theme, self._mapping, self._problems)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(_GAP))
        column.addWidget(self._sides)
        # The preview is given what the rest leaves, and gives up rows before anything scrolls.
        column.addWidget(GivingPlace(self._grid), 1)
        self._mapping.fillings_changed.connect(self._on_fillings)
        self._mapping.dealer_saved.connect(self.dealer_saved)
        self._problems.fix_switched.connect(self._on_switched)
        self._problems.decided.connect(self._on_decided)
        self._problems.undo_all_asked.connect(partial(self.acted.emit, Wishes.without_fixes))
        self._problems.proposed_asked.connect(partial(self.acted.emit, Wishes.with_proposed_fixes))
        self._problems.rows_asked.connect(self._grid.show_only)
        self._grid.cell_edited.connect(self._on_edited)

    def make_ready(self, operation: Operation) -> None:
        """Makes what the first report will be shown in."""
        self._mapping.make_ready(operation)

    def show_report(self, report: Report, operation: Operation) -> None:
        """Shows what was found so far, or in all."""
        self._mapping.show_report(report, operation)
        self._shown = (report, operation)
        if report.forecast is None and not self._grid.has_rows:
            # Problems and rows come a turn of the loop later each: drawn all at once they would hold the
            # window up.
            self._parts_to_show = [self._show_problems, self._show_rows]
            self._later.start(0)
        else:
            self._later.stop()
            self._show_problems()
            self._show_rows()

    def _show_next_part(self) -> None:
        self._parts_to_show.pop(0)()
        if self._parts_to_show:
            self._later.start(0)

    def _show_problems(self) -> None:
        if self._shown is not None:
            self._problems.show_report(self._shown[0])

    def _show_rows(self) -> None:
        if self._shown is not None:
            self._grid.show_report(*self._shown)

    def forget_edits(self) -> None:
        """Another file, another operation or another way of reading: what was typed in cells is gone."""
        self._grid.forget_edits()

    def show_dealers(self, dealers: Sequence[Dealer]) -> None:
        """The dealers that the user saved."""
        self._mapping.show_dealers(dealers)

    def set_remembered(self, is_remembered: bool) -> None:
        """Whether the columns are matched as they were before, for the same headers."""
        self._mapping.set_remembered(is_remembered)

    def set_busy(self, is_busy: bool) -> None:
        """Whether a check is running."""
        self._problems.set_busy(is_busy)

    def set_most_height(self, most: int) -> None:
        """How much height, in px, columns and problems may take from the preview."""
        self._sides.set_most_height(most)

    def _on_fillings(self, fillings: Fillings) -> None:
        self.acted.emit(lambda wishes: wishes.with_fillings(fillings))

    def _on_switched(self, rule_id: str, is_on: bool) -> None:
        self.acted.emit(lambda wishes: wishes.with_switch(rule_id, is_on))

    def _on_decided(self, rule_id: str, decision: str) -> None:
        self.acted.emit(lambda wishes: wishes.with_decision(rule_id, Decision(decision)))

    def _on_edited(self, row: int, column: int, text: str) -> None:
        self.acted.emit(lambda wishes: wishes.with_edit(Edit(row, column, text)))
