"""One icon standing by itself, in a token's colour. Decoration: the words beside it say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme


class IconMark(QWidget):
    """An icon of `side` px; with a `ground` token it stands on a rounded square twice as wide."""

    def __init__(self, theme: Theme, name: str = "", token: str = "text2", side: int = 16) -> None:
        super().__init__()
        self._theme = theme
        self._name, self._token, self._ground = name, token, ""
        self._side = theme.px(side)
        self._box = self._side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, token: str) -> None:
        """Shows another icon."""
        self._name, self._token = name, token
        self.update()

    def set_ground(self, token: str, box: int) -> None:
        """Puts the icon on a rounded ground of `box` px."""
        self._ground, self._box = token, self._theme.px(box)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        return QSize(self._box, self._box)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self._ground:
            radius = self._theme.px(8)
            painter.setPen(self._theme.color(self._ground))
            painter.setBrush(self._theme.color(self._ground))
            painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._name:
            square = QRectF(0, 0, self._side, self._side)
            square.moveCenter(whole.center())
            paint_icon(self._theme, painter, square, self._name, self._token)
