"""Whose jobs they are: an account is a name, a service address and a key that only the keyring knows."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

MARKETCHECK_URL = "https://api.marketcheck.com"


class AccountKind(StrEnum):
    """Where an account's requests go. The two must never look alike."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class Account:
    """An account without its key. `fingerprint` tells keys apart and can't be turned back into one."""

    id: str
    name: str
    kind: AccountKind
    base_url: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that does not show itself: neither `repr` nor `str` tells it. `reveal` is for the wire only."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        """The key itself."""
        return self._value

    def __str__(self) -> str:
        return "(key)"


def is_loopback(base_url: str) -> bool:
    """Whether an address never leaves this computer. Names other than `localhost` are taken to leave it."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_web_address(base_url: str) -> bool:
    """Whether this can be a service's address: http or https, a host, perhaps a path, and nothing more.

    A query or a user name has no place in it: secrets travel there.
    """
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except ValueError:
        return False
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and is_plain and port != 0


def kind_of(base_url: str) -> AccountKind:
    """A loopback address is practice, everything else is real."""
    return AccountKind.SANDBOX if is_loopback(base_url) else AccountKind.PRODUCTION
