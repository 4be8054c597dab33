"""What one job may hold in an account that has limits of its own, and the text they are kept as. No files.

An account's own limits come from its contract: they may be below or above what the operation declares.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeGuard

from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Limits

LEAST_ROWS = 1
LEAST_SIZE = 1_000
"""In bytes. Below it not even a header and a few rows are sure to fit."""


def limits_setting(account_id: str) -> str:
    """The setting that holds an account's own limits."""
    return f"limits of {account_id}"


def are_sound(limits: Limits) -> bool:
    """Whether a job can be made within them."""
    return (limits.rows is None or limits.rows >= LEAST_ROWS) and limits.size >= LEAST_SIZE


def limits_for(operation: Operation, own: Mapping[str, Limits]) -> Limits:
    """The account's own limits, by operation id; where it has no sound ones, what the operation declares."""
    found = own.get(operation.id)
    if found is not None and are_sound(found):
        return found
    return Limits(operation.max_rows, operation.max_bytes)


def limits_to_text(own: Mapping[str, Limits]) -> str:
    """As JSON, by operation id."""
    told = {operation: {"rows": limits.rows, "size": limits.size} for operation, limits in own.items()}
    return json.dumps(told, sort_keys=True)


def limits_from_text(text: str | None) -> dict[str, Limits]:
    """Reads what `limits_to_text` wrote, by operation id.

    Limits that are not sound are passed over as a whole: half of them would be a limit that nobody set.
    Nothing is found in None and in a text that can't be read.
    """
    try:
        told = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    found = {ident: _limits_from(entry) for ident, entry in told.items()} if isinstance(told, dict) else {}
    return {ident: limits for ident, limits in found.items() if limits is not None and are_sound(limits)}


def _limits_from(entry: object) -> Limits | None:
    if not isinstance(entry, dict) or "rows" not in entry:
        return None
    rows, size = entry["rows"], entry.get("size")
    if not _is_whole(size) or not (rows is None or _is_whole(rows)):
        return None
    return Limits(rows, size)


def _is_whole(value: object) -> TypeGuard[int]:
    """Whether it is a whole number. JSON's true and false would pass for 1 and 0."""
    return isinstance(value, int) and not isinstance(value, bool)
