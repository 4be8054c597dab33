"""Tells an Enter that is held down from one that is pressed again, where the system does not. Sends nothing.

X11 repeats a held key as a release and a press at the very same moment. Qt calls that a repeat only if both
lie in its queue together; where they come apart, a held Enter would press again and again, and each can cost.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_HAND = 5
"""Milliseconds. Nobody lets go of a key and presses it again as fast."""


class HeldEnter(QObject):
    """Watches the keys of whichever window of the program has the focus; lives as long as `owner`."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._let_go: int | None = None
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hands a press that no hand made on as a repeat; no shortcut hears of it."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or event.key() not in _ENTER or event.isAutoRepeat():
            return False
        if kind is QEvent.Type.KeyRelease:
            self._let_go = event.timestamp()
            return False
        if self._let_go is None or not 0 <= event.timestamp() - self._let_go <= _NO_HAND:
            return False
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        repeat = QKeyEvent(kind, event.key(), event.modifiers(), event.text(), True)
        QCoreApplication.sendEvent(watched, repeat)
        event.setAccepted(repeat.isAccepted())
        return True

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # once is enough, however often it comes to the front
            window.installEventFilter(self)
