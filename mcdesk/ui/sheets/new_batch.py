"""The sheet between a file and its submission: how it is read, matched and mended, and what should come back.

It computes nothing. It shows reports and tells wishes; whoever opened it answers each wish with a report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from mcdesk.model.accounts import Account
from mcdesk.model.dealers import Dealer
from mcdesk.model.errors import DeskError, InputFileError
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import Encoding, ReadingWish, Report
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.panels.label import label
from mcdesk.ui.preflight.preflight_body import PreflightBody
from mcdesk.ui.preflight.tab_order import chain_tabs
from mcdesk.ui.preflight.wish_state import Wishes
from mcdesk.ui.sheets.batch_footer import BatchFooter
from mcdesk.ui.sheets.check_area import CheckArea
from mcdesk.ui.sheets.file_row import FileRow
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.sheets.submit_keys import SubmitKeys
from mcdesk.ui.sheets.values import BatchDraft
from mcdesk.ui.theme.theme import Theme

_WIDTH = 1160
_BLANK = "Reading the first rows…"
_COMPACT_HEIGHT, _TITLE_WIDTH = 520, 600
_SIDES_SHARE, _SIDES_LEAST = 0.35, 240
"""How much of the window's height columns and problems may take, and how much they may at least, in px."""


class NewBatchSheet(Sheet):
    """It stays open until the owner closes it with `accept()`.

    `wish_changed` tells `Wishes` after each act of the user. Until `show_report` or `show_problem` answers,
    nothing can be submitted: what is sent is what was shown. `submit_asked` tells the
    reference and a `StartWish`. `operation_chosen` and `change_file_asked` are answered with `set_draft`;
    `wishes` are those that hold then. `dealer_saved` tells a `Dealer`, answered with `show_dealers`.
    """

    submit_asked = Signal(str, object)
    operation_chosen = Signal(str)
    change_file_asked = Signal()
    wish_changed = Signal(object)
    dealer_saved = Signal(object)
    cancelled = Signal()

    def __init__(
        self, theme: Theme, owner: QWidget, account: Account, draft: BatchDraft, now: Callable[[], float]
    ) -> None:
        super().__init__(theme, owner, "New batch", width=_WIDTH, account=account)
        self._draft, self._wishes = draft, Wishes()
        self._report: Report | None = None
        self._source_size: int | None = None
        self._all_rows: int | None = None
        self._progress: tuple[int, int | None] = (0, None)
        self._is_waiting = True
        self._operations = Segmented(theme)
        self._operations.setAccessibleName("Operation")
        self._operations.set_items([(each.id, each.name, None, True) for each in OPERATIONS.values()])
        self._operations.set_icons({each.id: each.icon for each in OPERATIONS.values()})
        self._file, self._body, self._blank = FileRow(theme), PreflightBody(theme), label(_BLANK, "", "text3")
        self._check, self._foot = CheckArea(theme), BatchFooter(theme, draft, now)
        self._submit_keys = SubmitKeys(self)
        self._compose()
        self._connect()
        # What the first report is shown in is made while the file is being opened, not once it is there.
        self._ready_soon = QTimer(self)
        self._ready_soon.setSingleShot(True)
        self._ready_soon.timeout.connect(lambda: self._body.make_ready(OPERATIONS[self._draft.operation]))
        self._begin(is_other_file=True)
        self._foot.take_focus()

    @property
    def wishes(self) -> Wishes:
        """Everything that the user changed so far."""
        return self._wishes

    def set_draft(self, draft: BatchDraft) -> None:
        """Another file: nothing is known and nothing wished. Or another operation: how it is read stays."""
        keeps_file = draft.path == self._draft.path and draft.operation != self._draft.operation
        self._draft = draft
        self._wishes = self._wishes.for_other_operation() if keeps_file else Wishes()
        self._begin(is_other_file=not keeps_file)

    def show_progress(self, done: int, total: int | None) -> None:
        """The file is being read; `done` of `total` bytes, None where nobody knows how many."""
        self._progress = (done, total)
        self._check.show_reading(done, total, self._report)

    def show_report(self, report: Report, source_size: int) -> None:
        """What was found so far, or in all; `source_size` is the file's, in bytes."""
        self._report, self._source_size, self._is_waiting = report, source_size, False
        whole = self._with_all_rows(report)
        self._file.reading.show_amounts(whole.rows, source_size)
        self._file.reading.show_dialect(report.dialect)
        self._body.show_report(report, OPERATIONS[self._draft.operation])
        self._body.set_busy(report.forecast is None)
        self._show_body(is_shown=True)
        chain_tabs((self._operations, self._file, self._body, self.footer, self.close_button))
        self._foot.show_state(report, is_ready=True)
        self._allow(is_allowed=True)
        if report.forecast is None:
            self._check.show_reading(*self._progress, report)
        else:
            self._check.show_forecast(self._draft, whole, self._wishes.trial)

    def show_problem(self, error: DeskError) -> None:
        """The file can't be read or sent as it is; or it could, and handing it over failed."""
        self._allow(is_allowed=True)
        report = self._report
        if report is not None and report.forecast is not None and not isinstance(error, InputFileError):
            self._check.show_problem(error, keeps_forecast=True)
            self._foot.show_state(report, is_ready=not self._is_waiting)
            return
        self._report = None
        self._check.show_problem(error)
        self._show_body(is_shown=False)
        self._blank.hide()
        self.set_tall(False)
        self._file.reading.show_amounts(None, self._source_size)
        self._file.reading.show_unreadable()
        self._foot.show_state(None, is_ready=False)

    def show_sending(self) -> None:
        """The file is being handed over: nothing can be changed."""
        self._allow(is_allowed=False)
        self._foot.show_sending()

    def show_encoding_samples(self, samples: Mapping[Encoding, str]) -> None:
        """How a piece of the file's text that is not plain ASCII reads in each encoding."""
        self._file.reading.show_encoding_samples(samples)

    def show_dealers(self, dealers: Sequence[Dealer]) -> None:
        """The dealers that the user saved."""
        self._body.show_dealers(dealers)

    def set_remembered(self, is_remembered: bool) -> None:
        """Whether the columns are matched as they were before, for the same headers."""
        self._body.set_remembered(is_remembered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the sheet into the room and divides its height."""
        px = self.theme.px
        self._body.set_most_height(max(round(self.height() * _SIDES_SHARE), px(_SIDES_LEAST)))
        self._check.set_compact(self.height() < px(_COMPACT_HEIGHT))
        self.title_label.setVisible(self.width() >= px(_TITLE_WIDTH))
        super().resizeEvent(event)

    def _begin(self, *, is_other_file: bool) -> None:
        self._progress, self._report, self._is_waiting = (0, None), None, True
        self._operations.set_current(self._draft.operation)
        self._body.forget_edits()
        self._foot.show_draft(self._draft, is_other_file=is_other_file)
        self._foot.show_trial(None)
        self._foot.show_state(None, is_ready=False)
        if is_other_file:
            self._source_size = self._all_rows = None
            self._file.show_file(self._draft.path)
            self._body.set_remembered(False)
            self._show_body(is_shown=False)
            self._ready_soon.start(0)
        self._body.set_busy(True)
        self._check.show_reading(*self._progress)
        self.set_tall(True)

    def _with_all_rows(self, report: Report) -> Report:
        """A trial's report knows the rows up to its last; how many there are was counted before."""
        if self._wishes.trial is not None:
            return report if self._all_rows is None else replace(report, rows=self._all_rows)
        if report.forecast is not None:
            self._all_rows = report.rows
        return report

    def _show_body(self, *, is_shown: bool) -> None:
        self._body.setVisible(is_shown)
        self._blank.setVisible(not is_shown)
        if is_shown:
            self.set_tall(True)

    def _allow(self, *, is_allowed: bool) -> None:
        for part in (self._operations, self._file, self._body):
            part.setEnabled(is_allowed)

    def _act(self, step: Callable[[Wishes], Wishes]) -> None:
        """Takes what the user did, and waits for the answer."""
        wishes = step(self._wishes)
        if wishes == self._wishes:
            return
        self._wishes, self._progress, self._is_waiting = wishes, (0, None), True
        self._body.set_busy(True)
        self._foot.show_state(self._report, is_ready=False)
        self.wish_changed.emit(wishes)

    def _on_reading(self, reading: ReadingWish) -> None:
        self._all_rows = None
        self._body.forget_edits()
        self._act(lambda wishes: wishes.with_reading(reading))

    def _on_trial(self, first_rows: int | None) -> None:
        self._act(lambda wishes: wishes.with_trial(first_rows))

    def _connect(self) -> None:
        self._operations.chosen.connect(self.operation_chosen)
        self._file.change_asked.connect(self.change_file_asked)
        self._file.reading.reading_wished.connect(self._on_reading)
        self._body.acted.connect(self._act)
        self._body.dealer_saved.connect(self.dealer_saved)
        self._foot.trial_changed.connect(self._on_trial)
        self._foot.submit_asked.connect(self.submit_asked)
        self._foot.cancel_asked.connect(self.reject)
        self.rejected.connect(self.cancelled)
        self._submit_keys.pressed.connect(self._foot.ask)

    def _compose(self) -> None:
        px = self.theme.px
        self.head_row.insertWidget(1, self._operations)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        self._blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.lines.addWidget(self._file)
        self.lines.addWidget(rule)
        self.lines.addWidget(self._body, 1)
        self.lines.addWidget(self._blank, 1)
        self.lines.setContentsMargins(px(24), px(2), px(24), px(12))
        self.pin(self._check)
        self.pinned.setContentsMargins(px(24), 0, px(24), px(10))
        self.footer.row.addWidget(self._foot, 1)
