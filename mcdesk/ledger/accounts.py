"""Accounts, settings and fingerprints, on a connection that is handed in. No key is ever kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import Connection, delete, literal_column, select
from sqlalchemy.dialects.sqlite import insert

from mcdesk.ledger import schema
from mcdesk.model.accounts import Account, AccountKind, ApiKey

_SALT_BYTES = 32
_FINGERPRINT_DIGITS = 16


def load(connection: Connection) -> tuple[Account, ...]:
    """All accounts, in the order in which they were added."""
    table = schema.accounts.c
    query = select(table.id, table.name, table.kind, table.base_url, table.fingerprint)
    rows = connection.execute(query.order_by(literal_column("rowid")))
    return tuple(Account(id_, name, AccountKind(kind), url, print_) for id_, name, kind, url, print_ in rows)


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
    """Takes submissions, jobs and downloads along."""
    connection.execute(delete(schema.accounts).where(schema.accounts.c.id == account_id))


def fingerprint(connection: Connection, key: ApiKey) -> str:
    """Tells keys apart within this ledger. Salted, so that it means nothing anywhere else."""
    new_salt = secrets.token_bytes(_SALT_BYTES)
    connection.execute(insert(schema.salt).values(id=1, value=new_salt).on_conflict_do_nothing())
    salt: bytes = connection.execute(select(schema.salt.c.value)).scalar_one()
    return hmac.new(salt, key.reveal().encode(), hashlib.sha256).hexdigest()[:_FINGERPRINT_DIGITS]


def setting(connection: Connection, name: str) -> str | None:
    """A setting's text, None if it was never set."""
    table = schema.settings.c
    value: str | None = connection.execute(select(table.value).where(table.name == name)).scalar()
    return value


def settings(connection: Connection, prefix: str) -> dict[str, str]:
    """All settings whose names begin like that."""
    table = schema.settings.c
    query = select(table.name, table.value).where(table.name.startswith(prefix, autoescape=True))
    return {row.name: row.value for row in connection.execute(query)}


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Sets a setting, new or not."""
    statement = insert(schema.settings).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
