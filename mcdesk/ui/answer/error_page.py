"""What stands here where no ranking came back: what happened, where, what to do. It retries nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mcdesk.model.errors import DeskError, RankRefusedError
from mcdesk.model.landing import landed
from mcdesk.model.lookups import RankRequest
from mcdesk.model.words import duration
from mcdesk.ui.answer.error_looks import error_look
from mcdesk.ui.answer.landing_list import LandingList
from mcdesk.ui.answer.scroll_page import ScrollPage
from mcdesk.ui.answer.tips import tip
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.copy_button import CopyButton
from mcdesk.ui.panels.label import label
from mcdesk.ui.panels.word_box import WordBox
from mcdesk.ui.theme.theme import Theme

_SAFE = "What you typed is still in the form."


class ErrorPage(ScrollPage):
    """`retry_asked` where the same request may succeed later; `go_to_row` leads to a named entry."""

    retry_asked = Signal()
    go_to_row = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._ready_at: float | None = None
        self._box = WordBox(theme)
        self.places = LandingList(theme)
        self.places.go_to_row.connect(self.go_to_row)
        self.retry = button(theme, "Try again", icon_name="ph.arrow-clockwise")
        self.retry.clicked.connect(self.retry_asked)
        self._ident = label("", "mono", "text2")
        self._copy = CopyButton(theme, "request id")
        self._safe = label(_SAFE, "small", "text3", wrap=True)
        self._support = QWidget()
        support = QHBoxLayout(self._support)
        support.setContentsMargins(0, 0, 0, 0)
        support.setSpacing(theme.px(6))
        support.addWidget(label("Request id", "small", "text2"))
        support.addWidget(self._ident)
        support.addWidget(self._copy)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.retry)
        row.addWidget(self._support)
        row.addStretch(1)
        lines = self.lines
        lines.setSpacing(theme.px(12))
        lines.addWidget(self._box)
        lines.addWidget(self.places)
        lines.addLayout(row)
        lines.addWidget(self._safe)
        lines.addStretch(1)
        self._ident.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_error(self, error: DeskError, asked: RankRequest | None, now: float) -> None:
        """What went wrong with what was `asked`, None for nothing yet. `now` in seconds since 1970."""
        tone, name = error_look(error)
        landings = landed(asked, error) if isinstance(error, RankRefusedError) and asked is not None else ()
        # Each row that was named says what to do: above them stands only what no row says.
        advice = "" if landings and len(landings) >= _named(error) else error.advice
        self._box.show_words(tone, name, error.title, advice, f"Code {error.code}" if error.code else "")
        self._box.setToolTip("" if advice else tip(error.advice))
        if asked is not None:
            self.places.show_landings(landings, asked)
        self.places.setVisible(bool(landings))
        self.retry.setVisible(error.can_retry)
        self._safe.setVisible(asked is not None and not landings)
        self._support.setVisible(bool(error.instance))
        self._ident.setText(error.instance)
        self._copy.set_copied_text(error.instance)
        self._ready_at = None if error.retry_after is None else now + error.retry_after
        self.tick(now)

    @property
    def first(self) -> QWidget | None:
        """Where the keyboard begins: the way to the first row that was named, else to try again."""
        found = (*self.places.findChildren(QPushButton), self.retry)
        return next((each for each in found if each.isVisibleTo(self) and each.isEnabled()), None)

    def tick(self, now: float) -> None:
        """Time has passed: counts down to the moment when the service may be asked again."""
        left = 0.0 if self._ready_at is None else self._ready_at - now
        self.retry.setEnabled(left <= 0)
        self.retry.setText(f"Try again in {duration(max(1.0, left))}" if left > 0 else "Try again")


def _named(error: DeskError) -> int:
    """How many entries the service complained of, whether they are in the form or not."""
    if not isinstance(error, RankRefusedError):
        return 0
    return len(error.multi_location_sources) + len(error.missing_dealers) + len(error.failed_vins)
