"""The scrolling middle of a sheet: as high as its content where there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mcdesk.ui.theme.theme import Theme

_LEAST_HEIGHT = 80


class SheetBody(QScrollArea):
    """Put things into `lines`."""

    def __init__(self, theme: Theme, width: int) -> None:
        super().__init__()
        self._room = width
        self._content = content = QWidget()
        self.lines = QVBoxLayout(content)
        self.lines.setContentsMargins(theme.px(24), theme.px(4), theme.px(24), theme.px(18))
        self.lines.setSpacing(theme.px(14))
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_room(self, width: int) -> None:
        """Tells the width it will have."""
        if width != self._room:
            self._room = width
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the content is at this width."""
        content = self._content
        # Words may take a line more beside a scroll bar, and then would need it for ever.
        narrow = self._room - self.verticalScrollBar().sizeHint().width()
        high = content.heightForWidth(narrow) if content.hasHeightForWidth() else -1
        return QSize(self._room, high if high > 0 else content.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few lines; the rest scrolls."""
        return QSize(self._room, min(_LEAST_HEIGHT, self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grows and shrinks with its content."""
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
