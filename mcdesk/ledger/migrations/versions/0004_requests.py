"""Single requests with their answers; and the dealer book, which was a setting until then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mcdesk.ledger.migrations.dealers_setting import SETTING, moved

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables only; then the dealers move into theirs."""
    _create_requests()
    _create_dealer_book()
    _move_dealers(op.get_bind())


def _create_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.Float(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float()),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("advice", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("request", sa.LargeBinary()),
        sa.Column("searched", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_requests_account_id", ondelete="CASCADE"
        ),
    )
    _create_index("requests", "account_id", "asked_at", "id")
    _create_index("requests", "account_id", "kind", "subject", "asked_at")


def _create_dealer_book() -> None:
    texts = ("name", "source", "zip", "location", "note")
    op.create_table(
        "dealers",
        sa.Column("key", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.PrimaryKeyConstraint("key", name="pk_dealers"),
    )
    op.create_table(
        "dealer_lists",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_dealer_lists"),
    )
    op.create_table(
        "dealer_list_members",
        sa.Column("list_key", sa.String(), nullable=False),
        sa.Column("dealer_key", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("list_key", "dealer_key", name="pk_dealer_list_members"),
        _follows("list_key", "dealer_lists"),
        _follows("dealer_key", "dealers"),
    )
    _create_index("dealer_list_members", "dealer_key")


def _follows(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_dealer_list_members_{column}"
    return sa.ForeignKeyConstraint(
        [column], [f"{table}.key"], name=name, ondelete="CASCADE", onupdate="CASCADE"
    )


def _create_index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _move_dealers(connection: sa.Connection) -> None:
    # As bytes: a text that is none would keep the whole ledger from being opened.
    query = "SELECT CAST(value AS BLOB) FROM settings WHERE name = ?"
    rows, rest = moved(connection.exec_driver_sql(query, (SETTING,)).scalar())
    for row in rows:
        connection.exec_driver_sql("INSERT INTO dealers VALUES (?, ?, ?, ?, ?, ?)", row)
    if rows and rest is None:
        connection.exec_driver_sql("DELETE FROM settings WHERE name = ?", (SETTING,))
    elif rows:
        connection.exec_driver_sql("UPDATE settings SET value = ? WHERE name = ?", (rest, SETTING))
