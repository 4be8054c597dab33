"""Runs the sandbox on loopback. The only module that knows uvicorn."""

import asyncio
import os
import signal
import socket
import threading
from asyncio import BaseTransport
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from mcdesk.sandbox.app import create_app
from mcdesk.sandbox.dropping import DROP

_HOST = "127.0.0.1"
_PATIENCE = 2.0
_LOOK_UP = 0.2
_KEEP_ALIVE = 75


class _Protocol(H11Protocol):
    """Hands each request the means to break off its own connection."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self.app_state = {**self.app_state, DROP: transport.close}


class _Server(uvicorn.Server):
    """A uvicorn server that says when it serves and ends without waiting for its clients."""

    def __init__(self, config: uvicorn.Config, sandbox: Starlette) -> None:
        super().__init__(config)
        self._sandbox = sandbox
        self._loop: asyncio.AbstractEventLoop | None = None
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        self.ready.set()

    def end(self) -> None:
        """Ends the server from another thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._hang_up)

    def _hang_up(self) -> None:
        self.should_exit = True
        self._sandbox.state.sandbox.hang_up()
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None:
                transport.abort()


class SandboxServer:
    """Serves on loopback only, in a thread of its own."""

    def __init__(
        self, data: Path, *, port: int = 0, speed: float = 1.0, allow_loopback_webhooks: bool = False
    ) -> None:
        self._data, self._port, self._speed = data, port, speed
        self._allow_loopback_webhooks = allow_loopback_webhooks
        self.url = ""
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Starts serving and returns the base URL.

        Raises:
            OSError: The port is taken.
        """
        listening = _listener(self._port)
        self.url = f"http://{_HOST}:{listening.getsockname()[1]}"
        try:
            app = create_app(
                self._data, speed=self._speed, allow_loopback_webhooks=self._allow_loopback_webhooks
            )
        except BaseException:
            listening.close()
            raise
        # No access log: the key is part of each URL.
        config = uvicorn.Config(
            app,
            http=_Protocol,
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="warning",
            access_log=False,
            timeout_keep_alive=_KEEP_ALIVE,
        )
        self._server = server = _Server(config, app)
        self._thread = threading.Thread(
            target=server.run, args=([listening],), name="sandbox-server", daemon=True
        )
        self._thread.start()
        while not server.ready.wait(_LOOK_UP):
            if not self._thread.is_alive():
                raise OSError("the sandbox could not be started")
        return self.url

    def stop(self) -> None:
        """Ends within two seconds, open connections or not."""
        if self._server is None or self._thread is None:
            return
        self._server.end()
        self._thread.join(_PATIENCE)
        self._server = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _listener(port: int) -> socket.socket:
    """A listening socket that says it is TCP: only then the event loop sends answers without delay.

    `socket.create_server` leaves the protocol open, and every answer then waits 40 ms for company.

    Raises:
        OSError: The port is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_HOST, port))
        listening.listen()
    except BaseException:
        listening.close()
        raise
    return listening


def serve_forever(
    data: Path,
    *,
    port: int = 0,
    speed: float = 1.0,
    allow_loopback_webhooks: bool = False,
    on_ready: Callable[[str], None],
) -> None:
    """Serves until the process is told to end; must be called in the main thread to hear signals.

    Raises:
        OSError: The port is taken.
    """
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    server = SandboxServer(data, port=port, speed=speed, allow_loopback_webhooks=allow_loopback_webhooks)
    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        on_ready(server.start())
        # A wait without an end does not hear signals on Windows.
        while not ended.wait(_LOOK_UP):
            pass
    finally:
        server.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
