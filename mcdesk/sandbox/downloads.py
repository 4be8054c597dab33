"""Sending a result file, whole or broken off. Spends no slot and decides nothing.

Ranges are not served: the documents know only whole downloads.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mcdesk.sandbox.dropping import drop_connection

_CHUNK = 256 * 1024


def sha256_of(path: Path) -> str:
    """The checksum of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class FileStream(Response):
    """Streams a file from disk; `share` below 1 sends that share of it and drops the connection."""

    media_type = "application/gzip"

    def __init__(self, path: Path, headers: Mapping[str, str], share: float | None = None) -> None:
        super().__init__(headers=dict(headers))
        self._path, self._share = path, share
        self._size = path.stat().st_size
        MutableHeaders(raw=self.raw_headers)["content-length"] = str(self._size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the headers and the body."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        left = self._size if self._share is None else int(self._size * self._share)
        file = await asyncio.to_thread(self._path.open, "rb")
        try:
            while left > 0:
                chunk = await asyncio.to_thread(file.read, min(_CHUNK, left))
                left -= len(chunk)
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        finally:
            file.close()
        if self._share is None:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await drop_connection(scope, receive)
