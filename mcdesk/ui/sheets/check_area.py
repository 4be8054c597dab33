"""What the check says: that it runs, what it found, or why the file can't be sent."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.model import words
from mcdesk.model.errors import DeskError
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.panels.progress_line import ProgressLine
from mcdesk.ui.panels.word_box import WordBox
from mcdesk.ui.sheets.batch_words import checked_words, forecast_parts, repeat_words
from mcdesk.ui.sheets.forecast_strip import ForecastStrip
from mcdesk.ui.sheets.values import BatchDraft, CheckSummary
from mcdesk.ui.theme.theme import Theme


class CheckArea(QWidget):
    """One of three faces at a time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(10))
        self._progress = label("", "", "text2")
        self._bar = ProgressLine(theme, "Checking")
        self._box = WordBox(theme)
        self._strip = ForecastStrip(theme)
        for widget in (self._progress, self._bar, self._box, self._strip):
            lines.addWidget(widget)
        self.show_checking(0, 0)

    def show_checking(self, done: int, total: int) -> None:
        """The file is being read; `done` of `total` bytes."""
        self._face(checking=True)
        amounts = words.amounts(done, total) if total else ""
        set_text(self._progress, f"Checking every row · {amounts}" if amounts else "Checking every row…")
        self._bar.set_share(done / total if total else 0.0)

    def show_checked(self, draft: BatchDraft, summary: CheckSummary) -> None:
        """The file can be sent; this is what goes out and what should come back."""
        self._face(checked=True)
        repeats = repeat_words(draft, summary)
        self._box.show_words("ok", "ph.check-circle-fill", checked_words(summary), repeats)
        self._strip.show_parts(forecast_parts(draft, summary))

    def show_problem(self, error: DeskError) -> None:
        """The file can't be sent, or was not taken."""
        self._face()
        small = ", ".join(
            part
            for part in (
                f"Code: {error.code}" if error.code else "",
                f"Request id {error.instance}" if error.instance else "",
            )
            if part
        )
        self._box.show_words("bad", "ph.warning-octagon-fill", error.title, error.advice, small)

    @property
    def said(self) -> str:
        """What it says at the moment."""
        return self._progress.text() if not self._progress.isHidden() else self._box.words

    def _face(self, *, checking: bool = False, checked: bool = False) -> None:
        self._progress.setVisible(checking)
        self._bar.setVisible(checking)
        self._box.setVisible(not checking)
        self._strip.setVisible(checked)
