"""One connection on its way through a bad network: its two directions, and what it meets. Listens nowhere.

It counts bytes and exchanges: bytes up after bytes down begin the next one. It knows no HTTP and changes no
byte.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable

from tests.faults.mischief import Fate, Mischief

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]

_CHUNK = 65_536
_QUIET = 0.03
"""Seconds without a byte after which a request or an answer is taken to be whole."""
_RESET = struct.pack("ii", 1, 0)


class _OverError(Exception):
    """The connection ends here, in order or (`hard`) by a reset."""

    def __init__(self, *, hard: bool = False) -> None:
        super().__init__()
        self.hard = hard


class Carried:
    """A connection between a client and the service.

    Args:
        client: The end that asks.
        service: The end that answers.
        fate_now: What it meets; None while it is to be carried faithfully.
        did: Told each mischief when it really happens.
    """

    def __init__(
        self,
        client: Stream,
        service: Stream,
        fate_now: Callable[[], Fate | None],
        did: Callable[[Mischief], None],
    ) -> None:
        self._client, self._service = client, service
        self._fate_now = fate_now
        self._did = did
        self._exchange = self._up = self._down = 0
        self._is_answered = self._is_client_gone = False

    async def run(self) -> None:
        """Carries until one end hangs up or the fate strikes; then neither end is left waiting."""
        hard = False
        try:
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(self._carry_up())
                pumps.create_task(self._carry_down())
        except* _OverError as over:
            hard = any(isinstance(each, _OverError) and each.hard for each in over.exceptions)
        finally:
            for _, writer in (self._client, self._service):
                hang_up(writer, hard=hard)

    async def _carry_up(self) -> None:
        while True:
            data = await _read(self._client)
            if self._is_answered:
                self._exchange, self._up, self._down, self._is_answered = self._exchange + 1, 0, 0, False
            fate = self._fate_now()
            if fate is not None and self._exchange > fate.exchange:
                raise _OverError  # it was only slow: now it is one that has been idle for too long
            if (late := self._fate_here(Mischief.DELIVER_LATE)) is not None:
                await self._deliver_late(data, late.seconds)
            left = await self._held_up(data, self._up, Mischief.CUT_UP, Mischief.RESET_UP, self._service)
            self._up += len(data)
            await _write(self._service, left)

    async def _carry_down(self) -> None:
        while True:
            data = await _read(self._service)
            self._is_answered = True
            if self._is_client_gone:
                raise _OverError
            if self._fate_here(Mischief.SWALLOW) is not None:
                self._did(Mischief.SWALLOW)
                raise _OverError
            if (cut := self._fate_here(Mischief.TRUNCATE)) is not None:
                await self._carry_all_but_the_end(data, 1 + cut.after % 40)
            left = await self._held_up(data, self._down, Mischief.CUT_DOWN, Mischief.RESET_DOWN, self._client)
            self._down += len(data)
            await _write(self._client, left)

    async def _held_up(self, data: bytes, so_far: int, cut: Mischief, reset: Mischief, to: Stream) -> bytes:
        """Lets what strikes this direction happen to `data`; gives what is still to be passed on."""
        fate = self._fate_here(cut, reset, Mischief.DELAY, Mischief.STALL)
        if fate is None:
            return data
        here = max(0, fate.after - so_far)
        if fate.mischief is Mischief.DELAY:
            self._did(fate.mischief)
            await asyncio.sleep(fate.seconds)
            return data
        if here >= len(data) or so_far > fate.after:
            return data
        self._did(fate.mischief)
        await _write(to, data[:here])
        if fate.mischief is not Mischief.STALL:
            raise _OverError(hard=fate.mischief is reset)
        await asyncio.sleep(fate.seconds)
        return data[here:]

    async def _deliver_late(self, request: bytes, seconds: float) -> None:
        """Hangs up on the client once its request is here; the service gets it all the same, later."""
        with contextlib.suppress(TimeoutError):
            while True:
                request += await asyncio.wait_for(_read(self._client), _QUIET)
        self._is_client_gone = True
        hang_up(self._client[1], hard=True)
        await asyncio.sleep(seconds)
        await _write(self._service, request)
        self._did(Mischief.DELIVER_LATE)
        await asyncio.Event().wait()  # the answer, whatever it is, ends it

    async def _carry_all_but_the_end(self, held: bytes, lacking: int) -> None:
        self._did(Mischief.TRUNCATE)
        while True:
            await _write(self._client, held[:-lacking])
            held = held[-lacking:]
            try:
                held += await asyncio.wait_for(_read(self._service), _QUIET)
            except TimeoutError:
                raise _OverError from None

    def _fate_here(self, *kinds: Mischief) -> Fate | None:
        """What this exchange meets, if it is of these kinds."""
        fate = self._fate_now()
        is_here = fate is not None and fate.mischief in kinds and fate.exchange == self._exchange
        return fate if is_here else None


def hang_up(writer: asyncio.StreamWriter, *, hard: bool) -> None:
    """Ends a connection: in order, or by a reset that throws away what was on its way."""
    if not hard:
        writer.close()
        return
    with contextlib.suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


async def _read(stream: Stream) -> bytes:
    """The next bytes; there are some.

    Raises:
        _OverError: That end has hung up.
    """
    try:
        data = await stream[0].read(_CHUNK)
    except OSError:
        raise _OverError(hard=True) from None
    if not data:
        raise _OverError
    return data


async def _write(stream: Stream, data: bytes) -> None:
    try:
        stream[1].write(data)
        await stream[1].drain()
    except OSError:
        raise _OverError(hard=True) from None
