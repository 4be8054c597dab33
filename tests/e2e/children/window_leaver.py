"""Runs `mcdesk` as `window_user` does, with a hand that leaves it.

When the file that LEAVE_BY names is there, the hand closes the window and answers the question: it presses
the button whose words are in the file. It tells the moment of that, on the clock that all processes share.
"""

import os
import sys
import time
from pathlib import Path

import keyring
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimerEvent
from PySide6.QtWidgets import QApplication

from mcdesk.ui.sheets.leaving import LeavingSheet
from mcdesk.ui.window import MainWindow
from tests.e2e.children.window_user import Keyring
from tests.ui.inspector.probes import press


class Hand(QObject):
    """Made before there is an application, as the program itself makes that. It moves as soon as there is."""

    def __init__(self, wish: Path) -> None:
        super().__init__()
        self._wish = wish
        self._has_closed = False
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, event: QEvent) -> None:
        self.startTimer(20)

    def timerEvent(self, event: QTimerEvent) -> None:
        if not self._wish.exists():
            return
        seen = [widget for widget in QApplication.allWidgets() if widget.isVisible()]
        sheet = next((widget for widget in seen if isinstance(widget, LeavingSheet)), None)
        if sheet is not None:
            self.killTimer(event.timerId())
            sys.stdout.write(f"{time.monotonic()}\n")
            sys.stdout.flush()
            press(sheet, self._wish.read_text())
        elif not self._has_closed:
            self._has_closed = True
            next(widget for widget in seen if isinstance(widget, MainWindow)).close()


if __name__ == "__main__":
    Keyring.__module__ = "keyring.backends.SecretService"  # which mcdesk trusts with a key
    keyring.set_keyring(Keyring())
    sys.argv = ["mcdesk"]
    hand = Hand(Path(os.environ["LEAVE_BY"]))
    from mcdesk.__main__ import main

    main()
