"""Keeps keys out of everything that is written. The key travels in the URL, so every text is suspect.

This is the one place where it is taken out; whoever writes logs installs `RedactingFilter` on the handler.
Logs lose whatever looks like a key. Answers lose the one key that was sent and nothing else: they are data.
"""

from __future__ import annotations

import json
import logging
import re
from urllib.parse import quote, quote_plus

_KEY_IN_TEXT = re.compile(
    r"(?i)((?:api_key|client_secret|access_token)(?:=|%3D|[\"']?\s*[:=]\s*[\"']?))[^&\s\"'<>)\]}]+"
)
_BEARER = re.compile(r"(?i)(bearer\s+)[^\s\"',]+")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^"\s\[\]{},:]+')
"""A text with its quotes, or a number or word."""


def redacted(text: str) -> str:
    """The text with the value of every key-like parameter replaced by dots."""
    return _BEARER.sub(r"\1…", _KEY_IN_TEXT.sub(r"\1…", text))


def without_key(text: str, key: str) -> str:
    """The text with one key replaced by dots, in every shape that a service may repeat it in.

    What was JSON still is: a number that is the key becomes a text.
    """
    shapes = _shapes_of(key)
    if not any(shape in text for shape in shapes):
        return text

    def cleaned(token: str) -> str:
        for shape in shapes:
            token = token.replace(shape, "…")
        return token

    def cleaned_token(match: re.Match[str]) -> str:
        token = match[0]
        value = json.loads(token) if token.startswith('"') else token
        return token if cleaned(value) == value else json.dumps(cleaned(value))

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return cleaned(text)
    return _JSON_TOKEN.sub(cleaned_token, text)


def _shapes_of(key: str) -> tuple[str, ...]:
    """As it is, in a URL, and in a JSON text; the longest first, as one may be part of another."""
    in_json = json.dumps(key)[1:-1]
    shapes = {key, quote(key, safe=""), quote_plus(key), quote(key), in_json, in_json.replace("/", "\\/")}
    return tuple(sorted(filter(None, shapes), key=len, reverse=True))


class RedactingFilter(logging.Filter):
    """Rewrites a record before a handler sees it: message, arguments and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Takes keys out of the record; lets every record through."""
        record.msg = redacted(record.getMessage())
        record.args = None
        if record.exc_info:
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


def quiet_http_logs() -> None:
    """Stops the HTTP library from logging full URLs at all."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
