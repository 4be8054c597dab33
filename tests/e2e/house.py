"""A running mcdesk under test: real window, real ledger, real sockets, and hands for what is seen.

It knows the program's front: words on buttons, rows in the table, notices. `until` waits for what should
become true and says what was waited for when it does not.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget

from mcdesk.app import Program, open_front_desk, start_log
from mcdesk.desk.desk import Desk
from mcdesk.desk.scope import TaskScope
from mcdesk.ledger.keys import Keys
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import ApiKey
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.rows import JobRow, RowState
from mcdesk.ui.drop.target import DropTarget
from mcdesk.ui.front_desk import FrontDesk
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.theme.theme import Theme
from mcdesk.ui.window import MainWindow
from tests.ui.inspector.probes import buttons, press, said

KEY = "sandbox-e2e-4f9d21c7"
W = TypeVar("W", bound=QWidget)
_PATIENCE = 8.0


class MemoryKeys(Keys):
    """A keyring that works, in memory."""

    def __init__(self):
        super().__init__()
        self.kept: dict[str, ApiKey] = {}

    async def get(self, account_id: str) -> ApiKey | None:
        return self.kept.get(account_id)

    async def put(self, account_id: str, key: ApiKey) -> None:
        self.kept[account_id] = key

    async def delete(self, account_id: str) -> None:
        self.kept.pop(account_id, None)


class Opened(QObject):
    """Stands in for the system's programs: notes what they were asked to open."""

    def __init__(self):
        super().__init__()
        self.paths: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(url.toLocalFile())


