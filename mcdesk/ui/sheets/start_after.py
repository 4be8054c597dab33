"""The question when a waiting file starts: at a time of day, or as soon as its lane is free."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from mcdesk.model import words
from mcdesk.ui.controls.button import button
from mcdesk.ui.panels.label import label
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.sheets.start_times import moment_of, starts_words, time_at, usual_time
from mcdesk.ui.sheets.time_field import TimeField
from mcdesk.ui.theme.theme import Theme

_PROMPT = "As soon as the lane is free"
_WHILE_OPEN = "It starts by itself while mcdesk is open. Until then the other files in the lane go first."


class StartAfterSheet(Sheet):
    """`chosen` is the answer once it was accepted.

    Args:
        theme: Looks.
        owner: The window below.
        title: Of the file.
        at: When it starts as things are (seconds since 1970); None for as soon as it can.
        now: The clock.
    """

    def __init__(
        self, theme: Theme, owner: QWidget, title: str, at: float | None, now: Callable[[], float]
    ) -> None:
        super().__init__(theme, owner, f"When does {short_name(title)} start?", width=460)
        self._now = now
        self.title_label.setWordWrap(True)
        self.head_row.setStretch(0, 1)
        self.head_row.setStretch(1, 0)
        self._prompt = QRadioButton(_PROMPT)
        self._later = QRadioButton("After")
        self._time = TimeField(theme)
        self._time.show_time(usual_time(now()) if at is None else time_at(at))
        self._means = label("", "small", "text2")
        self._choices = QButtonGroup(self)
        for choice in (self._prompt, self._later):
            self._choices.addButton(choice)
        self._later.setChecked(True)
        self._lay_out()
        self._cancel = button(theme, "Cancel")
        self._confirm = button(theme, "", kind="primary")
        self._confirm.setDefault(True)
        self.footer.row.addStretch(1)
        self.footer.row.addWidget(self._cancel)
        self.footer.row.addWidget(self._confirm)
        self._cancel.clicked.connect(self.reject)
        self._confirm.clicked.connect(self.accept)
        self._choices.buttonToggled.connect(self._weigh)
        self._time.textChanged.connect(self._weigh)
        self._time.changed.connect(lambda: self._later.setChecked(True))
        self._time.selectAll()
        self._time.setFocus(Qt.FocusReason.PopupFocusReason)
        self._weigh()

    @property
    def chosen(self) -> float | None:
        """The moment (seconds since 1970), None for as soon as it can."""
        at = self._time.at
        return moment_of(at, self._now()) if self._later.isChecked() and at is not None else None

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(self.theme.px(8))
        for widget in (self._later, self._time, self._means):
            line.addWidget(widget)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.lines.addWidget(self._prompt)
        self.lines.addWidget(label(_WHILE_OPEN, "small", "text3", wrap=True))

    def _weigh(self) -> None:
        """Says which day the time means, and what the button would do."""
        at, now = self._time.at, self._now()
        self._means.setText(
            "Type a time such as 18:00" if at is None else starts_words(moment_of(at, now), now)
        )
        moment = self.chosen
        after = f"Start after {words.clock(moment)}" if moment is not None else "Start after…"
        self._confirm.setText(after if self._later.isChecked() else "Start as soon as it can")
        self._confirm.setEnabled(at is not None or self._prompt.isChecked())
