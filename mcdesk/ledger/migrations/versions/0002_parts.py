"""Submissions that are a part of a larger file, and what was left out or mended before sending."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table anew: SQLite can't add a column that must have a value, nor a constraint.

    The rows wait in a temporary table, outside the file. Two tables in the file at once would make its table
    of contents outgrow the first page, for good, and a later damage could then hit it.
    """
    op.execute("CREATE TEMPORARY TABLE old_submissions AS SELECT * FROM submissions")
    op.drop_table("submissions")
    _create_submissions()
    # What was sent before is a family of its own, in one piece and without a wish for mending.
    op.execute("INSERT INTO submissions SELECT *, id, 1, 1, '', 0, 0 FROM old_submissions")
    op.execute("DROP TABLE old_submissions")


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
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.String(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("changed_cells", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_submissions_account_id", ondelete="CASCADE"
        ),
        _unique("account_id", "operation", "place"),
        _unique("account_id", "idempotency_key"),
        _unique("account_id", "family", "part"),
    )


def _unique(*columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_submissions_{'_'.join(columns)}")
