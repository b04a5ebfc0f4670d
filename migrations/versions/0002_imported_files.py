"""What imported files of yearly cells need beside their spells to be written back exactly.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def dataset_id() -> sa.Column[int]:
    to_dataset = sa.ForeignKey("dataset.id", ondelete="CASCADE")
    return sa.Column("dataset_id", sa.Integer, to_dataset, primary_key=True)


def upgrade() -> None:
    op.create_table(
        "observed_series",
        dataset_id(),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("first_year", sa.Integer, nullable=False),
        sa.Column("last_year", sa.Integer, nullable=False),
        sa.CheckConstraint("first_year <= last_year", name="year_order"),
    )
    op.create_table(
        "observed_column",
        dataset_id(),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("entity.id"), nullable=False),
    )
    op.create_index("ix_observed_column_organization_id", "observed_column", ["organization_id"])
    op.create_table(
        "observed_life",
        sa.Column("dataset_id", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("first_year", sa.Integer, primary_key=True),
        sa.Column("last_year", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id", "position"],
            ["observed_column.dataset_id", "observed_column.position"],
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("first_year <= last_year", name="year_order"),
    )
    op.create_table(
        "observed_cell",
        dataset_id(),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("code", TEXT, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("value", TEXT, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("observed_cell")
    op.drop_table("observed_life")
    op.drop_table("observed_column")
    op.drop_table("observed_series")
