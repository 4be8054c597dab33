"""A bad network on loopback: a TCP proxy that delays, cuts, resets and swallows, as it is told beforehand.

Every connection for which there is a fate meets it, in the order in which they are made; after the last one
all is carried faithfully.
"""

import asyncio
import contextlib
import socket
import threading
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Self
from urllib.parse import urlsplit

from tests.faults.carried import Carried, hang_up
from tests.faults.mischief import Fate, Mischief

_PATIENCE = 10.0


class Proxy:
    """Stands between a client and `target`, in a thread of its own. A context manager.

    Args:
        target: The URL of the service behind it.
        fates: What the first connections meet.

    Attributes:
        url: Where the client finds it.
        done: How often each mischief has really happened.
    """

    def __init__(self, target: str, fates: Iterable[Fate]) -> None:
        self._target = urlsplit(target)
        self._fates = deque(fates)
        # Bound and never listening: keeps the port while nobody listens on it.
        self._holder = _bound(("127.0.0.1", 0))
        self._address: tuple[str, int] = self._holder.getsockname()
        self.url = f"http://127.0.0.1:{self._address[1]}"
        self.done: Counter[Mischief] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bad network", daemon=True)
        self._calmed, self._listening = asyncio.Event(), asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def calm(self) -> None:
        """Stops misbehaving, also to the connections that are open. Returns when somebody listens."""
        self._call(self._calm)

    def __enter__(self) -> Self:
        self._thread.start()
        self._call(self._open)
        return self

    def __exit__(self, *_: object) -> None:
        self._call(self._close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()
        self._holder.close()

    def _call(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        asyncio.run_coroutine_threadsafe(work(), self._loop).result(_PATIENCE)

    async def _open(self) -> None:
        self._own(self._serve())
        await self._listening.wait()

    async def _calm(self) -> None:
        self._calmed.set()
        await self._listening.wait()

    async def _close(self) -> None:
        await _turns()  # who has just come is taken in, and so hung up on
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await _turns()  # what was hung up is closed by the loop a little later

    def _own(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self) -> None:
        while True:
            with _bound(self._address) as listener:
                listener.listen()
                listener.setblocking(False)
                self._listening.set()
                seconds = await self._accept_until_refused(listener)
            self._listening.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._calmed.wait(), seconds)

    async def _accept_until_refused(self, listener: socket.socket) -> float:
        """Takes connections until nobody is to listen for so many seconds."""
        while True:
            accepted, _ = await self._loop.sock_accept(listener)
            fate = self._fates.popleft() if self._fates and not self._calmed.is_set() else None
            if fate is not None and fate.mischief is Mischief.REFUSE:
                self._did(Mischief.REFUSE)
                listener.close()  # before the client knows, so that its next try finds nobody
                accepted.close()
                return fate.seconds
            self._own(self._carry(accepted, fate))
            await asyncio.sleep(0)  # it has begun, so whatever happens its socket is closed

    async def _carry(self, accepted: socket.socket, fate: Fate | None) -> None:
        client = await asyncio.open_connection(sock=accepted)
        try:
            service = await asyncio.open_connection(self._target.hostname, self._target.port)
        except (OSError, asyncio.CancelledError):
            hang_up(client[1], hard=True)
            return
        await Carried(client, service, lambda: None if self._calmed.is_set() else fate, self._did).run()

    def _did(self, mischief: Mischief) -> None:
        self.done[mischief] += 1


async def _turns() -> None:
    """Lets the loop do what it is ready to do."""
    for _ in range(10):
        await asyncio.sleep(0)


def _bound(address: tuple[str, int]) -> socket.socket:
    # Named TCP, else asyncio leaves Nagle's waiting on, and every answer is 40 ms late.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(address)
    return bound
