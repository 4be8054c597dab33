"""A key that may use one of the two products: what it may not do must not stand in the way of what it may."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.operations import RANK
from mcdesk.model.rows import CopyState
from tests.desk.bench import account, until
from tests.desk.office import Office
from tests.faults.service import Service

_BODY = b'{"message": "You cannot consume this service"}'
_DENIED = b"HTTP/1.1 403 Forbidden\r\ncontent-length: %d\r\n\r\n%b" % (len(_BODY), _BODY)


class Gate:
    """Lets the calls of one operation through to the service and denies all others, as a gateway would."""

    def __init__(self, service: Service, path: str) -> None:
        self._service = urlsplit(service.url)
        self._path = path.encode()
        self._tasks: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[str]:
        """Its address, while it stands."""
        async with await asyncio.start_server(self._enter, "127.0.0.1", 0) as server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._pass_on(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection(self._service.hostname, self._service.port)
        back = asyncio.ensure_future(_pour(inner_reader, writer))
        try:
            with contextlib.suppress(ConnectionError):  # whoever asked has gone
                while data := await reader.read(65_536):
                    is_denied = b" HTTP/1.1\r\n" in data and self._path not in data.partition(b"\r\n")[0]
                    (writer if is_denied else inner_writer).write(_DENIED if is_denied else data)
        finally:
            back.cancel()
            writer.close()
            inner_writer.close()


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65_536):
            target.write(data)


async def test_files_go_and_results_come_although_the_other_product_is_denied(
    service: Service, tmp_path: Path, ledger: Ledger, key: str
) -> None:
    async with Gate(service, RANK.path).opened() as url:
        office = Office(tmp_path, ledger, account(url), key)
        try:
            await office.open()
            sent = [await office.send("first"), await office.send("second")]
            await until(lambda: all(office.row(row).copy is CopyState.VERIFIED for row in sent))
            assert office.desk.poll_status.trouble is None  # the key opens what is used
        finally:
            await office.aclose()
    assert [job.spent for job in service.made(key)] == [1, 1]
