"""Takes rows that can't be read out of their tables and keeps all they hold. No good row is touched.

One such row would otherwise keep the window from opening, or a lane from moving, for as long as it is there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from mcdesk.ledger.row_rules import ANCHOR, RULES, reason_against
from mcdesk.ledger.rows import any_text
from mcdesk.model.accounts import AccountKind, is_web_address, kind_of
from mcdesk.model.damage import SetAside
from mcdesk.model.dealers import key_of

_KEYS = {
    "jobs": "job_id",
    "settings": "name",
    "dealers": "key",
    "dealer_lists": "key",
    "dealer_list_members": "dealer_key",
}
_REFERENCES = {"accounts": "name", "requests": "subject", "dealers": "name", "dealer_lists": "name"}


def sift(connection: Connection, found_at: float) -> tuple[SetAside, ...]:
    """Sets aside every row of every table that can't be read; answers those that were not on record yet.

    An account is mended, or stays as an anchor without a content: deleting it would take all of its
    submissions, jobs, downloads and requests along. A dealer or a list of them is mended if it has a name
    left: deleting it would take it out of its lists, or its dealers out of it.

    Args:
        connection: In a transaction that may write.
        found_at: Now, in seconds since 1970.
    """
    new: list[SetAside] = []
    with any_text(connection):
        for table in RULES:
            for rowid, row, reason in list(_unreadable(connection, table)):
                if (found := keep(connection, table, row, reason, found_at)) is not None:
                    new.append(found)
                _take_out(connection, table, rowid, row)
    return tuple(new)


def _unreadable(connection: Connection, table: str) -> Iterator[tuple[int, Sequence[Any], str]]:
    # One after the other: a history of answers would take much room.
    cursor = connection.exec_driver_sql(f"SELECT rowid, * FROM {table} NOT INDEXED").cursor
    for rowid, *row in iter(cursor.fetchone, None):
        reason = reason_against(table, row)
        if reason is not None and not (table == "accounts" and row[2] == ANCHOR):
            yield rowid, row, reason


def _take_out(connection: Connection, table: str, rowid: int, row: Sequence[Any]) -> None:
    instead = in_place_of(table, row)
    if instead is not None:
        changes = ", ".join(f"{name} = ?" for name in RULES[table])
        statement = f"UPDATE OR IGNORE {table} SET {changes} WHERE rowid = ?"
        if connection.exec_driver_sql(statement, (*instead, rowid)).rowcount:
            return
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))


def in_place_of(table: str, row: Sequence[Any]) -> tuple[str, ...] | None:
    """What may stand in the place of a row that can't be read; None for nothing."""
    if table == "accounts":
        return in_place_of_account(row)
    return _in_place_of_named(table, row) if table in ("dealers", "dealer_lists") else None


def _in_place_of_named(table: str, row: Sequence[Any]) -> tuple[str, ...] | None:
    """The same dealer, or list, without what can't be read of it.

    The key counts more than the name: it stands in an index too, and lists know their dealers by it.
    """
    key, name, *texts = row
    if type(key) is not str or not key or key != key_of(key):
        key = key_of(name) if type(name) is str else ""
    if type(name) is not str or key_of(name) != key:
        name = key
    instead = (key, name, *(text if type(text) is str else "" for text in texts))
    return instead if reason_against(table, instead) is None else None


def in_place_of_account(row: Sequence[Any]) -> tuple[str, str, str, str, str] | None:
    """What may stand in an account's row that can't be read; None without an id, on which nothing can hang.

    Id and address make an account: its kind follows from the address, and neither a name nor a fingerprint
    decides where anything is sent.
    """
    id_, name, kind, base_url, fingerprint = row
    if type(id_) is not str or not id_:
        return None
    if type(base_url) is not str or not is_web_address(base_url):
        return id_, "", ANCHOR, "", ""
    known = kind if type(kind) is str and kind in frozenset(AccountKind) else kind_of(base_url).value
    words = name if type(name) is str else "Account"
    return id_, words, known, base_url, fingerprint if type(fingerprint) is str else ""


def keep(
    connection: Connection, table: str, row: Sequence[Any], reason: str, found_at: float
) -> SetAside | None:
    """Writes a row down as it is; None if the very same one is on record."""
    held = dict(zip(RULES[table], map(_as_json, row), strict=True))
    content = json.dumps(held, ensure_ascii=False)
    same = "SELECT 1 FROM set_aside WHERE source_table = ? AND content = ?"
    if connection.exec_driver_sql(same, (table, content)).first() is not None:
        return None
    statement = "INSERT INTO set_aside (source_table, content, reason, found_at) VALUES (?, ?, ?, ?)"
    connection.exec_driver_sql(statement, (table, content, reason, found_at))
    return _described(table, held, reason, found_at)


def load(connection: Connection) -> tuple[SetAside, ...]:
    """All that is on record, oldest first. What of it can't be read itself is told without what it lacks."""
    query = "SELECT source_table, content, reason, found_at FROM set_aside ORDER BY id"
    with any_text(connection):
        rows = connection.exec_driver_sql(query).cursor.fetchall()
    return tuple(
        _described(_text(table), _opened(content), _text(reason), at if isinstance(at, float) else 0.0)
        for table, content, reason, at in rows
    )


def contents(connection: Connection, table: str) -> list[Mapping[str, object]]:
    """What rows of a table held when they were set aside, by column."""
    query = "SELECT content FROM set_aside WHERE source_table = ?"
    with any_text(connection):
        return [
            _opened(content) for (content,) in connection.exec_driver_sql(query, (table,)).cursor.fetchall()
        ]


def _described(table: str, held: Mapping[str, object], reason: str, found_at: float) -> SetAside:
    return SetAside(
        table=table,
        key=_text(held.get(_KEYS.get(table, "id"))),
        account_id=_text(held.get("id" if table == "accounts" else "account_id")),
        reference=_text(held.get(_REFERENCES.get(table, "reference"))),
        job_id=_text(held.get("job_id")),
        reason=reason,
        found_at=found_at,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _as_json(value: Any) -> object:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": str(value)}
    return value


def _opened(content: object) -> Mapping[str, object]:
    try:
        held = json.loads(content) if isinstance(content, str) else {}
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}
