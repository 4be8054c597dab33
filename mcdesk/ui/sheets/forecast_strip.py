"""What goes out and what should come back, on one tinted strip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label, set_text
from mcdesk.ui.theme.theme import Theme

_ICON, _NOTE_GAP = 16, 16


class ForecastStrip(QWidget):
    """Strong numbers, plain words, points between; at the right what stays behind. It breaks its line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._said = ("", "")
        self._is_compact = False
        px = theme.px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(14), px(10), px(14), px(10))
        lines.setSpacing(px(2))
        self._numbers = QWidget()
        self._flow = FlowLayout(self._numbers, px(8))
        first = QHBoxLayout()
        first.setSpacing(px(_NOTE_GAP))
        self._note = label("", "small", "text2")
        first.addWidget(self._numbers, 1)
        first.addWidget(self._note)
        self._more = label("", "small", "text2", wrap=True)
        self._more.setIndent(px(_ICON + 8))
        lines.addLayout(first)
        lines.addWidget(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_forecast(
        self, parts: Sequence[tuple[str, str]], note: str, reason: str = "", details: Sequence[str] = ()
    ) -> None:
        """Shows these numbers.

        Args:
            parts: A strong and a plain half each.
            note: What stays behind.
            reason: Why less comes back than goes out, "" where that is not so.
            details: More of it for the tool tip, line by line.
        """
        clear_layout_of(self._numbers)
        add_shown(self._flow, IconMark(self._theme, "ph.chart-line-up", "accent_text", _ICON))
        for place, (strong, plain) in enumerate(parts):
            if place:
                add_shown(self._flow, label("·", "section", "text2"))
            add_shown(self._flow, self._part(strong, plain))
        self._said = (note, reason)
        self._note.setText(note)
        self._divide()
        self.setToolTip("\n".join(part for part in (note, reason, *details) if part))
        self.setAccessibleName(", ".join(f"{strong} {plain}".strip() for strong, plain in parts))
        self.setAccessibleDescription(" ".join(part for part in (note, reason, *details) if part))
        self.updateGeometry()

    def set_compact(self, is_compact: bool) -> None:
        """Leaves only the numbers in sight where there is hardly room; the tool tip has the rest."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._divide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the note on the first line where there is room, and puts it below where there is none."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        note, reason = self._said
        room = self.width() - 2 * self._theme.px(14) - self._theme.px(_NOTE_GAP)
        fits = self._flow.sizeHint().width() + self._note.sizeHint().width() <= room
        self._note.setVisible(fits and bool(note))
        more = reason if fits else " · ".join(part for part in (note, reason) if part)
        set_text(self._more, "" if self._is_compact else more)

    def _part(self, strong: str, plain: str) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(4))
        row.addWidget(label(strong, "section"))
        if plain:
            row.addWidget(label(plain, "", "text2"))
        return part

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the tint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), self._theme.px(8), self._theme.px(8))
