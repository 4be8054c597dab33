"""One place in the rail: icon, word, count. Only the icon where the rail is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _ICON, _LEFT, _WORD, _RIGHT = 32, 16, 11, 38, 10


class NavButton(QAbstractButton):
    """Checked, it is the page that is seen."""

    def __init__(self, theme: Theme, word: str, icon_name: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon_name
        self._count = 0
        self._is_narrow = False
        self.setText(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """How much is going on there; nothing is written at zero."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count} active" if count else self.text())
        self.update()

    def set_narrow(self, is_narrow: bool) -> None:
        """Icon only; the word goes into the tool tip."""
        self._is_narrow = is_narrow
        self.setToolTip(self.text() if is_narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        """32 high."""
        return QSize(self._theme.px(_HEIGHT), self._theme.px(_HEIGHT))

    def hitButton(self, point: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws ground, icon, word and count."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side, box = px(_ICON), QRectF(self.rect())
        left = (box.width() - side) / 2 if self._is_narrow else px(_LEFT)
        name = f"{self._icon_name}-fill" if self.isChecked() else self._icon_name
        square = QRectF(left, (box.height() - side) / 2, side, side)
        paint_icon(theme, painter, square, name, "accent_text" if self.isChecked() else "text2")
        if self._is_narrow:
            return
        painter.setFont(theme.face(13, 600 if self.isChecked() else 500))
        painter.setPen(theme.color("text" if self.isChecked() else "text2"))
        painter.drawText(box.adjusted(px(_WORD), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            painter.setFont(theme.face(12, 500))
            painter.setPen(theme.color("text2"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box.adjusted(0, 0, -px(_RIGHT), 0), right, f"{self._count:,}")

    def _paint_ground(self, painter: QPainter) -> None:
        box, radius = QRectF(self.rect()), self._theme.px(6)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("pressed" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
