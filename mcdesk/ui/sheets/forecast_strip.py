"""What goes out and what should come back, on one tinted strip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label
from mcdesk.ui.theme.theme import Theme


class ForecastStrip(QWidget):
    """Strong numbers, plain words, points between. It breaks its line where there is no room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._flow = FlowLayout(self, theme.px(6))
        self._flow.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        """Shows these numbers."""
        clear_layout_of(self)
        add_shown(self._flow, IconMark(self._theme, "ph.chart-line-up", "accent_text", 16))
        for place, (strong, plain) in enumerate(parts):
            if place:
                add_shown(self._flow, label("·", "section", "text2"))
            add_shown(self._flow, label(strong, "section"))
            if plain:
                add_shown(self._flow, label(plain, "", "text2"))
        self.setAccessibleName(", ".join(f"{strong} {plain}".strip() for strong, plain in parts))
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the tint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), self._theme.px(8), self._theme.px(8))
