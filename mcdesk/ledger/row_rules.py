"""What a row of each table must hold to become a value on which nothing later breaks. It changes nothing.

SQLite keeps whatever it is given in any column, and a damaged page holds anything at all. Only the standard
library is needed here: the first picture asks too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

from mcdesk.ledger.long_texts import is_packed
from mcdesk.model.accounts import AccountKind, is_web_address
from mcdesk.model.dealers import key_of
from mcdesk.model.downloads import DownloadState
from mcdesk.model.jobs import JobStatus
from mcdesk.model.lookups import LOOKUPS
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.past_requests import RequestState
from mcdesk.model.submissions import Origin, SubmissionState

END_OF_TIME = 253_370_764_800.0
"""The beginning of the year 9999, in seconds since 1970: no calendar shows what is later."""
ANCHOR = "set aside"
"""The kind of an account that can't be read, but on which rows hang that would go with it. No account is read
from it."""


class RowError(ValueError):
    """A row that can't be turned into a value. Never leaves the ledger."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a column may hold: values of these types, and of those what `holds` lets pass."""

    types: frozenset[type]
    words: str
    holds: Callable[[Any], bool] | None = None

    def or_none(self) -> _Kind:
        """The same for a column that may be empty."""
        return _Kind(self.types | {NoneType}, self.words, self.holds)


def _is_name(text: str) -> bool:
    """Files and folders are called so: it must not lead anywhere else."""
    return text not in ("", ".", "..") and text.isprintable() and not set(text) & set("/\\")


def _is_path(path: str | bytes) -> bool:
    return len(path) > 0 and (0 if isinstance(path, bytes) else "\0") not in path


def _is_key(text: str) -> bool:
    """It travels in a header."""
    return text != "" and text.isascii() and text.isprintable()


_STR = frozenset({str})
_TEXT = _Kind(_STR, "a text")
_FILLED = _Kind(_STR, "a text", bool)
_NAME = _Kind(_STR, "a name", _is_name)
_PATH = _Kind(frozenset({str, bytes}), "a path", _is_path)
_COUNT = _Kind(frozenset({int}), "a whole number")
_TIME = _Kind(frozenset({float}), "a time", lambda seconds: 0 <= seconds < END_OF_TIME)
_SPAN = _Kind(frozenset({float}), "a number of seconds", lambda seconds: 0 <= seconds < END_OF_TIME)
_BYTES = _Kind(frozenset({bytes}), "bytes", bool)
_PACKED = _Kind(frozenset({bytes}), "a whole text", is_packed)
_NAME_KEY = _Kind(_STR, "a name's key", lambda key: key != "" and key == key_of(key))


def _word_of(known: Mapping[str, object] | frozenset[str]) -> _Kind:
    return _Kind(_STR, "a value that mcdesk knows", lambda word: word in known)


_OPERATION = _word_of(OPERATIONS)

