"""When a file may go, when a job last moved or vanished, how long a download is; and rows set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns that may be empty, so every row stays as it is, and one table."""
    op.add_column("submissions", sa.Column("not_before", sa.Float()))
    op.add_column("jobs", sa.Column("moved_at", sa.Float()))
    op.add_column("jobs", sa.Column("gone_at", sa.Float()))
    op.add_column("downloads", sa.Column("expected_size", sa.Integer()))
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_table", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("found_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_set_aside"),
    )
