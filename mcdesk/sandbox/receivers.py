"""The receivers of notifications: which addresses may be called, and one HTTP POST to one. Never retries.

A few lines of HTTP instead of a client library: only the status and one header of the answer matter,
nothing may be followed, and the call must end at once when the sandbox closes.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

TIMEOUT = 10.0
_LONGEST_HEAD = 64 * 1024
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".home.arpa", ".invalid")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the receiver answered."""

    status: int
    retry_after: str | None


def is_allowed(url: str, *, allow_loopback: bool) -> bool:
    """Whether notifications may go there: https and a routable address, or loopback where that is allowed.

    Names are judged by their look; what they resolve to is judged when the receiver is called.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _port(parts)
    except ValueError:
        return False
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    if allow_loopback and parts.scheme in ("http", "https") and _is_loopback(host):
        return True
    return parts.scheme == "https" and _is_routable_name(host)


def _is_routable_name(host: str) -> bool:
    try:
        return _is_routable(host)
    except ValueError:
        # A last label without a letter is an address in a disguise such as 127.1 or 0x7f.1.
        last = host.rstrip(".").rpartition(".")
        return bool(last[0]) and last[2].isalpha() and not f".{host.rstrip('.')}".endswith(_LOCAL_NAMES)


def _is_routable(address: str) -> bool:
    found = ipaddress.ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_global and not found.is_multicast


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


class Receivers:
    """Calls receivers; without loopback receivers allowed, only routable addresses."""

    def __init__(self, *, allow_loopback: bool, timeout: float = TIMEOUT) -> None:
        self._allow_loopback, self._timeout = allow_loopback, timeout

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply | None:
        """One delivery attempt; None when there was no answer."""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._post(urlsplit(url), headers, body)
        except (OSError, ValueError, EOFError, asyncio.LimitOverrunError):
            return None

    async def _post(self, parts: SplitResult, headers: Mapping[str, str], body: bytes) -> Reply:
        host = parts.hostname or ""
        address = await self._address(host, _port(parts))
        secure = ssl.create_default_context() if parts.scheme == "https" else None
        reader, writer = await asyncio.open_connection(
            address, _port(parts), ssl=secure, server_hostname=host if secure else None, limit=_LONGEST_HEAD
        )
        try:
            writer.write(_head(parts, headers, body) + body)
            await writer.drain()
            return _reply(await reader.readuntil(b"\r\n\r\n"))
        finally:
            writer.transport.abort()

    async def _address(self, host: str, port: int) -> str:
        found = await asyncio.get_running_loop().getaddrinfo(host, port)
        address = str(min(found, key=lambda each: each[0] is not socket.AF_INET)[4][0])
        if not _is_routable(address) and not (self._allow_loopback and _is_loopback(address)):
            raise OSError(f"{host} is not routable")
        return address


def _head(parts: SplitResult, headers: Mapping[str, str], body: bytes) -> bytes:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    fixed = {"Host": host, "User-Agent": "marketcheck-batch", "Content-Length": str(len(body))}
    lines = [f"{name}: {value}" for name, value in (fixed | dict(headers) | {"Connection": "close"}).items()]
    return "\r\n".join([f"POST {target} HTTP/1.1", *lines, "", ""]).encode("ascii")


def _reply(head: bytes) -> Reply:
    first, *lines = head.decode("latin-1").split("\r\n")
    version, status, *_ = first.split(" ")
    if not version.startswith("HTTP/"):
        raise ValueError("not an HTTP answer")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    return Reply(int(status), headers.get("retry-after"))
