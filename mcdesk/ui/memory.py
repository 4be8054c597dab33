"""How the window was left: place, size, columns, sorting, filter, folder. Kept soon after a change.

It gives texts under names; where they are kept, others decide.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtWidgets import QHeaderView

from mcdesk.model.errors import DeskError
from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.jobs.job_filter import JobFilter, StateGroup
from mcdesk.ui.window import MainWindow

log = logging.getLogger(__name__)

LAYOUT, GEOMETRY, FILTER = "job table layout", "window geometry", "job filter"
FOLDER = "folder of the last file"
_PAUSE_MS = 800

Get = Callable[[str], Awaitable[str | None]]
Put = Callable[[str, str], Awaitable[None]]
Start = Callable[[str, Coroutine[Any, Any, None]], object]


class WindowMemory(QObject):
    """Restores the window before it is shown and writes down what the user changed.

    Args:
        window: Whose looks they are.
        get: Reads a setting.
        put: Writes one.
        start: Starts a named task.
    """

    def __init__(self, window: MainWindow, get: Get, put: Put, start: Start) -> None:
        super().__init__(window)
        self._window, self._get, self._put, self._start = window, get, put, start
        self._kept: dict[str, str] = {}
        self._folder = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._start("remember the window", self.keep()))
        header = window.page.table.horizontalHeader()
        header.sectionResized.connect(self._on_resized)
        for changed in (header.sectionMoved, header.sortIndicatorChanged):
            changed.connect(lambda *_: self._pause.start())
        window.page.filters.column_switched.connect(lambda *_: self._pause.start())
        window.page.filters.filter_changed.connect(lambda _: self._pause.start())
        window.installEventFilter(self)

    @property
    def folder(self) -> str:
        """The folder that a file was chosen from last; "" for none yet."""
        return self._folder

    def note_file(self, path: Path) -> None:
        """A file was chosen: its folder is where the next one is looked for."""
        self._folder = str(path.parent)
        self._pause.start()

    async def restore(self) -> None:
        """Brings the window back to how it was left. What can't be read is as on the first day."""
        if geometry := await self._get(GEOMETRY):
            self._window.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        if layout := await self._get(LAYOUT):
            self._window.page.table.restore_layout(layout)
        if wanted := _filter_from(await self._get(FILTER)):
            self._window.page.filters.show_filter(wanted)
        self._folder = await self._get(FOLDER) or ""
        self._kept = self._texts()

    async def keep(self) -> None:
        """Writes down what differs. A setting that can't be written is no reason to stop anything."""
        for name, text in self._texts().items():
            if self._kept.get(name) == text:
                continue
            try:
                await self._put(name, text)
            except DeskError as error:
                log.info("the %s was not kept: %s", name, error.title)
                return
            self._kept[name] = text

    def stop(self) -> None:
        """Nothing is written any more but by `keep`."""
        self._pause.stop()
        self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Moving and sizing the window are changes too."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange):
            self._pause.start()
        return super().eventFilter(watched, event)

    def _on_resized(self, section: int, before: int, after: int) -> None:
        """Only what a hand did: columns also come, go and stretch with the window."""
        header = self._window.page.table.horizontalHeader()
        if before and after and header.sectionResizeMode(section) is not QHeaderView.ResizeMode.Stretch:
            self._pause.start()

    def _texts(self) -> dict[str, str]:
        geometry = self._window.saveGeometry().toBase64().toStdString()
        shown = self._window.page.filters.current
        wanted = json.dumps({"state": shown.state_group.value, "operation": shown.operation})
        layout = self._window.page.table.layout_state()
        return {GEOMETRY: geometry, LAYOUT: layout, FILTER: wanted, FOLDER: self._folder}


def _filter_from(text: str | None) -> JobFilter | None:
    """Reads what was kept, perhaps by another version; a search is of its day and is not kept."""
    try:
        told = json.loads(text or "")
        operation = str(told["operation"])
        return JobFilter(StateGroup(told["state"]), operation if operation in OPERATIONS else "")
    except (ValueError, KeyError, TypeError):
        return None
