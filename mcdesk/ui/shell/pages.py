"""The pages that the rail leads to, of which one is seen. A page is built when it is first gone to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page, and what the window has to know of it.

    Attributes:
        widget: All of it.
        home: Tells where the keyboard begins; None for nowhere yet.
        regions: Tells the parts that F6 goes through, in reading order.
        drop: Takes a file that was let go over it; None where files are for batches.
        paste: Takes the clipboard where no field wanted it; None for nothing.
    """

    widget: QWidget
    home: Callable[[], QWidget | None]
    regions: Callable[[], tuple[QWidget, ...]]
    drop: Callable[[Path], None] | None = None
    paste: Callable[[], None] | None = None


class Pages(QWidget):
    """Lies in the frame's panel. What floats over all pages has this as its parent."""

    gone_to = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        self._builders: dict[str, Callable[[], PageParts]] = {}
        self._built: dict[str, PageParts] = {}
        self._holders: dict[str, QWidget] = {}
        self._current = ""
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._stack)

    @property
    def current(self) -> str:
        """The id of the page that is seen; "" before there is one."""
        return self._current

    @property
    def parts(self) -> PageParts:
        """The page that is seen."""
        return self._built[self._current]

    def offer(self, ident: str, build: Callable[[], PageParts]) -> None:
        """Makes a page known. `build` is called once, when it is gone to."""
        self._builders[ident] = build

    def go(self, ident: str) -> None:
        """Shows a page, with the keyboard where it was there last; where it is seen already, at its home."""
        if ident == self._current:
            self.bring_home()
            return
        holder: QWidget | None = self._stack.focusWidget()
        if holder is not None and self._current:
            self._holders[self._current] = holder
        focused: QWidget | None = self.window().focusWidget()
        if ident not in self._built:
            self._built[ident] = parts = self._builders[ident]()
            self._stack.addWidget(parts.widget)
        self._current = ident
        self._stack.setCurrentWidget(self.parts.widget)
        if focused is not None:
            self.take_focus()
        self.gone_to.emit(ident)

    def take_focus(self) -> None:
        """Gives the keyboard to the page: where it was, else where the page begins."""
        before = self._holders.pop(self._current, None)
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.bring_home()

    def bring_home(self) -> None:
        """Gives the keyboard to where the page begins."""
        if (home := self.parts.home()) is not None:
            home.setFocus(Qt.FocusReason.OtherFocusReason)
