"""Counts and digests of what was loaded, so that `db check` sees what was changed afterwards.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    to_dataset = sa.ForeignKey("dataset.id", ondelete="CASCADE")
    op.create_table(
        "dataset_digest",
        sa.Column("dataset_id", sa.Integer, to_dataset, primary_key=True),
        sa.Column("table_name", TEXT, primary_key=True),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.CheckConstraint("row_count >= 0", name="counted"),
    )
    op.create_table(
        "schema_digest",
        sa.Column("kind", TEXT, primary_key=True),
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("server", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("schema_digest")
    op.drop_table("dataset_digest")
