"""A server that does nothing but take and give bytes, so that a benchmark measures the client.

Speaks just enough of the batch API for one upload and any number of downloads. Run as a process of its own:
`python -m tests.benchmarks.byte_server RESULT_FILE` prints its port.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

_CHUNK = 1024 * 1024
_JOB = {
    "job_id": "bench",
    "status": "COMPLETED",
    "progress_percent": 100,
    "created_at": "2026-01-01T00:00:00Z",
    "completed_at": "2026-01-01T00:01:00Z",
    "download_available": True,
    "max_downloads": 1_000_000,
    "remaining_downloads": 1_000_000,
}


class ByteServer:
    """Answers any upload with a completed job, any download with the file."""

    def __init__(self, result: bytes) -> None:
        self._result = result
        self._checksum = hashlib.sha256(result).hexdigest()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, any number of requests."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:])}
                if headers.get("expect"):
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                left = int(headers.get("content-length", "0"))
                while left > 0:
                    left -= len(await reader.read(min(left, _CHUNK)))
                await self._answer(lines[0].split(" ")[1], writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, target: str, writer: asyncio.StreamWriter) -> None:
        path = target.partition("?")[0]
        if path.endswith("/download"):
            headers = (
                "X-Download-Count: 1",
                "X-Max-Downloads: 1000000",
                "X-Remaining-Downloads: 999999",
                f"X-File-Checksum: {self._checksum}",
            )
            writer.write(_head("200 OK", "application/gzip", len(self._result), headers))
            for start in range(0, len(self._result), _CHUNK):
                writer.write(self._result[start : start + _CHUNK])
                await writer.drain()
            return
        is_list = "rows=" in target
        body = json.dumps({"jobs": [], "total": 0, "rows": 20} if is_list else _JOB).encode()
        writer.write(_head("200 OK" if is_list else "202 Accepted", "application/json", len(body)) + body)
        await writer.drain()


def _head(status: str, content_type: str, length: int, headers: Sequence[str] = ()) -> bytes:
    lines = (
        f"HTTP/1.1 {status}",
        f"Content-Type: {content_type}",
        f"Content-Length: {length}",
        *headers,
        "",
        "",
    )
    return "\r\n".join(lines).encode()


async def _main(result: bytes) -> None:
    server = await asyncio.start_server(ByteServer(result).serve, "127.0.0.1", 0, limit=4 * _CHUNK)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]).read_bytes()))
