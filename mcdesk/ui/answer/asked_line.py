"""The lines under an answer's title: what it is about, and that the form says something else by now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.lookups import RankRequest
from mcdesk.ui.answer.asked_words import asked_words
from mcdesk.ui.answer.told_label import ToldLabel
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label, set_text
from mcdesk.ui.theme.theme import Theme

_MOST_DETAILS = 3
STALE = "The form has changed since: rank again to compare like with like"


class AskedLine(QWidget):
    """WP1BE2AY5PDA28064 · 2023 Porsche · $20,000 · 3,000 miles. A long name is elided, figures are not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name = ToldLabel()
        self._details = tuple(label("", "", "text2") for _ in range(_MOST_DETAILS))
        asked = QWidget()
        flow = FlowLayout(asked, theme.px(4))
        for each in (self._name, *self._details):
            flow.addWidget(each)
        self._stale = QWidget()
        warning = QHBoxLayout(self._stale)
        warning.setContentsMargins(0, 0, 0, 0)
        warning.setSpacing(theme.px(6))
        warning.addWidget(IconMark(theme, "ph.warning-fill", "warn.text", 14), 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(label(STALE, "small", "warn", wrap=True), 1)
        self._stale.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(3))
        lines.addWidget(asked)
        lines.addWidget(self._stale)

    @property
    def words(self) -> str:
        """Everything it says, as it is read aloud."""
        said = self._name.accessibleDescription()
        return f"{said}. {STALE}" if self._stale.isVisibleTo(self) else said

    def show_request(self, request: RankRequest, now: float) -> None:
        """What was asked about, with its values. `now` in seconds since 1970."""
        words = asked_words(request, now)
        dress_label(self._name, "mono" if words.is_code else "strong")
        self._name.show_told(words.name, words.spoken)
        for place, each in enumerate(self._details):
            set_text(each, f"· {words.details[place]}" if place < len(words.details) else "")
            each.setToolTip(self._name.toolTip())

    def set_is_current(self, is_current: bool) -> None:
        """Whether the form still holds what was asked."""
        self._stale.setVisible(not is_current)
