"""Accounts, settings and fingerprints, on a connection that is handed in. No key is ever kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert

from mcdesk.ledger import rows, schema
from mcdesk.ledger.row_rules import ANCHOR, RowError, check
from mcdesk.ledger.row_values import account_of
from mcdesk.model.accounts import Account, ApiKey

_SALT_BYTES = 32
_FINGERPRINT_DIGITS = 16


def load(connection: Connection) -> tuple[Account, ...]:
    """All accounts, in the order in which they were added."""
    table = schema.accounts.c
    query = select(*schema.accounts.columns).where(table.kind != ANCHOR).order_by(literal_column("rowid"))
    return tuple(rows.values(connection, query, account_of))


def save(connection: Connection, account: Account) -> None:
    """Inserts or updates by id. Never replaces the row: all that hangs on it would go."""
    values = {
        "name": account.name,
        "kind": account.kind.value,
        "base_url": account.base_url,
        "fingerprint": account.fingerprint,
    }
    statement = insert(schema.accounts).values(id=account.id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def remove(connection: Connection, account_id: str) -> None:
    """Takes submissions, jobs, downloads and requests along."""
    connection.execute(delete(schema.accounts).where(schema.accounts.c.id == account_id))


def fingerprint(connection: Connection, key: ApiKey) -> str:
    """Tells keys apart within this ledger. Salted, so that it means nothing anywhere else.

    Where the salt was lost, the fingerprints that were made with it go too: they would belong to no key.
    """
    new_salt = secrets.token_bytes(_SALT_BYTES)
    made = connection.execute(insert(schema.salt).values(id=1, value=new_salt).on_conflict_do_nothing())
    if made.rowcount:
        known = schema.accounts.c
        stale = (known.kind != ANCHOR) & (known.fingerprint != "")
        connection.execute(update(schema.accounts).where(stale).values(fingerprint=""))
    salt = rows.first(connection, select(schema.salt.c.id, schema.salt.c.value), _salt_of)
    if salt is None:
        raise RowError("the salt can't be read")  # once it is set aside, the next call makes a new one
    return hmac.new(salt, key.reveal().encode(), hashlib.sha256).hexdigest()[:_FINGERPRINT_DIGITS]


def setting(connection: Connection, name: str) -> str | None:
    """A setting's text, None if it was never set."""
    query = _settings().where(schema.settings.c.name == name)
    return dict(rows.values(connection, query, _setting_of)).get(name)


def settings(connection: Connection, prefix: str) -> dict[str, str]:
    """All settings whose names begin like that."""
    query = _settings().where(schema.settings.c.name.startswith(prefix, autoescape=True))
    return dict(rows.values(connection, query, _setting_of))


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Sets a setting, new or not."""
    statement = insert(schema.settings).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def forget_settings(connection: Connection, prefix: str) -> None:
    """Forgets all settings whose names begin like that."""
    connection.execute(
        delete(schema.settings).where(schema.settings.c.name.startswith(prefix, autoescape=True))
    )


def _settings() -> Select[tuple[str, str]]:
    return select(schema.settings.c.name, schema.settings.c.value)


def _setting_of(row: Sequence[Any]) -> tuple[str, str]:
    check("settings", row)
    return row[0], row[1]


def _salt_of(row: Sequence[Any]) -> bytes:
    check("salt", row)
    salt: bytes = row[1]
    return salt
