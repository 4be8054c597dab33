"""The parts of the window that F6 goes through. It moves the focus and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class Regions:
    """`parts` tells them in reading order; those that are hidden, or take no focus, are passed over."""

    def __init__(self, parts: Callable[[], Sequence[QWidget]]) -> None:
        self._tell_parts = parts

    def go(self, step: int) -> None:
        """Moves the focus to the next part, or with -1 to the one before."""
        holder, parts = QApplication.focusWidget(), tuple(self._tell_parts())
        start = next((place for place, part in enumerate(parts) if _holds(part, holder)), None)
        at = -step if start is None and step < 0 else (start if start is not None else -1)
        for distance in range(1, len(parts) + 1):
            part = parts[(at + step * distance) % len(parts)]
            target = _first_in(part) if part.isVisible() else None
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


def _holds(part: QWidget, holder: QWidget | None) -> bool:
    return holder is not None and (part is holder or part.isAncestorOf(holder))


def _first_in(part: QWidget) -> QWidget | None:
    """The first widget of a part that Tab would reach."""
    widget: QWidget | None = part
    while widget is not None:
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_focus and widget.isEnabled() and widget.isVisible() and _holds(part, widget):
            return widget
        widget = widget.nextInFocusChain()
        if widget is part:
            return None
    return None
