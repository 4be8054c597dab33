"""Answers that never arrive, or only in part. The only module that knows how a connection is broken off."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

DROP = "sandbox.drop"


class ConnectionDroppedError(ConnectionResetError):
    """What an in-process caller sees of a dropped connection, having no socket that could break."""


async def drop_connection(scope: Scope, receive: Receive) -> None:
    """Closes the connection under the request, without another byte."""
    drop: Callable[[], None] | None = scope.get("state", {}).get(DROP)
    if drop is None:
        raise ConnectionDroppedError("the sandbox dropped the connection, as ordered")
    drop()
    # The server must have noticed before this call ends, else it would answer with a 500 of its own.
    while (await receive())["type"] != "http.disconnect":
        pass


class SilentResponse(Response):
    """No answer at all."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Drops the connection instead of answering."""
        await drop_connection(scope, receive)
