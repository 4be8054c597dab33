"""Asks the user without a nested loop: a dialog is opened, and its answer awaited on the one loop."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from mcdesk.model.file_names import TABLE_ENDINGS


async def answer_of(dialog: QDialog) -> bool:
    """Opens a dialog and awaits whether it was accepted. A cancelled wait closes it."""
    answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle(result: int) -> None:
        if not answered.done():
            answered.set_result(result)

    dialog.finished.connect(settle)
    dialog.open()
    try:
        return await answered == QDialog.DialogCode.Accepted
    except asyncio.CancelledError:
        if isValid(dialog):  # it goes with its owner
            dialog.close()
        raise
    finally:
        if isValid(dialog):
            dialog.deleteLater()


async def place_to_save(owner: QWidget, name: str, folder: str = "") -> Path | None:
    """Lets the user say where a file is to be written, under a proposed name; None if they did not.

    It does not ask about a file of that name: whoever writes takes the next free name, and says so.
    """
    dialog = QFileDialog(owner, "Save – mcdesk")
    if folder and QDir(folder).exists():
        dialog.setDirectory(folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    if await answer_of(dialog) and (files := dialog.selectedFiles()):
        return Path(files[0])
    return None


async def chosen_file(owner: QWidget, folder: str = "") -> Path | None:
    """Lets the user choose a table, beginning in a folder if it is still there; None if they did not."""
    dialog = QFileDialog(owner, "Choose a file – mcdesk")
    if folder and QDir(folder).exists():
        dialog.setDirectory(folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    tables = " ".join(f"*{ending} *{ending}.gz" for ending in TABLE_ENDINGS)
    dialog.setNameFilters([f"Tables ({tables})", "All files (*)"])
    if await answer_of(dialog) and (files := dialog.selectedFiles()):
        return Path(files[0])
    return None
