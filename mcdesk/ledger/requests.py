"""Single requests and their answers, on a connection that is handed in. It asks nothing and keeps no key.

An answer can be 100 kB, so who only lists requests reads them without.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, null, select, tuple_, update

from mcdesk.ledger import rows, schema
from mcdesk.ledger.request_rows import folded, outcome_of, request_of, values_of
from mcdesk.model.errors import LedgerError
from mcdesk.model.past_requests import PastRequest, RequestState

MOST_WORDS = 300
"""Of a search. SQLite nests no expression deeper than a thousand."""
LONGEST_WORD = 5_000
"""Letters. SQLite takes no pattern of more than 50,000 bytes."""
_LEFT = {
    "state": RequestState.UNANSWERED.value,
    "title": "mcdesk ended before an answer came.",
    "advice": "The service may have counted the request. Ask again to get its answer.",
}
_table = schema.requests.c
_columns = [*schema.requests.columns]
_without_answers = [null() if column.name == "answer" else column for column in _columns]


def add(connection: Connection, past: PastRequest) -> None:
    """Writes a request down, before it goes out."""
    connection.execute(insert(schema.requests), values_of(past))


def settle(connection: Connection, past: PastRequest) -> None:
    """Writes down what came of it, whatever was thought of it before; what was asked stays as it is."""
    statement = update(schema.requests).where(_table.id == past.id).values(outcome_of(past))
    if connection.execute(statement).rowcount == 0:
        raise LedgerError(
            "This request is not in the history, or no longer.",
            "Nothing was written. If another mcdesk removed it, ask again to have it in the history.",
        )


def load(
    connection: Connection,
    account_id: str,
    *,
    kinds: Collection[str],
    search: str,
    limit: int,
    before: tuple[float, str] | None,
    with_answers: bool,
) -> tuple[PastRequest, ...]:
    """An account's requests, newest first.

    Args:
        connection: In a transaction.
        account_id: Whose they are.
        kinds: Only of these; () for all.
        search: Words of which each must occur in the subject or in a value of what was asked, in whatever
            case.
        limit: How many at most.
        before: The `(asked_at, id)` of the last request of the page before.
        with_answers: Whether to read the answers too; "" in their places if not.
    """
    words = set(folded(search).split())
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words) or not _is_text(search):
        return ()
    query = select(*(_columns if with_answers else _without_answers)).where(_table.account_id == account_id)
    if kinds:
        query = query.where(_table.kind.in_(kinds))
    for word in words:
        query = query.where(_table.searched.contains(word, autoescape=True))
    return _newest(connection, query, limit, before)


def find(connection: Connection, request_id: str) -> PastRequest | None:
    """One request, None if there is none of this id."""
    return rows.first(connection, select(*_columns).where(_table.id == request_id), request_of)


def earlier(connection: Connection, past: PastRequest, limit: int) -> tuple[PastRequest, ...]:
    """The answered requests before this one about the same, newest first: their answers can be compared."""
    query = select(*_columns).where(
        _table.account_id == past.account_id,
        _table.kind == past.kind,
        _table.subject == past.subject,
        _table.state == RequestState.ANSWERED.value,
    )
    return _newest(connection, query, limit, (past.asked_at, past.id))


def remove(connection: Connection, ids: Collection[str]) -> None:
    """Forgets requests with their answers; ids that nobody knows do no harm."""
    if ids:
        statement = delete(schema.requests).where(_table.id == bindparam("gone"))
        connection.execute(statement, [{"gone": id_} for id_ in ids])


def close_open(connection: Connection, account_id: str, before: float) -> int:
    """Settles what an ended process left open; answers how many requests that were."""
    statement = update(schema.requests).where(
        _table.account_id == account_id,
        _table.state == RequestState.ASKING.value,
        _table.asked_at < before,
    )
    return connection.execute(statement.values(_LEFT)).rowcount


def _newest(
    connection: Connection, query: Select[Any], limit: int, before: tuple[float, str] | None
) -> tuple[PastRequest, ...]:
    if before is not None:
        query = query.where(tuple_(_table.asked_at, _table.id) < before)
    query = query.order_by(_table.asked_at.desc(), _table.id.desc()).limit(limit)
    return tuple(rows.values(connection, query, request_of))


def _is_text(search: str) -> bool:
    """Half a character can be typed, but nothing in a ledger has one."""
    return not any("\ud800" <= sign <= "\udfff" for sign in search)
