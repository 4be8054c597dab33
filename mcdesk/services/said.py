"""What a refusal says, before anybody finds words for it: all three shapes of error body, and none of them.

Sources: "Error Handling" of the batch documents (RFC 7807, `code` a slug), the MarketMatch error format
(`code` an integer), the gateway's `{"message"}`. Decides nothing: what it means is for `refusals` (jobs) and
`lookup_refusals` (single requests).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from mcdesk.services.redaction import redacted

LONGEST_WAIT = 366 * 86_400.0
"""Quotas are counted by the month; a figure beyond a year is nonsense, and no clock could show its end."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer other than 2xx, taken apart.

    Attributes:
        status: The HTTP status.
        slug: The service's own word for it, "" where `code` is a number or missing.
        words: What it says to a reader, "" for nothing.
        instance: The service's id of the request, "" for none.
        retry_after: Seconds that it asks to be left alone, None where it does not.
        quota_resets_at: When the month's requests are counted anew, in seconds since 1970; None if untold.
        fields: The whole body, {} unless it was a JSON object.
    """

    status: int
    slug: str
    words: str
    instance: str
    retry_after: float | None
    quota_resets_at: float | None
    fields: Mapping[str, Any]


def read_refusal(status: int, headers: Mapping[str, str], body: bytes) -> Said:
    """Takes a refusal apart. Never raises.

    Args:
        status: The HTTP status.
        headers: Of the answer; looked up without regard to case by httpx's own mapping.
        body: As received; JSON in one of three shapes, or anything.
    """
    fields = _fields_of(body)
    code = fields.get("code")
    resets = _moment(headers.get("quota-reset-time", ""))
    return Said(
        status=status,
        slug=code if isinstance(code, str) else "",
        words=redacted(str(fields.get("detail") or fields.get("message") or fields.get("title") or "")),
        instance=redacted(str(fields.get("instance") or headers.get("x-request-id") or "")),
        retry_after=_retry_after(status, headers),
        quota_resets_at=None if resets is None else resets.timestamp(),
        fields=fields,
    )


def _fields_of(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except ValueError:  # not JSON, or not even text
        return {}
    except RecursionError:
        return {}
    return fields if isinstance(fields, dict) else {}


def _retry_after(status: int, headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from Retry-After or else from RateLimit-Reset-Time against the answer's own Date.

    Every answer tells when the limit begins anew; only one that was refused for the limit means it.
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said), LONGEST_WAIT)
    here = _moment(headers.get("date", ""))
    reset = _moment(headers.get("ratelimit-reset-time", "")) if status == 429 else None
    until = _moment(said) or reset
    if here is None or until is None:
        return None
    return min(max(0.0, (until - here).total_seconds()), LONGEST_WAIT)


def _moment(text: str) -> datetime | None:
    """Reads an HTTP date, ISO 8601, or the `2025-07-22 14:30:16 UTC` that has been seen in the field."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text.strip().removesuffix(" UTC"))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
