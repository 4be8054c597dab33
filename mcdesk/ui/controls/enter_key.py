"""What Enter means where a button has the focus: that button, as Space does. It decides nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def enter_clicks(window: QWidget, event: QKeyEvent) -> bool:
    """Clicks the button in `window` that has the focus, if this is Enter and no part wanted it.

    A key that is held down clicks once: what the first press opened must not be answered by the second.

    Returns:
        Whether the key has had its effect. A radio button has none of its own: what it offers is chosen by
        reaching it, and Enter goes on to the window's default.
    """
    if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    focused = window.focusWidget()
    if not isinstance(focused, QAbstractButton) or isinstance(focused, QRadioButton):
        return False
    if not focused.isEnabled() or not focused.isVisible():
        return False
    if not event.isAutoRepeat():
        focused.click()
    return True
