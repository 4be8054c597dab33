"""A dealer's site as a bare domain, out of web and mail addresses. Asks no network whether it is there."""

from __future__ import annotations

import re

from mcdesk.intake.cells.grammar import BLANKS, NOTHING, Grammar, Mend
from mcdesk.model.rules import SOURCE_EMAIL, SOURCE_FORMAT, SOURCE_URL, Rule

_LONGEST_DOMAIN = 253
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?")
"""With underscores: the vendor's own examples have them."""
_LAST_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9]")
_SCHEME = re.compile(r"(?:(?:https?|ftp)(?::[/\\]*|[/\\]{2,})|[/\\]{2,})+", re.ASCII | re.IGNORECASE)
"""Whole or broken: http://, HTTPS:/, https//, and http://https:// where it was put in front twice."""
_END_OF_HOST = re.compile(r"[/\\?#]")
_PORT = re.compile(r":[0-9]{0,5}\Z")
_BLANK = re.compile(f"[{re.escape(BLANKS)}]")
_TWO_READINGS = frozenset("ßς\u200c\u200d")
"""What the old standard for such domains, the one in Python, encodes otherwise than the one in force."""
_WWW = "www."
_PLAIN = re.compile(r"(?!www\.)(?:[a-z0-9](?:[a-z0-9_-]{0,29}[a-z0-9])?\.){1,4}[a-z]{2,63}")
"""Most domains. Those with longer or more labels take the longer way."""


def is_domain(text: str) -> bool:
    """Whether this is a domain in small ASCII letters and nothing else. Addresses of numbers are none."""
    if len(text) > _LONGEST_DOMAIN or "." not in text:
        return False
    *labels, last = text.split(".")
    return _LAST_LABEL.fullmatch(last) is not None and all(map(_LABEL.fullmatch, labels))


def _site_name(host: str) -> str | None:
    """The domain by which a dealer is known, from the host of an address; None if it is none."""
    host = host.strip(BLANKS).rstrip(".")
    if len(host) > _LONGEST_DOMAIN:
        return None
    name = host.lower() if host.isascii() else _encoded(host)
    while name.startswith(_WWW) and is_domain(name.removeprefix(_WWW)):
        name = name.removeprefix(_WWW)
    return name if is_domain(name) else None


def _encoded(host: str) -> str:
    if not _TWO_READINGS.isdisjoint(host):
        return ""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _authority(text: str) -> tuple[str, bool]:
    """What stands between the scheme and the page, and whether there is a scheme."""
    bare = text.strip(NOTHING)
    scheme = _SCHEME.match(bare)
    rest = bare[scheme.end() :] if scheme else bare
    return _END_OF_HOST.split(rest, maxsplit=1)[0], scheme is not None


def _from_web_address(text: str) -> str:
    host, has_scheme = _authority(text)
    if "@" in host:
        if not has_scheme:
            return text
        host = host.rpartition("@")[2]
    return _site_name(_PORT.sub("", host)) or text


def _from_mail_address(text: str) -> str:
    address, has_scheme = _authority(text)
    if has_scheme or address.count("@") != 1 or _BLANK.search(address):
        return text
    return _site_name(address.partition("@")[2]) or text


def _faults(text: str) -> tuple[Rule, ...]:
    return () if is_domain(text) else (SOURCE_FORMAT,)


GRAMMAR = Grammar(
    (Mend(SOURCE_URL, _from_web_address), Mend(SOURCE_EMAIL, _from_mail_address)), _faults, _PLAIN.fullmatch
)
