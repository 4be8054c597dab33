"""Starts mcdesk like a user and prints the moment of the first painted job table, in seconds since 1970.

Run as a process of its own, with MCDESK_HOME set; it ends with the first picture.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from mcdesk.app import run_window
from mcdesk.ui.jobs.table_view import JobTableView


class FirstPaint(QObject):
    """Waits for the first paint of a table with rows in it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        holder = watched.parent()
        if event.type() is QEvent.Type.Paint and isinstance(holder, JobTableView):
            QTimer.singleShot(0, _report)
        return False


def _report() -> None:
    print(f"{time.time():.4f}", flush=True)
    os._exit(0)  # what follows is not measured


def main() -> None:
    """Opens the window as the `mcdesk` command does."""
    app = QApplication(sys.argv[:1])
    app.installEventFilter(FirstPaint(app))
    run_window(app)


if __name__ == "__main__":
    main()
