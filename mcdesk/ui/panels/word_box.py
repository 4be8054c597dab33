"""A sentence on a soft ground of a state: an icon, a headline, what to do. Never only a colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label, set_text
from mcdesk.ui.theme.theme import Theme


class WordBox(QWidget):
    """Tone is a state colour, or "accent" for a forecast."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._tone = theme, "idle"
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        row.setSpacing(theme.px(10))
        self._mark = IconMark(theme, side=16)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(2))
        self._headline = label("", "strong", wrap=True)
        self._advice = label("", "small", "text2", wrap=True)
        self._small = label("", "mono", "text2", wrap=True)
        for widget in (self._headline, self._advice, self._small):
            lines.addWidget(widget)
        row.addLayout(lines, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_words(self, tone: str, icon: str, headline: str, advice: str = "", small: str = "") -> None:
        """Says something else. `small` is for codes and ids."""
        self._tone = tone
        self._mark.set_icon(icon, f"{tone}.text")
        self._headline.setText(headline)
        dress_label(self._headline, "strong", tone)
        set_text(self._advice, advice)
        set_text(self._small, small)
        self.setAccessibleName(" ".join(part for part in (headline, advice, small) if part))
        self.update()

    @property
    def words(self) -> str:
        """Everything it says."""
        return self.accessibleName()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{self._tone}.soft"))
        painter.drawRoundedRect(QRectF(self.rect()), self._theme.px(8), self._theme.px(8))
