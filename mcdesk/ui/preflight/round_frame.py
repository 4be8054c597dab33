"""A frame whose round corners hold also where a table fills it. It knows nothing of what it holds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from mcdesk.ui.theme.theme import Theme

_RADIUS = 10


class RoundFrame(QWidget):
    """Shows one of its `places`. The edge lies above them: views paint their corners square."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._edge = _Edge(theme, self)
        self.places = QStackedLayout()
        self.places.setContentsMargins(1, 1, 1, 1)
        self.setLayout(self.places)
        self.places.currentChanged.connect(lambda _: self._edge.raise_())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Takes the edge along."""
        super().resizeEvent(event)
        self._edge.setGeometry(self.rect())
        self._edge.raise_()


class _Edge(QWidget):
    """The line, and outside it the ground that the frame stands on."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, box = theme.px(_RADIUS), QRectF(self.rect())
        inner, corners = QPainterPath(), QPainterPath()
        inner.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        corners.addRect(box)
        painter.fillPath(corners.subtracted(inner), theme.color("surface"))
        painter.strokePath(inner, QPen(theme.color("line"), 1))
