"""A server of a few lines that says byte for byte what it was told to, however wrong."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self


class RawServer:
    """Answers each request on a connection of its own with the next of `answers`, then hangs up.

    None in place of an answer hangs up without a word, after the whole request has been read. Clear `gate` to
    keep everybody waiting for their answer.
    """

    def __init__(self, *answers: bytes | None) -> None:
        self._answers = answers
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.requests: list[bytes] = []
        self.gate = threading.Event()
        self.gate.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.set()
        # close() alone does not wake a thread that is accepting
        with socket.create_connection(self._socket.getsockname()):
            self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        for answer in (*self._answers, None):
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.requests.append(_read_request(connection))
                self.gate.wait(10)
                if answer is not None and self.requests[-1]:
                    connection.sendall(answer)


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0].split(b":")[1]) - len(body) if lengths else 0
    while missing > 0 and (chunk := connection.recv(65536)):
        data += chunk
        missing -= len(chunk)
    return data


def answer(body: bytes = b"", status: str = "200 OK", *, length: int | None = None, **headers: str) -> bytes:
    """An HTTP answer; `x_file_checksum` becomes `X-File-Checksum`."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    told.setdefault("content-length", str(len(body) if length is None else length))
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told.items()), "connection: close"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def nobody_there() -> Iterator[str]:
    """An address on this computer where nobody listens, and nobody else will meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


Report = Callable[[int, int | None], None]


def quiet(done: int, total: int | None) -> None:
    """A progress report that nobody reads."""