RULES: Mapping[str, Mapping[str, _Kind]] = {
    "accounts": {
        "id": _FILLED,
        "name": _TEXT,
        "kind": _word_of(frozenset(AccountKind)),
        "base_url": _Kind(_STR, "a web address", is_web_address),
        "fingerprint": _TEXT,
    },
    "submissions": {
        "id": _NAME,
        "account_id": _FILLED,
        "operation": _OPERATION,
        "reference": _TEXT,
        "idempotency_key": _Kind(_STR, "an idempotency key", _is_key),
        "source_path": _PATH,
        "source_size": _COUNT,
        "source_sha256": _TEXT,
        "packed_path": _PATH,
        "packed_size": _COUNT,
        "packed_sha256": _TEXT,
        "rows": _COUNT,
        "unique_values": _COUNT,
        "origin": _word_of(frozenset(Origin)),
        "state": _word_of(frozenset(SubmissionState)),
        "place": _COUNT,
        "created_at": _TIME,
        "sent_at": _TIME.or_none(),
        "accepted_at": _TIME.or_none(),
        "job_id": _TEXT.or_none(),
        "request_id": _TEXT,
        "refusal_title": _TEXT.or_none(),
        "refusal_advice": _TEXT.or_none(),
        "refusal_code": _TEXT.or_none(),
        "refusal_instance": _TEXT.or_none(),
        "family": _NAME,
        "part": _COUNT,
        "parts": _COUNT,
        "recipe": _TEXT,
        "left_out": _COUNT,
        "changed_cells": _COUNT,
        "not_before": _TIME.or_none(),
    },
    "jobs": {
        "account_id": _FILLED,
        "job_id": _TEXT,
        "operation": _OPERATION,
        "status": _word_of(frozenset(JobStatus)),
        "progress_percent": _Kind(frozenset({int}), "a percentage", lambda percent: 0 <= percent <= 100),
        "created_at": _TIME,
        "reference": _TEXT.or_none(),
        "item_count": _COUNT.or_none(),
        "successful_count": _COUNT.or_none(),
        "failed_count": _COUNT.or_none(),
        "completed_at": _TIME.or_none(),
        "download_available": _Kind(frozenset({int}), "yes or no", lambda flag: flag in (0, 1)).or_none(),
        "slots_left": _COUNT.or_none(),
        "slots_total": _COUNT.or_none(),
        "error_code": _TEXT.or_none(),
        "error_message": _TEXT.or_none(),
        "moved_at": _TIME.or_none(),
        "gone_at": _TIME.or_none(),
    },
    "downloads": {
        "id": _NAME,
        "account_id": _FILLED,
        "job_id": _TEXT,
        "state": _word_of(frozenset(DownloadState)),
        "started_at": _TIME,
        "path": _PATH.or_none(),
        "size": _COUNT.or_none(),
        "sha256": _TEXT.or_none(),
        "expected_sha256": _TEXT.or_none(),
        "remaining": _COUNT.or_none(),
        "finished_at": _TIME.or_none(),
        "expected_size": _COUNT.or_none(),
    },
    "requests": {
        "id": _FILLED,
        "account_id": _FILLED,
        "kind": _word_of(LOOKUPS),
        "subject": _TEXT,
        "size": _COUNT,
        "asked_at": _TIME,
        "state": _word_of(frozenset(RequestState)),
        "seconds": _SPAN.or_none(),
        "request_id": _TEXT,
        "title": _TEXT,
        "advice": _TEXT,
        "code": _TEXT,
        "request": _PACKED.or_none(),
        "searched": _TEXT,
        "answer": _PACKED.or_none(),
    },
    "dealers": {
        "key": _NAME_KEY,
        "name": _TEXT,
        "source": _TEXT,
        "zip": _TEXT,
        "location": _TEXT,
        "note": _TEXT,
    },
    "dealer_lists": {"key": _NAME_KEY, "name": _TEXT},
    "dealer_list_members": {"list_key": _NAME_KEY, "dealer_key": _NAME_KEY, "place": _COUNT},
    "settings": {"name": _TEXT, "value": _TEXT},
    "salt": {"id": _COUNT, "value": _BYTES},
}
"""The columns of each table in the table's order. What can be lost or mended stands in these tables alone."""
_TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "submissions": (("refusal_title", "refusal_advice", "refusal_code", "refusal_instance"),),
    "jobs": (("slots_left", "slots_total"),),
}
"""Columns of which all are empty or none."""
_FOLLOWS: Mapping[str, tuple[str, str, Callable[[Any], Any]]] = {
    "dealers": ("key", "name", key_of),
    "dealer_lists": ("key", "name", key_of),
}
"""A column that is made of another one, and how."""
_TYPE_WORDS = {NoneType: "nothing", int: "a whole number", float: "a number", str: "a text", bytes: "bytes"}


def reason_against(table: str, row: Sequence[Any]) -> str | None:
    """Why a row is no value of its table; None if it is one.

    Args:
        table: One of RULES.
        row: All columns in the table's order, as SQLite's driver gives them; text that is no UTF-8 as bytes.

    Returns:
        A sentence without its stop. It never quotes what the row holds.
    """
    columns = RULES[table]
    for (name, kind), value in zip(columns.items(), row, strict=True):
        if type(value) not in kind.types:
            return f"“{_plain(name)}” is {_TYPE_WORDS[type(value)]} instead of {kind.words}"
        if value is not None and kind.holds is not None and not kind.holds(value):
            return f"“{_plain(name)}” is not {kind.words}"
    for names in _TOGETHER.get(table, ()):
        empty = [row[list(columns).index(name)] is None for name in names]
        if any(empty) and not all(empty):
            return f"“{_plain(names[0])}” is there only in part"
    if table in _FOLLOWS:
        made, source, make = _FOLLOWS[table]
        if row[list(columns).index(made)] != make(row[list(columns).index(source)]):
            return f"“{_plain(source)}” is not what was written there"
    return None


def _plain(name: str) -> str:
    """A column's name as people write it."""
    return name.replace("_", " ")


def check(table: str, row: Sequence[Any]) -> None:
    """Raises RowError for a row that is no value of its table."""
    if (reason := reason_against(table, row)) is not None:
        raise RowError(reason)
