"""A search field that tells what is looked for once the typing pauses. It searches nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from mcdesk.ui.controls.search_field import SearchField
from mcdesk.ui.theme.theme import Theme

_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DelayedSearch(SearchField):
    """`searched` tells the words; Enter and Down do so at once."""

    searched = Signal(str)
    went_down = Signal()
    """Down: on to what was found."""

    def __init__(
        self, theme: Theme, hint: str, keys: QKeySequence | None = None, *, pause_ms: int = 120
    ) -> None:
        super().__init__(theme, hint, keys)
        self._told = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(pause_ms)
        self._typing.timeout.connect(self.tell)
        self.textChanged.connect(self._typing.start)

    def tell(self) -> None:
        """Tells at once what is looked for, if that is something else than before."""
        self._typing.stop()
        words = self.text().strip()
        if words != self._told:
            self._told = words
            self.searched.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes to what was found; the rest as in any search field."""
        if event.key() in _DOWN:
            self.tell()
            self.went_down.emit()
            return
        if event.key() in _ENTER:
            self.tell()
        super().keyPressEvent(event)
