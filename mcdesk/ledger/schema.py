"""The ledger's tables as they are today. Migrations must not import this: they speak of their own day."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

# Named constraints: SQLite can't drop a nameless one in a later migration.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _account_id() -> Column[str]:
    return Column("account_id", String, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False)


def _follows(column: str) -> ForeignKey:
    return ForeignKey(column, ondelete="CASCADE", onupdate="CASCADE")


accounts = Table(
    "accounts",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("base_url", String, nullable=False),
    Column("fingerprint", String, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", String, primary_key=True),
    _account_id(),
    Column("operation", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("idempotency_key", String, nullable=False),
    Column("source_path", String, nullable=False),
    Column("source_size", Integer, nullable=False),
    Column("source_sha256", String, nullable=False),
    Column("packed_path", String, nullable=False),
    Column("packed_size", Integer, nullable=False),
    Column("packed_sha256", String, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("unique_values", Integer, nullable=False),
    Column("origin", String, nullable=False),
    Column("state", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("sent_at", Float),
    Column("accepted_at", Float),
    Column("job_id", String),
    Column("request_id", String, nullable=False),
    Column("refusal_title", String),
    Column("refusal_advice", String),
    Column("refusal_code", String),
    Column("refusal_instance", String),
    Column("family", String, nullable=False),
    Column("part", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("recipe", String, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("changed_cells", Integer, nullable=False),
    Column("not_before", Float),
    UniqueConstraint("account_id", "operation", "place"),
    # One key used for two files would make the service answer the second with the first one's job.
    UniqueConstraint("account_id", "idempotency_key"),
    # The same part twice would be paid for twice.
    UniqueConstraint("account_id", "family", "part"),
)

jobs = Table(
    "jobs",
    metadata,
    _account_id(),
    Column("job_id", String, nullable=False),
    Column("operation", String, nullable=False),
    Column("status", String, nullable=False),
    Column("progress_percent", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("reference", String),
    Column("item_count", Integer),
    Column("successful_count", Integer),
    Column("failed_count", Integer),
    Column("completed_at", Float),
    Column("download_available", Boolean),
    Column("slots_left", Integer),
    Column("slots_total", Integer),
    Column("error_code", String),
    Column("error_message", String),
    Column("moved_at", Float),
    Column("gone_at", Float),
    UniqueConstraint("account_id", "job_id"),
    # The table is read newest first, a page at a time.
    Index(None, "account_id", "created_at", "job_id"),
)

downloads = Table(
    "downloads",
    metadata,
    Column("id", String, primary_key=True),
    _account_id(),
    Column("job_id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("started_at", Float, nullable=False),
    Column("path", String),
    Column("size", Integer),
    Column("sha256", String),
    Column("expected_sha256", String),
    Column("remaining", Integer),
    Column("finished_at", Float),
    Column("expected_size", Integer),
    Index(None, "account_id", "job_id", "started_at"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", String, primary_key=True),
    _account_id(),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("asked_at", Float, nullable=False),
    Column("state", String, nullable=False),
    Column("seconds", Float),
    Column("request_id", String, nullable=False),
    Column("title", String, nullable=False),
    Column("advice", String, nullable=False),
    Column("code", String, nullable=False),
    # The long ones last: what stands behind them could not be read without them.
    Column("request", LargeBinary),
    # What a search looks through: values without the names that they have in a request.
    Column("searched", String, nullable=False),
    Column("answer", LargeBinary),
    Index(None, "account_id", "asked_at", "id"),
    Index(None, "account_id", "kind", "subject", "asked_at"),
)

dealers = Table(
    "dealers",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("source", String, nullable=False),
    Column("zip", String, nullable=False),
    Column("location", String, nullable=False),
    Column("note", String, nullable=False),
)

dealer_lists = Table(
    "dealer_lists",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
)

dealer_list_members = Table(
    "dealer_list_members",
    metadata,
    Column("list_key", String, _follows("dealer_lists.key"), primary_key=True),
    Column("dealer_key", String, _follows("dealers.key"), primary_key=True),
    Column("place", Integer, nullable=False),
    Index(None, "dealer_key"),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_table", String, nullable=False),
    # All columns of the row as JSON, so that a person can still read what it was about.
    Column("content", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("found_at", Float, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

salt = Table(
    "salt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)
