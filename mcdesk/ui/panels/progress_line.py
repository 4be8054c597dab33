"""A bar that shows how far something is, or that it moves at all. It counts nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.ui.controls.bars import paint_bar
from mcdesk.ui.theme.theme import Theme

_HEIGHT = 4


class ProgressLine(QWidget):
    """Four px high, with its value as accessible description."""

    def __init__(self, theme: Theme, what: str) -> None:
        super().__init__()
        self._theme = theme
        self._share, self._tone = 0.0, "run"
        self.setAccessibleName(what)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """What is filled, 0..1."""
        return self._share

    def set_share(self, share: float, tone: str = "run") -> None:
        """Fills the bar up to `share` (0..1)."""
        self._share, self._tone = max(0.0, min(1.0, share)), tone
        self.setAccessibleDescription(f"{round(self._share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        return QSize(self._theme.px(80), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The least it can be read in."""
        return QSize(self._theme.px(24), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        paint_bar(self._theme, painter, QRectF(self.rect()), self._share, self._tone)
