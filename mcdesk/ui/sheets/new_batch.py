"""The sheet between a file and its submission: what is sent, what is needed, what should come back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mcdesk.model.accounts import Account
from mcdesk.model.errors import DeskError
from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label
from mcdesk.ui.sheets.batch_words import plan_lines, submit_words
from mcdesk.ui.sheets.check_area import CheckArea
from mcdesk.ui.sheets.file_row import FileRow
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.sheets.values import BatchDraft, CheckSummary
from mcdesk.ui.theme.theme import Theme


class NewBatchSheet(Sheet):
    """`submit_asked` tells the reference. It stays open until the owner closes it with `accept()`."""

    submit_asked = Signal(str)
    operation_chosen = Signal(str)
    change_file_asked = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, owner: QWidget, account: Account, draft: BatchDraft) -> None:
        super().__init__(theme, owner, "New batch", width=900, account=account)
        self._draft, self._can_submit = draft, False
        self._operations = Segmented(theme)
        self._operations.setAccessibleName("Operation")
        self._operations.set_items([(each.id, each.name, None, True) for each in OPERATIONS.values()])
        self._operations.chosen.connect(self.operation_chosen)
        self.head_row.insertWidget(1, self._operations)
        self._file = FileRow(theme)
        self._file.change_asked.connect(self.change_file_asked)
        self.lines.addWidget(self._file)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        self.lines.addWidget(rule)
        self._plan = QWidget()
        plan = QVBoxLayout(self._plan)
        plan.setContentsMargins(0, 0, 0, 0)
        plan.setSpacing(theme.px(8))
        self.lines.addWidget(self._plan)
        self._check = CheckArea(theme)
        self.pin(self._check)
        self._make_footer()
        self.rejected.connect(self.cancelled)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_submit)
        self.set_draft(draft)
        self._reference.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_draft(self, draft: BatchDraft) -> None:
        """Shows another file or operation. The check has to run anew."""
        is_other_file = draft.path != self._draft.path or not self._reference.text()
        self._draft = draft
        self._operations.set_current(draft.operation)
        self._file.show_file(draft.path)
        self._reference.setMaxLength(OPERATIONS[draft.operation].reference_length)
        if is_other_file:
            self._reference.setText(draft.reference)
        self._submit.setText(submit_words(draft))
        self._show_plan(can_be_sent=True)
        self.show_checking(0, 0)

    def show_checking(self, done: int, total: int) -> None:
        """The worker reads the file; `done` of `total` bytes."""
        self._file.show_facts(())
        self._check.show_checking(done, total)
        self._allow(submit=False)

    def show_checked(self, summary: CheckSummary) -> None:
        """The file can be sent."""
        self._file.show_facts((("Rows", f"{summary.rows:,}"),), size=summary.source_size)
        self._check.show_checked(self._draft, summary)
        self._allow(submit=True)

    def show_problem(self, error: DeskError) -> None:
        """The file can't be sent as it is, or the service did not take it."""
        self._check.show_problem(error)
        self._show_plan(can_be_sent=False)
        self._allow(submit=False)

    def show_sending(self) -> None:
        """The file is being handed over."""
        self._allow(submit=False, sending=True)

    def _allow(self, *, submit: bool, sending: bool = False) -> None:
        self._can_submit = submit
        self._submit.setText("Handing over…" if sending else submit_words(self._draft))
        for widget in (self._operations, self._file, self._reference):
            widget.setEnabled(not sending)
        self._weigh()

    def _weigh(self) -> None:
        self._submit.setEnabled(self._can_submit and bool(self._reference.text().strip()))

    def _on_submit(self) -> None:
        if self._submit.isEnabled():
            self.submit_asked.emit(self._reference.text().strip())

    def _show_plan(self, *, can_be_sent: bool) -> None:
        clear_layout_of(self._plan)
        for name, words in plan_lines(self._draft, can_be_sent=can_be_sent):
            self._add_plan_line(name, words)

    def _add_plan_line(self, name: str, words: str) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(12))
        row.addWidget(IconMark(self.theme, name, "text2", 16))
        row.addWidget(label(words, "", "text2", wrap=True), 1)
        layout = self._plan.layout()
        if layout is not None:
            add_shown(layout, line)

    def _make_footer(self) -> None:
        self._reference = QLineEdit()
        self._reference.setAccessibleName("Reference")
        self._reference.setToolTip("The name of the job, in mcdesk and at the service")
        self._reference.setMinimumWidth(self.theme.px(150))
        self._reference.textChanged.connect(self._weigh)
        caption = label("Reference", "small_strong", "text2")
        caption.setBuddy(self._reference)
        cancel = button(self.theme, "Cancel")
        cancel.clicked.connect(self.reject)
        self._submit = button(self.theme, "Submit", kind="primary", icon_name="ph.upload-simple")
        self._submit.setDefault(True)
        self._submit.clicked.connect(self._on_submit)
        self.footer.row.addWidget(caption)
        self.footer.row.addWidget(self._reference, 1)
        self.footer.row.addSpacing(self.theme.px(12))
        self.footer.row.addStretch(1)
        self.footer.row.addWidget(cancel)
        self.footer.row.addWidget(self._submit)
