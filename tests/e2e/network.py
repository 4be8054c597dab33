"""A network between mcdesk and the sandbox that can hang: connections stand, and nothing passes any more."""

import socket
import threading
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

_PIECE, _NARROW = 4096, 4096


class Network:
    """Passes on what it gets until `hang` is called. `url` is the service's address through it."""

    def __init__(self, service: str) -> None:
        self._to = urlsplit(service).hostname, urlsplit(service).port
        self._socket = socket.socket()
        # Narrow, so that little of a file is on its way when nobody takes any more of it.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _NARROW)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, _NARROW // 4)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self._flows = threading.Event()
        self._flows.set()
        self._ends: list[socket.socket] = []
        self.stuck = threading.Semaphore(0)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._flows.set()
        for each in (self._socket, *self._ends):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def hang(self) -> None:
        """From now on nothing passes. `stuck` is released once for each call that does not get through."""
        self._flows.clear()

    def flow(self) -> None:
        """Everything passes again."""
        self._flows.set()

    def _start(self, work: object, *args: object) -> None:
        assert callable(work)
        threading.Thread(target=work, args=args, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._socket.accept()
            except OSError:
                return
            far = socket.create_connection(self._to)
            self._ends += [near, far]
            self._start(self._pass_on, near, far)
            self._start(self._pass_on, far, near)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                if not self._flows.is_set():
                    self.stuck.release()
                    self._flows.wait()
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
