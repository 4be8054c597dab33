"""The one thing that is shown when there is no window to stand on: why mcdesk can't start."""

from __future__ import annotations

import asyncio
import sys

from PySide6.QtWidgets import QMessageBox

from mcdesk.model.errors import DeskError
from mcdesk.ui.asking import answer_of
from mcdesk.ui.shell.window_icon import window_icon
from mcdesk.ui.signals import SignalWatch
from mcdesk.ui.theme.theme import Theme


async def say_why_not(theme: Theme, error: DeskError, signals: SignalWatch) -> int:
    """Shows it, also to whoever started mcdesk by a command, until it is read; gives the exit code."""
    sys.stderr.write(f"mcdesk can't start. {error}\n")
    box = QMessageBox(QMessageBox.Icon.Critical, "mcdesk", error.title)
    box.setInformativeText(error.advice)
    box.setWindowIcon(window_icon(theme))
    # Once the box is open: a signal may have come already.
    asyncio.get_running_loop().call_soon(signals.call_on_signal, box.reject)
    await answer_of(box)
    return 1
