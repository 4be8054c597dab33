"""What a service's "no" to a call about jobs means, in our words. Single requests have `lookup_refusals`.

Source: "Error Handling" of the batch documents. Two statuses have more than one meaning, so the slug decides
first: 409 is a busy lane or an unfinished job, 403 a refused key or an empty download budget.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcdesk.model.errors import (
    DeskError,
    KeyRefusedError,
    LaneBusyError,
    NoDownloadsLeftError,
    NotAllowedError,
    NotCompletedError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedError,
    ServiceTroubleError,
    UnknownJobError,
)
from mcdesk.services.said import read_refusal

_LATER = (408, 425)
"""Request Timeout and Too Early: the request was not looked at, and may be made again."""

_BY_CODE: dict[str, tuple[type[DeskError], str, str]] = {
    "active_job_exists": (
        LaneBusyError,
        "Another job of this operation is still running.",
        "The service takes one at a time. The file waits and goes when that job has ended.",
    ),
    "job_not_found": (
        UnknownJobError,
        "The service has no such job in this account.",
        "It may belong to another account, or the service no longer keeps it.",
    ),
    "download_limit_exceeded": (
        NoDownloadsLeftError,
        "All downloads of this job are used.",
        "Submit the file again to get a new result, or use a copy saved earlier.",
    ),
    "job_not_completed": (
        NotCompletedError,
        "The job has no result yet.",
        "Wait until it is completed.",
    ),
    "missing_file": (RefusedError, "The service received no file.", "Send the file again."),
    "invalid_file_format": (
        RefusedError,
        "The service could not read the file as the format it wants.",
        "Check that the file is a CSV with a header line, then send it again.",
    ),
    "file_too_large": (
        RefusedError,
        "The file is larger than the service accepts.",
        "Split it into parts and send them one after the other.",
    ),
    "invalid_webhook_url": (
        RefusedError,
        "The service does not accept the webhook address.",
        "It must start with https:// and be reachable from the internet.",
    ),
    "invalid_parameter": (
        RefusedError,
        "The service did not accept one of the fields.",
        "Shorten the reference to 255 characters or fewer, then send again.",
    ),
}


def refusal_from(status: int, headers: Mapping[str, str], body: bytes) -> DeskError:
    """The error that an answer other than 2xx stands for. Never raises.

    Args:
        status: The HTTP status.
        headers: Of the answer; looked up without regard to case by httpx's own mapping.
        body: As received; JSON in one of three shapes, or anything.
    """
    answer = read_refusal(status, headers, body)
    slug, said = answer.slug, answer.words
    details: dict[str, Any] = {
        "code": slug,
        "instance": answer.instance,
        "retry_after": answer.retry_after,
    }
    if slug in _BY_CODE:
        kind, title, advice = _BY_CODE[slug]
        return kind(title, _with_words(advice, said), **details)
    return _by_status(status, said, details)


def _by_status(status: int, said: str, details: dict[str, Any]) -> DeskError:
    details["code"] = details["code"] or str(status)
    if status == 401:
        return KeyRefusedError(
            "The service does not accept the key.",
            _with_words("Check the key; it may have expired or been replaced.", said),
            **details,
        )
    if status == 403:
        return NotAllowedError(
            "This key may not do that.",
            _with_words("Ask MarketCheck to enable it for your account; batch jobs need it.", said),
            **details,
        )
    if status == 429 and "quota" in said.lower():
        return QuotaExhaustedError(
            "The month's requests of this account are used up.",
            "Wait for the next calendar month, or ask MarketCheck to raise the quota.",
            **details,
        )
    if status == 429:
        return RateLimitedError(
            "The service asks for fewer requests.", "mcdesk waits as long as it was told.", **details
        )
    if status >= 500 or status in _LATER:
        return ServiceTroubleError(
            f"The service is in trouble (HTTP {status}).", "mcdesk tries again by itself.", **details
        )
    return RefusedError(
        f"The service refused the request (HTTP {status}).",
        _with_words("Quote the request id to its support if this goes on.", said),
        **details,
    )


def _with_words(advice: str, said: str) -> str:
    return f"{advice} The service says: {said}" if said else advice
