"""A single request as a row of its table, and back. No queries here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from mcdesk.ledger.long_texts import packed, unpacked
from mcdesk.ledger.row_rules import RowError, check
from mcdesk.model.past_requests import PastRequest, RequestState

_state_of = {state.value: state for state in RequestState}


def request_of(row: Sequence[Any]) -> PastRequest:
    """Reads a row that holds all columns of the table, in the table's order; the answer may be left out.

    It judges as `row_rules` does, but unpacks the long texts once.

    Raises:
        RowError: If the row can't be read.
    """
    *told, request, searched, answer = row
    check("requests", (*told, None, searched, None))
    id_, account_id, kind, subject, size, asked_at, state, seconds, *words = told
    asked, came = _text(request), _text(answer)
    return PastRequest(
        id_, account_id, kind, subject, size, asked, asked_at, _state_of[state], came, seconds, *words
    )


def values_of(past: PastRequest) -> dict[str, object]:
    """The row's values by column name."""
    return {
        "id": past.id,
        "account_id": past.account_id,
        "kind": past.kind,
        "subject": past.subject,
        "size": past.size,
        "asked_at": past.asked_at,
        "request": packed(past.request),
        "searched": folded("\n".join((past.subject, *_values_in(past.request)))),
        **outcome_of(past),
    }


def folded(text: str) -> str:
    """As it is searched: one case for all letters."""
    return text.casefold()


def outcome_of(past: PastRequest) -> dict[str, object]:
    """Of the row's values those that tell what came of the request."""
    return {
        "state": past.state.value,
        "seconds": past.seconds,
        "request_id": past.request_id,
        "title": past.title,
        "advice": past.advice,
        "code": past.code,
        "answer": packed(past.answer),
    }


def _text(content: object) -> str:
    if content is not None and type(content) is not bytes:
        raise RowError
    try:
        return unpacked(content)
    except ValueError:
        raise RowError from None


def _values_in(request: str) -> Iterator[str]:
    """The texts and numbers of a request, without names and brackets; what is no JSON is one text."""
    try:
        left = [json.loads(request)]
    except (ValueError, RecursionError):
        yield request
        return
    while left:
        value = left.pop()
        if isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
        elif value not in (None, ""):
            yield str(value)
