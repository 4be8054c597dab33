"""What goes out and what should come back, on one tinted strip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMoveEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label, set_text
from mcdesk.ui.theme.theme import Theme

_ICON, _ICON_GAP, _NOTE_GAP, _DOT_WIDTH = 16, 8, 16, 6
_DOT = "·"


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
        first.setSpacing(0)
        self._note = label("", "small", "text2")
        mark = IconMark(theme, "ph.chart-line-up", "accent_text", _ICON)
        first.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        first.addSpacing(px(_ICON_GAP))
        first.addWidget(self._numbers, 1)
        first.addSpacing(px(_NOTE_GAP))
        first.addWidget(self._note)
        self._more = label("", "small", "text2", wrap=True)
        self._more.setIndent(px(_ICON + _ICON_GAP))
        lines.addStretch(1)
        lines.addLayout(first)
        lines.addWidget(self._more)
        lines.addStretch(1)
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
        for place, (strong, plain) in enumerate(parts):
            dot = self._dot() if place else None
            if dot is not None:
                add_shown(self._flow, dot)
            add_shown(self._flow, _Part(self._theme, strong, plain, dot))
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
        room = self.width() - self._theme.px(2 * 14 + _ICON + _ICON_GAP + _NOTE_GAP)
        fits = self._flow.sizeHint().width() + self._note.sizeHint().width() <= room
        self._note.setVisible(fits and bool(note))
        more = reason if fits else " · ".join(part for part in (note, reason) if part)
        set_text(self._more, "" if self._is_compact else more)

    def _dot(self) -> QLabel:
        dot = label(_DOT, "section", "text2")
        dot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        dot.setFixedWidth(self._theme.px(_DOT_WIDTH))
        return dot

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the tint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), self._theme.px(8), self._theme.px(8))


class _Part(QWidget):
    """A number with its word. Where it begins a line, the point before it, left at a line's end, is blank."""

    def __init__(self, theme: Theme, strong: str, plain: str, dot: QLabel | None) -> None:
        super().__init__()
        self._dot = dot
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        if strong:
            row.addWidget(label(strong, "section"))
        if plain:
            row.addWidget(label(plain, "", "text2"))

    def moveEvent(self, event: QMoveEvent) -> None:
        """The line may have been broken before it."""
        super().moveEvent(event)
        if self._dot is not None:
            self._dot.setText(_DOT if self.x() > 0 else "")
