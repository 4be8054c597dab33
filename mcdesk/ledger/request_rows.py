"""A single request as a row of its table, and back. No queries here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mcdesk.ledger.long_texts import packed, sum_of, unpacked
from mcdesk.ledger.row_rules import RowError, check
from mcdesk.model.past_requests import PastRequest, RequestState

_state_of = {state.value: state for state in RequestState}


def request_of(row: Sequence[Any]) -> PastRequest:
    """Reads a row that holds all columns of the table, in the table's order; the answer may be left out.

    It judges as `row_rules` does, but unpacks the answer once.

    Raises:
        RowError: If the row can't be read.
    """
    *told, answer = row
    check("requests", (*told, None))
    id_, account_id, kind, subject, size, asked_at, state, seconds, *words, _, request = told
    if answer is not None and type(answer) is not bytes:
        raise RowError
    try:
        text = unpacked(answer)
    except ValueError:
        raise RowError from None
    return PastRequest(
        id_, account_id, kind, subject, size, request, asked_at, _state_of[state], text, seconds, *words
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
        "request_sum": sum_of(past.request),
        "request": past.request,
        **outcome_of(past),
    }


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
