"""Keeps keys out of everything that is written. The key travels in the URL, so every text is suspect.

This is the one place where it is taken out; whoever writes logs installs `RedactingFilter` on the handler.
"""

from __future__ import annotations

import logging
import re

_KEY_IN_TEXT = re.compile(
    r"(?i)((?:api_key|client_secret|access_token)(?:=|%3D|[\"']?\s*[:=]\s*[\"']?))[^&\s\"'<>)\]}]+"
)
_BEARER = re.compile(r"(?i)(bearer\s+)[^\s\"',]+")


def redacted(text: str) -> str:
    """The text with the value of every key-like parameter replaced by dots."""
    return _BEARER.sub(r"\1…", _KEY_IN_TEXT.sub(r"\1…", text))


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
