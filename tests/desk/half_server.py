"""A server that stops in the middle of its answer until it may go on, and who waits for that moment."""

import asyncio
import itertools
import socket
import threading
from typing import Self

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download


async def headed_attempt(ledger: Ledger, job_id: str = "j1") -> Download:
    """The attempt at a job, as soon as its headers are on record."""
    async with asyncio.timeout(30):
        for _ in itertools.count():
            for attempt in await ledger.downloads("acc", job_id):
                if attempt.expected_size is not None:
                    return attempt
            await asyncio.sleep(0.005)
    raise AssertionError


class HalfServer:
    """Answers one request: all of `answer` but its last bytes, and those when `go_on` is called.

    Args:
        answer: Headers and body.
        held_back: How many bytes wait.
    """

    def __init__(self, answer: bytes, held_back: int) -> None:
        self._answer, self._held_back = answer, held_back
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._asked, self._gate = threading.Event(), threading.Event()
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def is_asked(self) -> bool:
        """Whether the whole head of the request has arrived."""
        return self._asked.is_set()

    def go_on(self) -> None:
        self._gate.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._gate.set()
        self._thread.join(10)
        self._socket.close()

    def _serve(self) -> None:
        connection, _ = self._socket.accept()
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536)
            self._asked.set()
            cut = len(self._answer) - self._held_back
            try:
                connection.sendall(self._answer[:cut])
                self._gate.wait(20)
                connection.sendall(self._answer[cut:])
            except OSError:
                return  # nobody waits for it any more
