"""When the batch starts, or what is in its way, beside the button that sends it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.ui.controls.pill import Pill
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label
from mcdesk.ui.sheets.batch_words import is_lane_shown, lane_words, start_words
from mcdesk.ui.sheets.values import BatchDraft, StartWish
from mcdesk.ui.theme.theme import Theme


class LaneState(QWidget):
    """Says "may-auction is running", that the lane is free, what was wished, or the next thing to do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._mark = IconMark(theme, "ph.warning-octagon-fill", "bad.text", 14)
        self._words = label("", "small", "text2")
        self._pill = Pill(theme)
        self._pill.set_state("running", "run", "ph.spinner-gap-bold")
        for part in (self._mark, self._words, self._pill):
            row.addWidget(part)

    def show_lane(self, draft: BatchDraft, start: StartWish, now: float) -> None:
        """Nothing is in the way; this is what it waits for. `now` in seconds since 1970."""
        self._say(lane_words(draft, start, now), "text2", is_running=is_lane_shown(draft, start))
        self.setToolTip(start_words(draft, start, now))

    def show_blocked(self, words: str) -> None:
        """This has to be done first."""
        self._say(words, "bad", is_blocked=True)
        self.setToolTip("")

    def _say(self, words: str, tone: str, *, is_running: bool = False, is_blocked: bool = False) -> None:
        self._words.setText(words)
        dress_label(self._words, "small_strong" if is_blocked else "small", tone)
        self._mark.setVisible(is_blocked)
        self._pill.setVisible(is_running)
