"""What all tables share: constraint names, references to entities, fact rows, dates, periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, MetaData, Table
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedColumn,
    declared_attr,
    mapped_column,
    relationship,
)
from sqlalchemy.orm.exc import DetachedInstanceError

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.models.word import WORDS, PlainText
from orgdb.vocabulary import EntityKind

if TYPE_CHECKING:
    from orgdb.models.provenance import Citation, Fact

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


BOUNDS = ("earliest", "latest")
KINDS = "kinds of entity"


class Base(DeclarativeBase):
    """The declarative base; its metadata is what migrations are compared with."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: PlainText, **WORDS}
    shown: ClassVar[tuple[str, ...]] = ("key",)

    def __repr__(self) -> str:
        """The class and the values that tell a row from others: `Office(OAS, PER, 1954/..)`."""
        return represented(self, self.shown)


def represented(row: object, names: Iterable[str]) -> str:
    """A row by some of its values; what is empty, or cannot be read any more, is left out."""
    texts = (_text(row, name) for name in names)
    return f"{type(row).__name__}({', '.join(text for text in texts if text)})"


def _text(row: object, name: str) -> str:
    """One value, short: of another row its key, of a period both ends."""
    try:
        value = getattr(row, name)
    except DetachedInstanceError:
        return ""
    return str(getattr(value, "key", "" if value is None else value))


class Keyed:
    """A stable key that facts point at. It says nothing by itself."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)


def entity_id(*kinds: EntityKind, doc: str | None = None) -> MappedColumn[Any]:
    """A reference to an entity of one of these kinds: the database refuses any other."""
    return mapped_column(ForeignKey("entity.id"), info={KINDS: kinds}, doc=doc)


def entity_columns() -> Iterator[tuple[Column[Any], tuple[EntityKind, ...]]]:
    """Every column that refers to an entity, with the kinds that it may refer to."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if KINDS in column.info:
                yield column, column.info[KINDS]


class FactRow:
    """A row that is a fact: it shares its primary key with `fact`, where it is dated and cited.

    `fact` says which data set states it, in which releases; `citations` are its sources in order.
    """

    @declared_attr
    def id(self) -> Mapped[int]:
        """The same number as the row of `fact`; the database removes both together."""
        return mapped_column(
            ForeignKey("fact.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            sort_order=-10,
        )

    @declared_attr
    def fact(self) -> Mapped[Fact]:
        """The content key of the row, its data set and its releases."""
        return relationship("Fact", viewonly=True)

    @declared_attr
    def citations(self) -> Mapped[list[Citation]]:
        """Who says so, and who says otherwise, in the order of the fact."""
        return relationship(
            "Citation",
            primaryjoin=f"foreign(Citation.fact_id) == {self.__name__}.id",  # type: ignore[attr-defined]
            order_by="Citation.position",
            viewonly=True,
        )


class Dated:
    """A period as it is written, and the first and last days its start and its end can mean."""

    start: Mapped[str] = mapped_column(default="")
    end: Mapped[str] = mapped_column(default="")
    start_earliest: Mapped[str] = mapped_column(default=NO_EARLIEST)
    start_latest: Mapped[str] = mapped_column(default=NO_LATEST)
    end_earliest: Mapped[str] = mapped_column(default=NO_EARLIEST)
    end_latest: Mapped[str] = mapped_column(default=NO_LATEST)

    @property
    def period(self) -> str:
        """Both ends as they are written: `1951-12/..`."""
        return f"{self.start}/{self.end}"


def period_checks() -> tuple[CheckConstraint, ...]:
    """No earliest day after its latest one, and no end that is surely before the start."""
    return (
        CheckConstraint("start_earliest <= start_latest", name="start_order"),
        CheckConstraint("end_earliest <= end_latest", name="end_order"),
        CheckConstraint("start_earliest <= end_latest", name="period_order"),
        *(_iso_day(f"{side}_{bound}") for side in ("start", "end") for bound in BOUNDS),
    )


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
    """A full ISO day; `db check` also finds 29 February of a common year.

    Most bounds are one of the two that stand for no limit: asked first, as that is faster.
    """
    return (
        f"{column} IN ('0001-01-01', '9999-12-31')"
        f" OR {column} LIKE '____-__-__' AND substr({column}, 6, 2) BETWEEN '01' AND '12'"
        f" AND substr({column}, 9, 2) BETWEEN '01' AND '31' AND substr({column}, 6, 5)"
        " NOT IN ('02-30', '02-31', '04-31', '06-31', '09-31', '11-31')"
    )


def one_of(column: str, words: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """The column holds one of the words (or NULL, where the column allows that)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_word")


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