async def until(holds: Callable[[], object], what: str = "", patience: float = _PATIENCE) -> None:
    """Waits for a condition, and fails with its name."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain for {what or holds}"
        await asyncio.sleep(0.01)


class House:
    """One MCDESK_HOME and whatever runs in it. `open` and `close` may follow each other."""

    def __init__(self, home: Path, theme: Theme, keys: Keys | None = None, speed: float = 20.0):
        self.home, self.theme, self.keys, self.speed = home, theme, keys or MemoryKeys(), speed
        self.bugs: list[str] = []
        self.outside = Opened()
        self._front: FrontDesk | None = None
        self._program: Program | None = None
        self._handlers: list[logging.Handler] = []
        self._level = logging.WARNING

    # -- the program --------------------------------------------------------------------------------

    async def open(self) -> None:
        before, level = list(logging.getLogger().handlers), logging.getLogger().level
        ledger = await Ledger.open(self.home)
        start_log(self.home)
        self._level = level
        self._handlers = [each for each in logging.getLogger().handlers if each not in before]
        QDesktopServices.setUrlHandler("file", self.outside, "take")  # type: ignore[arg-type]
        self._program = Program(ledger, self.keys, self.home, speed=self.speed, sleep=_hurried)
        scope = TaskScope(lambda name, error: self.bugs.append(f"{name}: {error!r}"))
        self._front = await open_front_desk(self._program, self.theme, scope)
        self.window.activateWindow()
        await until(lambda: self.window.isActiveWindow() or self.sheets(), "the window")

    async def close(self) -> float:
        """Ends mcdesk as its main routine does; gives the seconds that took."""
        if self._front is None or self._program is None:
            return 0.0
        began = time.monotonic()
        front, program, self._front, self._program = self._front, self._program, None, None
        await front.end()
        await program.aclose()
        took = time.monotonic() - began
        front.window.deleteLater()
        QDesktopServices.unsetUrlHandler("file")
        # Qt crashes at its own end over data from Python that still lie there
        QGuiApplication.clipboard().clear()
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
        logging.getLogger().setLevel(self._level)
        await asyncio.sleep(0)
        # a thread that was in mid-call ends when its connection is closed, and tidies up
        await until(lambda: not list(self.home.rglob("*.part")), "half a file to go", 4.0)
        self.require_nothing_left()
        return took

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def open_with_account(self, url: str, name: str = "Northlake Auto") -> None:
        """Opens with an account that was added before."""
        ledger = await Ledger.open(self.home)
        program = Program(ledger, self.keys, self.home)
        await program.add_account(name, ApiKey(KEY), url, for_session=False)
        await program.aclose()
        await self.open()
        await self.checked()

    def require_nothing_left(self) -> None:
        left = [task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        assert left == [], f"tasks left: {left}"
        seen = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        assert seen == [], f"windows left: {seen}"
        assert list(self.home.rglob("*.part")) == []
        assert self.bugs == []
        texts = [
            path for path in self.home.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()
        ]
        assert texts == [], f"the key is in {texts}"
        assert "Traceback" not in self.log

    # -- what can be seen ---------------------------------------------------------------------------

    @property
    def front(self) -> FrontDesk:
        assert self._front is not None
        return self._front

    @property
    def program(self) -> Program:
        assert self._program is not None
        return self._program

    @property
    def window(self) -> MainWindow:
        return self.front.window

    @property
    def desk(self) -> Desk:
        desk = self.front.stage.desk
        assert desk is not None, "no desk is open"
        return desk

    @property
    def log(self) -> str:
        path = self.home / "logs" / "mcdesk.log"
        return path.read_text() if path.exists() else ""

    @property
    def rows(self) -> list[JobRow]:
        model = self.window.model
        return [model.row_at(place) for place in range(model.rowCount())]

    def row(self, reference: str) -> JobRow:
        found = [row for row in self.rows if row.reference == reference]
        assert len(found) == 1, f"{len(found)} rows named {reference}"
        return found[0]

    def state(self, reference: str) -> RowState | None:
        return next((row.state for row in self.rows if row.reference == reference), None)

    def details(self, reference: str) -> JobDetails:
        details = self.desk.details(self.row(reference).key)
        assert details is not None
        return details

    def fetched(self, reference: str, state: DownloadState = DownloadState.VERIFIED) -> Download | None:
        found = [each for each in self.details(reference).downloads if each.state is state]
        return found[-1] if found else None

    def sheets(self) -> list[Sheet]:
        return self.dialogs(Sheet)

    def dialogs(self, kind: type[W]) -> list[W]:
        return [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]

    @property
    def top(self) -> QWidget:
        """The sheet in front, else the window."""
        return next(iter(self.dialogs(QDialog)), self.window)

    def says(self, words: str, where: QWidget | None = None) -> bool:
        """Whether words can be read: on labels, boxes and buttons."""
        where = where or self.top
        read = [said(where), *buttons(where)]
        read += [each.accessibleName() for each in where.findChildren(QWidget) if each.isVisibleTo(where)]
        return any(words in text for text in read)

    @property
    def notice(self) -> str:
        notice = self.window.notices.notice
        return f"{notice.title} {notice.advice}" if notice else ""

    def status_words(self) -> str:
        return said(self.window.status)

    # -- hands --------------------------------------------------------------------------------------

    def press(self, words: str, where: QWidget | None = None) -> None:
        press(where or self.top, words)

    async def press_when_ready(self, words: str, where: QWidget | None = None) -> None:
        await until(lambda: self._button(words, where) is not None, f"the button {words!r}")
        self.press(words, where)

    def key(self, key: Qt.Key, *held: Qt.KeyboardModifier, on: QWidget | None = None) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifiers |= each
        QTest.keyClick(on or QApplication.focusWidget() or self.window, key, modifiers)

    async def focus(self, widget: QWidget) -> None:
        """Brings the window to the front, as a desktop does after a sheet, and the focus to a widget."""
        await until(lambda: not self.sheets(), "the sheets to close")
        self.window.activateWindow()
        await until(self.window.isActiveWindow, "the window")
        widget.setFocus()
        await until(widget.hasFocus, "the focus")

    def fields_of(self, where: QWidget) -> list[QLineEdit]:
        return [each for each in where.findChildren(QLineEdit) if each.isVisible()]

    def field(self, name: str) -> QLineEdit:
        fields = self.top.findChildren(QLineEdit)
        return next(each for each in fields if each.accessibleName() == name)

    def hover(self, *paths: Path) -> QMimeData:
        """Brings files over the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        centre = self.window.rect().center()
        QApplication.sendEvent(self.window, QDragEnterEvent(centre, *_drag(data)))
        return data

    async def drop(self, *paths: Path, on: str = "rank") -> None:
        """Drags files over the window and lets them go on an operation's target."""
        data = self.hover(*paths)
        await asyncio.sleep(0)
        target = next(each for each in self.targets() if each.offer.operation.id == on)
        spot = target.mapTo(self.window, target.rect().center())
        QApplication.sendEvent(self.window, QDragMoveEvent(spot, *_drag(data)))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(spot), *_drag(data)))

    def targets(self) -> list[DropTarget]:
        return [each for each in self.window.overlay.findChildren(DropTarget) if each.isVisible()]

    async def send(self, path: Path, on: str = "rank", wanted: str = "") -> None:
        """Drops a file, waits for its check, and submits it."""
        await self.drop(path, on=on)
        await until(lambda: self._submit() is not None, "the check of the file")
        submit = self._submit()
        assert submit is not None
        if wanted:
            assert submit.text() == wanted
        QTest.mouseClick(submit, Qt.MouseButton.LeftButton)
        reference = path.name.partition(".")[0]
        await until(lambda: self.state(reference) is not None, f"{reference} in the table")
        await until(lambda: not self.sheets(), "the sheet to close")

    @property
    def can_submit(self) -> bool:
        """Whether a sheet has a file that is checked and can go."""
        return self._submit() is not None

    async def checked(self) -> None:
        """Waits for the first answer of the service."""
        await until(lambda: self.front.stage.desk is not None, "the desk")
        await until(lambda: self.desk.poll_status.checked_at is not None, "the first check")

    async def reaches(self, reference: str, *states: RowState) -> None:
        await until(lambda: self.state(reference) in states, f"{reference} to become {states}")

    async def verified(self, reference: str) -> Download:
        await self.reaches(reference, RowState.COMPLETED)
        await until(lambda: self.fetched(reference) is not None, f"the result of {reference}")
        # the service's own count of slots is asked for last
        await until(lambda: self.row(reference).slots is not None, "the slots")
        found = self.fetched(reference)
        assert found is not None
        return found

    async def quit(self) -> None:
        """Closes the window as its cross does."""
        self.window.close()
        await until(lambda: self.front.done.is_set() or self.sheets(), "the window to close or to ask")

    def left(self, reference: str) -> int | None:
        """How many downloads are left."""
        slots = self.row(reference).slots
        return slots.left if slots else None

    def _submit(self) -> QAbstractButton | None:
        for sheet in self.sheets():
            for words, button in buttons(sheet).items():
                if words.startswith(("Submit", "Queue")) and button.isEnabled():
                    return button
        return None

    def _button(self, words: str, where: QWidget | None) -> QAbstractButton | None:
        with suppress(RuntimeError):
            button = buttons(where or self.top).get(words)
            return button if button is not None and button.isEnabled() else None
        return None


def labels(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def centre_of(widget: QWidget) -> QPoint:
    return widget.rect().center()


async def _hurried(seconds: float) -> None:
    await asyncio.sleep(min(seconds, 0.05))


def _drag(data: QMimeData) -> tuple[Any, ...]:
    none = Qt.KeyboardModifier.NoModifier
    return Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none


def readable(download: Download) -> str:
    """The unpacked copy that is handed to other programs."""
    assert download.path is not None
    return str(download.path.parent / "readable" / download.path.stem)
