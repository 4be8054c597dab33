"""One window a home: the first one holds a claim for its life and listens; a later one asks it to the front.

The system drops the claim with the process, and an old socket is taken away by whoever holds the claim, so a
process that was killed leaves nothing that keeps the next one from opening. Nothing is taken from the socket
but the one word; it opens no file and starts no work.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from mcdesk.model.errors import BusyElsewhereError, StorageError
from mcdesk.ui.window_claim import window_claimed

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

_ASK, _DONE = b"raise\n", b"raised\n"
_PATIENCE, _PAUSE = 2.5, 0.05
"""Seconds that the first window has to answer: longer than it may take to end."""
_ANSWER_WITHIN = 500
_HEAR_WITHIN, _GUESTS = 1000, 4
"""In ms, how long a guest may take to say his word, and how many may wait to say it."""


@contextlib.contextmanager
def only_window(home: Path) -> Iterator[bool]:
    """Holds the claim on the window of `home`; False where the first window came to the front instead.

    Without a folder to write to it goes without a claim: the ledger will say what is wrong. Blocks for some
    seconds at most.

    Raises:
        BusyElsewhereError: If another window has the claim and does not answer.
    """
    end = time.monotonic() + _PATIENCE
    with contextlib.suppress(OSError):  # the ledger will say it
        # Whoever is first makes the folder, and it holds what is nobody else's business.
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        while True:
            try:
                stack.enter_context(window_claimed(home / "claims" / "window"))
            except StorageError:
                break
            except BusyElsewhereError as exc:
                if _has_come_forward(socket_name(home)):
                    yield False
                    return
                if time.monotonic() > end:
                    raise BusyElsewhereError(
                        "mcdesk is open already, but its window does not answer.",
                        "Bring it to the front yourself. If it hangs, end it and start mcdesk again: nothing "
                        "is lost by that.",
                    ) from exc
                time.sleep(_PAUSE)  # it is about to open, or to end: then the claim is free soon
            else:
                break
        yield True


def socket_name(home: Path) -> str:
    """The name under which the window of `home` listens: the same for each way to write that folder.

    It is a name and no path, since paths of sockets must be short. Each user has names of his own.
    """
    whose = f"{QDir.homePath()}\n{home.resolve()}"
    return f"mcdesk-{hashlib.sha256(whose.encode(errors='surrogateescape')).hexdigest()[:24]}"


def bring_to_front(window: QWidget) -> None:
    """Shows a window that is minimised or covered, with the sheet that is open over it."""
    window.setWindowState(
        (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
    )
    in_front: list[QWidget] = [window]
    in_front += [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    for each in in_front:
        each.show()
        each.raise_()
    in_front[-1].activateWindow()


class RaiseListener(QObject):
    """`asked` tells that a later start wants the window in front."""

    asked = Signal()

    def __init__(self, home: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._name = socket_name(home)
        self._server: QLocalServer | None = None

    async def begin(self) -> None:
        """Begins to listen. What that takes is loaded in a thread: the window goes on answering meanwhile."""
        await asyncio.get_running_loop().run_in_executor(None, import_module, "PySide6.QtNetwork")
        if not self.listen():
            log.info("a later start can't bring this window to the front")

    def listen(self) -> bool:
        """Begins to listen; tells whether it can. Only for who holds the claim: an old socket is removed."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(_GUESTS)
        server.newConnection.connect(self._on_guest)
        QLocalServer.removeServer(self._name)
        self._server = server
        return server.listen(self._name)

    def close(self) -> None:
        """Hears nobody any more."""
        if self._server is not None:
            self._server.close()

    def _on_guest(self) -> None:
        while self._server is not None and (guest := self._server.nextPendingConnection()) is not None:
            guest.setReadBufferSize(len(_ASK))
            guest.readyRead.connect(lambda guest=guest: self._hear(guest))
            guest.disconnected.connect(guest.deleteLater)
            QTimer.singleShot(_HEAR_WITHIN, guest, guest.abort)
            self._hear(guest)

    def _hear(self, guest: QLocalSocket) -> None:
        said = bytes(guest.peek(len(_ASK)).data())
        if said == _ASK:
            guest.readAll()
            self.asked.emit()
            guest.write(_DONE)
            guest.disconnectFromServer()
        elif not _ASK.startswith(said):
            guest.abort()


def _has_come_forward(name: str) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_ANSWER_WITHIN):
        return False
    socket.write(_ASK)
    answer = b""
    while not answer.endswith(b"\n") and len(answer) < len(_DONE) and socket.waitForReadyRead(_ANSWER_WITHIN):
        answer += bytes(socket.read(len(_DONE)).data())
    socket.abort()
    return answer == _DONE
