"""One of two equal ways to begin: an icon, a title, a sentence, a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import label
from mcdesk.ui.panels.target_frame import FrameLook, paint_frame
from mcdesk.ui.theme.theme import Theme


class WayCard(QWidget):
    """A dashed card takes files, a plain one does not."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        button: QPushButton,
        *,
        icon: tuple[str, str, str],
        is_dashed: bool = False,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._is_dashed = theme, is_dashed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*[theme.px(24)] * 4)
        lines.setSpacing(0)
        name, token, ground = icon
        mark = IconMark(theme, name, token, 20)
        mark.set_ground(ground, 40)
        lines.addWidget(mark)
        lines.addSpacing(theme.px(14))
        lines.addWidget(label(title, "heading", wrap=True))
        lines.addSpacing(theme.px(4))
        lines.addWidget(label(words, "", "text2", wrap=True))
        lines.addStretch(1)
        lines.addSpacing(theme.px(16))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(button)
        if beside is not None:
            row.addWidget(beside, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        lines.addLayout(row)
        button.setAccessibleDescription(words)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for two side by side in the smallest window."""
        return QSize(self._theme.px(240), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        look = FrameLook.DASHED if self._is_dashed else FrameLook.PLAIN
        ground = "sunken" if self._is_dashed else "surface"
        paint_frame(self._theme, painter, QRectF(self.rect()), look, ground)
