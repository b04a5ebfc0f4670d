"""What an imported file of yearly cells needs beside its spells to be written back exactly.

The cells themselves are memberships. Here lies what those cannot say: which state-years the file
has, its columns in their order, when it says that each organization existed, and the few cells
that differ from all this.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.base import Base, entity_id
from orgdb.vocabulary import EntityKind


class ObservedSeries(Base):
    """Consecutive lines of a file that speak of one state code, one year each."""

    __tablename__ = "observed_series"
    __table_args__ = (CheckConstraint("first_year <= last_year", name="year_order"),)
    shown = ("code", "label", "first_year", "last_year")

    dataset_id: Mapped[int] = mapped_column(
        ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, doc="the order of the file")
    code: Mapped[str] = mapped_column(doc="the file's code of the state")
    label: Mapped[str] = mapped_column(doc="the file's name of the state")
    first_year: Mapped[int]
    last_year: Mapped[int]


class ObservedColumn(Base):
    """A column of a file: one organization."""

    __tablename__ = "observed_column"
    __table_args__ = (Index(None, "organization_id"),)
    shown = ("position", "label")

    dataset_id: Mapped[int] = mapped_column(
        ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(doc="the heading, spelled as in the file")
    organization_id: Mapped[int] = entity_id(EntityKind.ORGANIZATION)


class ObservedLife(Base):
    """Years in a row in which the file says that the organization of a column existed."""

    __tablename__ = "observed_life"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dataset_id", "position"],
            ["observed_column.dataset_id", "observed_column.position"],
            ondelete="CASCADE",
        ),
        CheckConstraint("first_year <= last_year", name="year_order"),
    )
    shown = ("position", "first_year", "last_year")

    dataset_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, doc="the position of the column")
    first_year: Mapped[int] = mapped_column(primary_key=True)
    last_year: Mapped[int]


class ObservedCell(Base):
    """A cell that is not what the memberships and the years of its organization make of it."""

    __tablename__ = "observed_cell"
    shown = ("position", "code", "year", "value")

    dataset_id: Mapped[int] = mapped_column(
        ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, doc="the position of the column")
    code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]
