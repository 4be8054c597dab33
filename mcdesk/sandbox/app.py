"""Puts the sandbox together as a Starlette application. Holds no rule of the API itself."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from mcdesk.sandbox.batch_api import BatchApi
from mcdesk.sandbox.control import Control
from mcdesk.sandbox.dropping import SilentResponse
from mcdesk.sandbox.faults import Faults
from mcdesk.sandbox.gateway import Gateway
from mcdesk.sandbox.lookups import Lookups
from mcdesk.sandbox.operations import OPERATIONS
from mcdesk.sandbox.pauses import Pauses, Sleep
from mcdesk.sandbox.problems import BatchProblem, MatchError, batch_body, gateway_body, match_body
from mcdesk.sandbox.receivers import Receivers
from mcdesk.sandbox.store import Store
from mcdesk.sandbox.webhooks import Webhooks
from mcdesk.sandbox.work import Work

_NO_ROUTE = "no Route matched with those values"


class Sandbox:
    """The parts of one sandbox, and how they end; an app keeps it as `app.state.sandbox`."""

    def __init__(
        self,
        data: Path,
        *,
        speed: float,
        allow_loopback_webhooks: bool,
        clock: Callable[[], float],
        sleep: Sleep,
    ) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._speed, self._clock = speed, clock
        self.store = Store(data / "sandbox.sqlite3")
        self.work = Work(data, self.store, clock, speed)
        self.pauses = Pauses(sleep)
        self.faults = Faults()
        self.webhooks = Webhooks(
            self.store,
            self.work,
            sleep,
            Receivers(allow_loopback=allow_loopback_webhooks).post,
            speed=speed,
            clock=clock,
            allow_loopback=allow_loopback_webhooks,
        )
        for job in self.store.unfinished():
            self.work.start(job.job_id)

    def routes(self, new_id: Callable[[], str], max_bytes: Mapping[str, int]) -> list[Route]:
        """All that is served."""
        routes = [*Lookups(self.faults).routes, *Control(self.faults).routes]
        for operation in OPERATIONS:
            api = BatchApi(
                operation,
                self.store,
                self.work,
                self.webhooks,
                self.faults,
                max_bytes=max_bytes.get(operation.name, operation.max_bytes),
                speed=self._speed,
                clock=self._clock,
                new_id=new_id,
            )
            routes.extend(api.routes)
        return routes

    def hang_up(self) -> None:
        """Ends all waiting, so that no request lasts longer than its work."""
        self.webhooks.close()
        self.pauses.end()

    def close(self) -> None:
        """Ends work and deliveries and closes the database; all is taken up by the next sandbox."""
        self.hang_up()
        self.work.close()
        self.store.close()


def create_app(
    data: Path,
    *,
    speed: float = 1.0,
    allow_loopback_webhooks: bool = False,
    clock: Callable[[], float] = time.time,
    sleep: Sleep = asyncio.sleep,
    new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    max_bytes: Mapping[str, int] | None = None,
) -> Starlette:
    """The sandbox as an ASGI application with its state under `data`.

    Args:
        data: The folder that keeps jobs, uploads and results over a restart.
        speed: 2 means twice as fast.
        allow_loopback_webhooks: Whether receivers on this machine may be named, by plain http too.
        clock: Seconds since the epoch.
        sleep: Waits for seconds.
        new_id: Makes job and request ids.
        max_bytes: Other file limits, by operation name.
    """
    if speed <= 0:
        raise ValueError("speed must be above 0")
    sandbox = Sandbox(
        data, speed=speed, allow_loopback_webhooks=allow_loopback_webhooks, clock=clock, sleep=sleep
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sandbox.webhooks.resume()
        yield
        sandbox.close()

    app = Starlette(
        routes=sandbox.routes(new_id, max_bytes or {}),
        middleware=[Middleware(Gateway, clock=clock, faults=sandbox.faults, pauses=sandbox.pauses)],
        exception_handlers=_handlers(new_id),
        lifespan=lifespan,
    )
    app.state.sandbox = sandbox
    return app


Handler = Callable[[Request, Exception], Response]


def _handlers(new_id: Callable[[], str]) -> dict[type[Exception], Handler]:
    def problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, BatchProblem)
        return batch_body(error, f"req-{new_id()[:8]}")

    def match_error(_: Request, error: Exception) -> Response:
        assert isinstance(error, MatchError)
        return match_body(error)

    def http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return gateway_body(error.status_code, _NO_ROUTE, dict(error.headers or {}))

    def gone(_: Request, error: Exception) -> Response:
        return SilentResponse()

    return {BatchProblem: problem, MatchError: match_error, HTTPException: http, ClientDisconnect: gone}
