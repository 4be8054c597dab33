"""An icon that stands by itself and only shows something: no button."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme


class IconLabel(QWidget):
    """Painted anew each time, so that it follows a theme switch."""

    def __init__(self, theme: Theme, name: str, token: str = "text2", px: int = 16) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._token = token
        self.setFixedSize(theme.px(px), theme.px(px))

    def set_icon(self, name: str, token: str) -> None:
        """Shows another icon."""
        self._name, self._token = name, token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the icon."""
        paint_icon(self._theme, QPainter(self), QRectF(self.rect()), self._name, self._token)
