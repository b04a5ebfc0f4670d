"""What a load left behind, so that damage done later shows: counts and digests."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.base import Base


class DatasetDigest(Base):
    """How many rows of one table belong to a data set, and the SHA-256 of what they say."""

    __tablename__ = "dataset_digest"
    shown = ("table_name", "row_count")
    __table_args__ = (CheckConstraint("row_count >= 0", name="counted"),)

    dataset_id: Mapped[int] = mapped_column(
        ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True
    )
    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_count: Mapped[int]
    digest: Mapped[str]


class SchemaDigest(Base):
    """The SHA-256 of the definition of one part of a PostgreSQL database, as that server shows it.

    Servers of different versions show one definition differently, so `server` is part of it. On
    SQLite the table is empty: definitions are kept there as the migrations wrote them.
    """

    __tablename__ = "schema_digest"
    shown = ("kind", "name")

    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    server: Mapped[str] = mapped_column(doc="the major version of the server")
    digest: Mapped[str]
