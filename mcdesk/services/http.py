"""The one HTTP transport: who we are, how long we wait, where the key goes, what broken connections mean.

JSON calls run on the caller's loop; file bytes go through a blocking client, meant for worker threads.
Source for the key as a query parameter: "Authentication" in the MarketCheck documents.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from urllib.parse import urlsplit
from urllib.request import getproxies

import httpx

from mcdesk import __version__
from mcdesk.model.accounts import ApiKey, is_loopback
from mcdesk.model.errors import AnswerLostError, UnreachableError
from mcdesk.services.redaction import without_key

CALL_SECONDS = 30.0
CONNECT_SECONDS = 10.0
CALL_TIMEOUT = httpx.Timeout(CALL_SECONDS, connect=CONNECT_SECONDS)
BYTES_TIMEOUT = httpx.Timeout(120.0, connect=CONNECT_SECONDS)
_PROBE_SECONDS = 3.0


class _KeyInQuery(httpx.Auth):
    """Adds the key at the last moment, so that no URL that mcdesk handles contains it; nor does a header."""

    def __init__(self, key: ApiKey) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.url = request.url.copy_merge_params({"api_key": self._key.reveal()})
        answer = yield request
        told = answer.headers.multi_items()
        cleaned = [(name, without_key(value, self._key.reveal())) for name, value in told]
        if cleaned != told:
            answer.headers = httpx.Headers(cleaned, encoding="utf-8")


class Http:
    """An account's two clients: `calls` for JSON on the loop, `bytes` for files in worker threads.

    Args:
        base_url: The service's address.
        key: Goes into every request's query.
        transport: In place of the network, for talking to an application in this process.
    """

    def __init__(
        self, base_url: str, key: ApiKey, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._key = key
        self.base_url = base_url.rstrip("/")
        self.host = urlsplit(self.base_url).netloc
        # The operating system's own list of authorities, so that a company's proxy certificate is known.
        verify: ssl.SSLContext | bool = (
            ssl.create_default_context() if base_url.startswith("https") else False
        )
        # A proxy is for the world outside; asking it for this computer would fail.
        outside = not is_loopback(base_url)
        self._can_probe = transport is None and not (outside and _has_proxy(base_url))
        headers = {"User-Agent": f"mcdesk/{__version__}", "Accept": "application/json"}
        self.calls = httpx.AsyncClient(
            base_url=self.base_url,
            auth=_KeyInQuery(key),
            headers=headers,
            timeout=CALL_TIMEOUT,
            verify=verify,
            trust_env=outside,
            transport=transport,
        )
        self.bytes = httpx.Client(
            base_url=self.base_url,
            auth=_KeyInQuery(key),
            headers=headers | {"Accept-Encoding": "identity"},
            timeout=BYTES_TIMEOUT,
            verify=verify,
            trust_env=outside,
        )

    async def is_reachable(self) -> bool:
        """Whether the service's host takes a connection. No request is made, no key is sent.

        Where that can't be tried, because a proxy stands between, it says yes: only a request will tell.
        """
        if not self._can_probe:
            return True
        url = self.calls.base_url
        host, port = url.raw_host.decode(), url.port or (443 if url.scheme == "https" else 80)
        try:
            async with asyncio.timeout(_PROBE_SECONDS):
                _, writer = await asyncio.open_connection(host, port, happy_eyeballs_delay=0.25)
        except (OSError, UnicodeError):  # the latter: a name that can be nobody's
            return False
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        return True

    def cleaned(self, body: bytes) -> bytes:
        """An answer's text without the key, in case the service repeats it. JSON stays JSON."""
        return without_key(body.decode("utf-8", errors="replace"), self._key.reveal()).encode()

    async def aclose(self) -> None:
        """Closes both clients; transfers under way break off."""
        await self.calls.aclose()
        self.bytes.close()


def _has_proxy(base_url: str) -> bool:
    """Whether the HTTP library would go through a proxy: it looks at the same settings of the system."""
    return bool({urlsplit(base_url).scheme, "all"} & getproxies().keys())


def warm_up() -> None:
    """Loads what the HTTP library would otherwise load at its first request. Blocks: for a worker thread."""
    for name in ("httpcore", "anyio", "anyio._backends._asyncio", "sniffio"):
        with suppress(ImportError):
            import_module(name)


@contextmanager
def speaking_to(
    host: str,
    *,
    if_unreachable: str = "Check the network; mcdesk goes on by itself when it is back.",
    if_lost: str = "The request may have arrived; mcdesk finds out by itself.",
) -> Iterator[None]:
    """Translates the HTTP library's exceptions: never reached, or reached and no answer.

    Args:
        host: Who is spoken to.
        if_unreachable: What to do when the request did not arrive, for calls that are not repeated.
        if_lost: What to do when no answer came.

    Raises:
        UnreachableError: The request certainly did not arrive.
        AnswerLostError: It may have arrived.
    """
    try:
        yield
    except (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
    ) as exc:
        raise UnreachableError(f"{host} can't be reached.", if_unreachable) from exc
    except (httpx.TransportError, httpx.InvalidURL, httpx.TooManyRedirects, httpx.DecodingError) as exc:
        raise AnswerLostError(f"{host} did not answer.", if_lost) from exc
