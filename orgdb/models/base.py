"""What all tables share: naming of constraints, portable text, fact rows, dates and periods."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from orgdb.dates import NO_EARLIEST, NO_LATEST

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# Compared and ordered byte by byte on both engines: PostgreSQL would otherwise order by its locale.
PlainText = Text().with_variant(Text(collation="C"), "postgresql")


class Base(DeclarativeBase):
    """The declarative base; its metadata is what migrations are compared with."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: PlainText}  # noqa: RUF012 (SQLAlchemy reads it as it stands)


class Anchor:
    """A stable key that facts and rosters point at. It says nothing by itself."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)


class FactRow:
    """A row that is a fact: it shares its primary key with `fact`, where it is dated and cited."""

    @declared_attr
    def id(self) -> Mapped[int]:
        """The same number as the row of `fact`; the database removes both together."""
        return mapped_column(
            ForeignKey("fact.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            sort_order=-10,
        )


class Dated:
    """A period as it is written, and the first and last days its start and its end can mean."""

    start: Mapped[str] = mapped_column(default="")
    end: Mapped[str] = mapped_column(default="")
    start_earliest: Mapped[str] = mapped_column(default=NO_EARLIEST)
    start_latest: Mapped[str] = mapped_column(default=NO_LATEST)
    end_earliest: Mapped[str] = mapped_column(default=NO_EARLIEST)
    end_latest: Mapped[str] = mapped_column(default=NO_LATEST)


def period_checks() -> tuple[CheckConstraint, ...]:
    """No earliest day after its latest one, and no end that is surely before the start."""
    return (
        CheckConstraint("start_earliest <= start_latest", name="start_order"),
        CheckConstraint("end_earliest <= end_latest", name="end_order"),
        CheckConstraint("start_earliest <= end_latest", name="period_order"),
        *(_iso_day(f"{side}_{bound}") for side in ("start", "end") for bound in BOUNDS),
    )


BOUNDS = ("earliest", "latest")


def date_checks(*names: str) -> tuple[CheckConstraint, ...]:
    """For single dates: earliest not after latest, and both of them full ISO days."""
    return tuple(
        check
        for name in names
        for check in (
            CheckConstraint(f"{name}_earliest <= {name}_latest", name=f"{name}_order"),
            *(_iso_day(f"{name}_{bound}") for bound in BOUNDS),
        )
    )


def _iso_day(column: str) -> CheckConstraint:
    return CheckConstraint(is_day(column), name=f"{column}_day")


def is_day(column: str) -> str:
    """A full ISO day; `db check` also finds 29 February of a common year."""
    return (
        f"{column} LIKE '____-__-__' AND substr({column}, 6, 2) BETWEEN '01' AND '12'"
        f" AND substr({column}, 9, 2) BETWEEN '01' AND '31' AND substr({column}, 6, 5)"
        " NOT IN ('02-30', '02-31', '04-31', '06-31', '09-31', '11-31')"
    )


def one_of(column: str, words: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """The column holds one of the words (or NULL, where the column allows that)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_word")


def exactly_one(name: str, *columns: str) -> CheckConstraint:
    """Exactly one of these columns is filled."""
    total = " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns)
    return CheckConstraint(f"{total} = 1", name=name)


def earliest() -> Mapped[str]:
    """The first day a single date can mean; `0001-01-01` where there is no limit or no date."""
    return mapped_column(default=NO_EARLIEST)


def latest() -> Mapped[str]:
    """The last day a single date can mean; `9999-12-31` where there is no limit or no date."""
    return mapped_column(default=NO_LATEST)


def fact_tables() -> tuple[Table, ...]:
    """The tables whose rows are facts: they share their primary key with `fact`."""
    return tuple(
        table
        for table in Base.metadata.sorted_tables
        if any(
            key.column.table.name == "fact" and key.parent.primary_key for key in table.foreign_keys
        )
    )


def checks_of(table: Table) -> tuple[CheckConstraint, ...]:
    """The CHECK constraints of a table, in the order of their names."""
    checks = (c for c in table.constraints if isinstance(c, CheckConstraint))
    return tuple(sorted(checks, key=lambda check: str(check.name)))
