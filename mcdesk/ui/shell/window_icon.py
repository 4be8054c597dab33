"""The window's icon: mcdesk's mark in the sizes that desktops ask for. Drawn, not loaded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from mcdesk.ui.shell.logo import paint_logo
from mcdesk.ui.theme.theme import Theme

_SIDES = (16, 24, 32, 48, 64, 128, 256)


def window_icon(theme: Theme) -> QIcon:
    """The mark, once a size."""
    made = QIcon()
    for side in _SIDES:
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_logo(theme, painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made
