"""The foot of the new-batch sheet: its name, a trial or all of it, when it starts, the button that sends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import Report
from mcdesk.ui.controls.button import button
from mcdesk.ui.panels.label import label
from mcdesk.ui.preflight.ends_layout import EndsLayout
from mcdesk.ui.sheets.batch_words import AT_ONCE, blocked_words, goes_later, start_words, submit_words
from mcdesk.ui.sheets.lane_state import LaneState
from mcdesk.ui.sheets.reference_field import ReferenceField
from mcdesk.ui.sheets.start_button import StartButton
from mcdesk.ui.sheets.trial_box import TrialBox
from mcdesk.ui.sheets.values import BatchDraft
from mcdesk.ui.theme.theme import Theme

_WAIT = "Wait until every row is checked"
_REFERENCE_WIDTH, _GAP = 150, 16
_SEEN_AFTER = 700
"""In ms: before that nobody can have seen what was found, and an Enter was meant for something else."""


class BatchFooter(QWidget):
    """`submit_asked` tells reference and `StartWish`, `trial_changed` how many first rows go, None for all.

    Args:
        theme: Its colours.
        draft: The file.
        now: Seconds since 1970.
    """

    submit_asked = Signal(str, object)
    cancel_asked = Signal()
    trial_changed = Signal(object)

    def __init__(self, theme: Theme, draft: BatchDraft, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme, self._draft, self._now = theme, draft, now
        self._report: Report | None = None
        self._is_ready = self._is_sending = self._is_blocked = False
        self._trial: int | None = None
        self._seen = QTimer(self)
        self._seen.setSingleShot(True)
        self._seen.setInterval(_SEEN_AFTER)
        self._left, self._right = self._make_left(), self._make_right()
        ends = EndsLayout(self, theme.px(_GAP), theme.px(10), keeps_right=True)
        ends.addWidget(self._left)
        ends.addWidget(self._right)
        self._seen.timeout.connect(lambda: self._reference.let_enter_submit(is_let=True))

    def show_draft(self, draft: BatchDraft, *, is_other_file: bool) -> None:
        """Another file, which brings a name of its own, or another operation."""
        self._draft = draft
        self._seen.stop()
        self._reference.let_enter_submit(is_let=False)
        self._reference.setMaxLength(OPERATIONS[draft.operation].reference_length)
        if is_other_file or not self.reference:
            self._reference.setText(draft.reference)
        if is_other_file:
            self._start.show_start(AT_ONCE)
        self._weigh()

    def show_trial(self, first_rows: int | None) -> None:
        """Whether only the first rows are sent."""
        self._trial = first_rows
        self._trial_box.show_trial(first_rows)
        self._weigh()

    def show_state(self, report: Report | None, *, is_ready: bool) -> None:
        """What was found; `is_ready` that it answers everything the user has changed."""
        self._report, self._is_ready, self._is_sending = report, is_ready, False
        if is_ready and report is not None and report.forecast is not None and not self._seen.isActive():
            self._seen.start()
        self._weigh()

    def show_sending(self) -> None:
        """The file is being handed over."""
        self._is_sending = True
        self._weigh()

    @property
    def reference(self) -> str:
        """The name of the job, without spaces around."""
        return self._reference.text().strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divides the new width."""
        super().resizeEvent(event)
        self._fit_lane()

    def take_focus(self) -> None:
        """Goes to the reference."""
        self._reference.setFocus(Qt.FocusReason.PopupFocusReason)

    def ask(self) -> None:
        """Asks for submission, if that can be."""
        # What is being typed somewhere is taken first; where it changes something, its answer is waited for.
        self._start.submit.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._start.submit.isEnabled():
            self.submit_asked.emit(self.reference, self._start.start)

    def _weigh(self) -> None:
        blocked = blocked_words(self._report, self.reference)
        can_be_sent = self._report is not None and self._report.can_be_sent
        can_submit = can_be_sent and self._is_ready and not blocked and not self._is_sending
        start, now = self._start.start, self._now()
        self._start.set_able(can_submit)
        words = submit_words(self._draft, start, now, is_trial=self._trial is not None)
        tip = blocked or (start_words(self._draft, start, now) if can_submit else _WAIT)
        words = "Handing over…" if self._is_sending else words
        self._start.show_words(words, tip, is_later=goes_later(self._draft, start))
        if blocked:
            self._lane.show_blocked(blocked)
        else:
            self._lane.show_lane(self._draft, start, now)
        self._is_blocked = bool(blocked)
        self._fit_lane()
        self._reference.setEnabled(not self._is_sending)
        self._trial_box.setEnabled(not self._is_sending and self._report is not None)

    def _fit_lane(self) -> None:
        """Leaves out what the lane is doing where the line would break: the button says it too."""
        lane = self._lane.sizeHint().width() + self._theme.px(8)
        both = self._left.sizeHint().width() + self._theme.px(_GAP) + self._right.sizeHint().width()
        needed = both + lane if self._lane.isHidden() else both
        self._lane.setVisible(self._is_blocked or (self._report is not None and needed <= self.width()))

    def _make_left(self) -> QWidget:
        left, px = QWidget(), self._theme.px
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self._reference = ReferenceField(px(_REFERENCE_WIDTH))
        self._reference.textChanged.connect(self._weigh)
        caption = label("Reference", "small_strong", "text2")
        caption.setBuddy(self._reference)
        self._trial_box = TrialBox(self._theme)
        self._trial_box.changed.connect(self._on_trial)
        row.addWidget(caption)
        row.addWidget(self._reference)
        row.addSpacing(px(8))
        row.addWidget(self._trial_box)
        return left

    def _make_right(self) -> QWidget:
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        self._lane = LaneState(self._theme)
        cancel = button(self._theme, "Cancel")
        cancel.clicked.connect(self.cancel_asked)
        self._start = StartButton(self._theme, self._now)
        self._start.pressed.connect(self.ask)
        self._start.changed.connect(self._weigh)
        row.addWidget(self._lane)
        row.addSpacing(self._theme.px(4))
        row.addWidget(cancel)
        row.addWidget(self._start)
        return right

    def _on_trial(self, first_rows: int | None) -> None:
        self._trial = first_rows
        self.trial_changed.emit(first_rows)
