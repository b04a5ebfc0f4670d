"""What an imported file of yearly cells needs beside its spells to be written back exactly.

The cells themselves are memberships. Here lies what those cannot say: which state-years the file
has, its columns in their order, when it says that each organization existed, and the few cells
that differ from all this.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.base import Base


class ObservedSeries(Base):
    """Consecutive lines of a file that speak of one state code, one year each."""

    __tablename__ = "observed_series"
    __table_args__ = (CheckConstraint("first_year <= last_year", name="year_order"),)

    dataset_id: Mapped[int] = mapped_column(
        ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, doc="the order of the file")
    code: Mapped[str] = mapped_column(doc="the file's code of the state")
    label: Mapped[str] = mapped_column(doc="the file's name of the state")
    first_year: Mapped[int]
    last_year: Mapped[int]


class ObservedColumn(Base):
    """A column of a file: one organization, and the years in which the file says it existed."""

    __tablename__ = "observed_column"
    __table_args__ = (Index(None, "organization_id"),)

    dataset_id: Mapped[int] = mapped_column(
        ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(doc="the heading, spelled as in the file")
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    years: Mapped[str] = mapped_column(doc="1964-1975;1990-2014")


class ObservedCell(Base):
    """A cell that is not what the memberships and the years of its organization make of it."""

    __tablename__ = "observed_cell"

    dataset_id: Mapped[int] = mapped_column(
        ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, doc="the position of the column")
    code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]
