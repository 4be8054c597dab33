"""A line to search in, with its icon, its key and a way to empty it. Esc empties it too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from mcdesk.ui.controls.key_cap import KeyCap
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme


class SearchField(QLineEdit):
    """Tells `left` when Esc is pressed while it is empty, so that the page can take the focus back."""

    left = Signal()

    def __init__(self, theme: Theme, hint: str, keys: QKeySequence | None = None) -> None:
        super().__init__()
        self._theme = theme
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.addAction(icon(theme, "ph.magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon(theme, "ph.x"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip("Clear search")
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self._cap = KeyCap(keys) if keys is not None else None
        if self._cap is not None:
            self._cap.setParent(self)
            self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._text_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serves its own keys, and leaves the rest to Qt."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts its parts in place."""
        super().resizeEvent(event)
        if self._cap is not None:
            self._cap.adjustSize()
            gap = self._theme.px(5)
            self._cap.move(self.width() - self._cap.width() - gap, (self.height() - self._cap.height()) // 2)

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if self._cap is not None:
            self._cap.setVisible(not text)
