"""The first ledger: accounts, submissions, jobs, downloads, settings and the salt of the fingerprints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates all tables."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("base_url", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )
    _create_submissions()
    _create_jobs()
    _create_downloads()
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "salt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_salt"),
        sa.CheckConstraint("id = 1", name="ck_salt_only_one"),
    )


def _belongs_to_account(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_account_id"
    return sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=name, ondelete="CASCADE")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _create_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("source_path", sa.String(), nullable=False),
        sa.Column("source_size", sa.Integer(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("packed_path", sa.String(), nullable=False),
        sa.Column("packed_size", sa.Integer(), nullable=False),
        sa.Column("packed_sha256", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("unique_values", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("sent_at", sa.Float()),
        sa.Column("accepted_at", sa.Float()),
        sa.Column("job_id", sa.String()),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("refusal_title", sa.String()),
        sa.Column("refusal_advice", sa.String()),
        sa.Column("refusal_code", sa.String()),
        sa.Column("refusal_instance", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        _belongs_to_account("submissions"),
        _unique("submissions", "account_id", "operation", "place"),
        _unique("submissions", "account_id", "idempotency_key"),
    )


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("progress_percent", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("reference", sa.String()),
        sa.Column("item_count", sa.Integer()),
        sa.Column("successful_count", sa.Integer()),
        sa.Column("failed_count", sa.Integer()),
        sa.Column("completed_at", sa.Float()),
        sa.Column("download_available", sa.Boolean()),
        sa.Column("slots_left", sa.Integer()),
        sa.Column("slots_total", sa.Integer()),
        sa.Column("error_code", sa.String()),
        sa.Column("error_message", sa.String()),
        _belongs_to_account("jobs"),
        _unique("jobs", "account_id", "job_id"),
    )
    columns = ["account_id", "created_at", "job_id"]
    op.create_index("ix_jobs_account_id_created_at_job_id", "jobs", columns)


def _create_downloads() -> None:
    op.create_table(
        "downloads",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", sa.Float(), nullable=False),
        sa.Column("path", sa.String()),
        sa.Column("size", sa.Integer()),
        sa.Column("sha256", sa.String()),
        sa.Column("expected_sha256", sa.String()),
        sa.Column("remaining", sa.Integer()),
        sa.Column("finished_at", sa.Float()),
        sa.PrimaryKeyConstraint("id", name="pk_downloads"),
        _belongs_to_account("downloads"),
    )
    columns = ["account_id", "job_id", "started_at"]
    op.create_index("ix_downloads_account_id_job_id_started_at", "downloads", columns)
