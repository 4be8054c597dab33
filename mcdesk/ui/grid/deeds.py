"""What can be done in the grid by key and by menu, declared once: words, icons and keys. It does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class Deed(StrEnum):
    """One thing to do."""

    UNDO = "undo"
    REDO = "redo"
    CUT = "cut"
    COPY = "copy"
    PASTE = "paste"
    CLEAR = "clear"
    FILL_DOWN = "fill down"
    REMOVE = "remove rows"
    INSIST = "send all the same"
    SEND = "send"


class Leave(StrEnum):
    """Where the cursor goes from a cell."""

    DOWN = "down"
    UP = "up"
    RIGHT = "right"
    LEFT = "left"
    CANCEL = "cancel"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a deed is offered: the first of its keys is shown in the menu."""

    words: str
    icon: str
    keys: tuple[str, ...]


ENTRANCES: dict[Deed, Entrance] = {
    Deed.UNDO: Entrance("Undo", "ph.arrow-counter-clockwise", ("Ctrl+Z",)),
    Deed.REDO: Entrance("Redo", "ph.arrow-clockwise", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Deed.CUT: Entrance("Cut", "ph.scissors", ("Ctrl+X",)),
    Deed.COPY: Entrance("Copy", "ph.copy", ("Ctrl+C", "Ctrl+Ins")),
    Deed.PASTE: Entrance("Paste", "ph.clipboard-text", ("Ctrl+V", "Shift+Ins")),
    Deed.CLEAR: Entrance("Clear cells", "ph.eraser", ("Del", "Backspace")),
    Deed.FILL_DOWN: Entrance("Fill down", "ph.arrow-line-down", ("Ctrl+D",)),
    Deed.REMOVE: Entrance("Remove rows", "ph.trash", ("Ctrl+-", "Shift+Del")),
    Deed.INSIST: Entrance("Send it all the same", "ph.arrow-right", ("Alt+Return", "Alt+Enter")),
    Deed.SEND: Entrance("Send", "ph.arrow-right", ("Ctrl+Return", "Ctrl+Enter")),
}

_DEED_OF = {key: deed for deed, entrance in ENTRANCES.items() for key in entrance.keys}
_PLAIN, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def deed_of(event: QKeyEvent) -> Deed | None:
    """What a key asks for, None for a key that is not about a deed."""
    key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _DEED_OF.get(QKeySequence(QKeyCombination(modifiers, Qt.Key(key))).toString())


def leave_of(event: QKeyEvent) -> Leave | None:
    """Where a key takes the cursor from an open cell, None for a key that is the cell's own."""
    key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in _ENTER:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return Leave.SEND
        return Leave.UP if modifiers == _SHIFT else Leave.DOWN
    if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and modifiers == _SHIFT):
        return Leave.LEFT
    if modifiers != _PLAIN:
        return None
    plain = {
        int(Qt.Key.Key_Tab): Leave.RIGHT,
        int(Qt.Key.Key_Escape): Leave.CANCEL,
        int(Qt.Key.Key_Up): Leave.UP,
        int(Qt.Key.Key_Down): Leave.DOWN,
    }
    return plain.get(key)


def key_words(deed: Deed) -> str:
    """A deed's first key, as the system writes it."""
    return QKeySequence(ENTRANCES[deed].keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
