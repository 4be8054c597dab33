"""A question before something that costs or loses. It knows the words it is given, nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mcdesk.model.accounts import Account
from mcdesk.ui.controls.button import button
from mcdesk.ui.panels.account_tag import AccountTag
from mcdesk.ui.panels.check_box import CheckBox
from mcdesk.ui.panels.label import label
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.sheets.values import Question
from mcdesk.ui.theme.theme import Theme


class ConfirmSheet(Sheet):
    """`confirmed` after the button, `rejected` after anything else. A danger never has the focus first."""

    confirmed = Signal()

    def __init__(
        self, theme: Theme, owner: QWidget, question: Question, account: Account | None = None
    ) -> None:
        super().__init__(theme, owner, question.title, width=460)
        self.title_label.setWordWrap(True)
        self.head_row.setStretch(0, 1)
        self.head_row.setStretch(1, 0)
        if account is not None:
            self.lines.addWidget(AccountTag(theme, account), 0, Qt.AlignmentFlag.AlignLeft)
        self.lines.addWidget(label(question.body, "", "text2", wrap=True))
        self._second = CheckBox(theme, question.second)
        self._second.setVisible(bool(question.second))
        self._second.toggled.connect(self._weigh)
        self.lines.addWidget(self._second)
        self._cancel = button(theme, question.cancel)
        self._cancel.clicked.connect(self.reject)
        self._confirm = button(theme, question.confirm, kind="danger" if question.is_danger else "primary")
        self._confirm.clicked.connect(self._on_confirmed)
        self.footer.row.addStretch(1)
        self.footer.row.addWidget(self._cancel)
        self.footer.row.addWidget(self._confirm)
        careful = question.is_danger or bool(question.second)
        first = self._cancel if careful else self._confirm
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        self.setAccessibleDescription(question.body)
        self._weigh()

    def _weigh(self) -> None:
        self._confirm.setEnabled(not self._second.text() or self._second.isChecked())

    def _on_confirmed(self) -> None:
        self.confirmed.emit()
        self.accept()
