"""The models say what the migrations make, to the letter, and keep their own conventions."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import (
    CheckConstraint,
    Connection,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import postgresql

from orgdb.db.engine import engine_for
from orgdb.models import Base
from orgdb.models.base import fact_tables
from tests.conftest import Server

TABLES = Base.metadata.sorted_tables
# What only migrations make: it has no words in SQLAlchemy.
BY_HAND = {"membership_overlap"}
CONSTRAINTS = """
    SELECT r.relname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
    JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE n.nspname = 'public'"""
COLUMNS = """
    SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public'"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"


def parts_of_table(sql: str) -> set[str]:
    """The columns and constraints of a CREATE TABLE statement, without line breaks."""
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    parts, depth, part = set(), 0, ""
    for character in body + ",":
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.add(re.sub(r"\s+", " ", part).strip())
            part = ""
        else:
            part += character
    return parts


def sqlite_parts(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Tables by their parts, indexes by their statement."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index')"
        " AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    return {
        f"{kind} {name}": parts_of_table(sql) if kind == "table" else {" ".join(sql.split())}
        for kind, name, sql in rows
    }


def test_sqlite_tables_and_indexes_are_those_of_the_models(
    sqlite_master: Path, tmp_path: Path
) -> None:
    engine = engine_for(f"sqlite:///{tmp_path / 'models.sqlite'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    with (
        sqlite3.connect(tmp_path / "models.sqlite") as models,
        sqlite3.connect(sqlite_master) as migrated,
    ):
        ours, theirs = sqlite_parts(models), sqlite_parts(migrated)
    assert sorted(ours) == sorted(theirs)
    for name in ours:
        assert ours[name] == theirs[name], name


@pytest.fixture
def from_models(postgres: Server) -> Iterator[Connection]:
    """An empty PostgreSQL database made by the models alone."""
    engine = engine_for(postgres.create("from_models"))
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def from_migrations(postgres: Server, postgres_master: str) -> Iterator[Connection]:
    """The PostgreSQL database made by migrations."""
    engine = engine_for(postgres.url(postgres_master))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("sql", [CONSTRAINTS, COLUMNS, INDEXES])
def test_postgresql_constraints_columns_and_indexes_are_those_of_the_models(
    sql: str, from_models: Connection, from_migrations: Connection
) -> None:
    names = {table.name for table in TABLES}
    ours, theirs = (
        {
            tuple(row)
            for row in connection.execute(text(sql))
            if row[0] in names and row[1] not in BY_HAND
        }
        for connection in (from_models, from_migrations)
    )
    assert len(ours) > 50
    assert ours - theirs == set()
    assert theirs - ours == set()


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_reference_is_led_by_an_index(table: Table) -> None:
    leading = {column.name for index in table.indexes for column in list(index.columns)[:1]}
    leading |= {
        next(iter(constraint.columns)).name
        for constraint in table.constraints
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint)
    }
    without = {next(iter(key.columns)).name for key in table.foreign_key_constraints} - leading
    assert without == set(), f"a reference of {table.name} would be searched row by row"


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_pair_of_days_is_checked(table: Table) -> None:
    checks = " ".join(
        str(constraint.sqltext)
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    )
    for column in table.columns:
        name = column.name.removesuffix("_earliest")
        if name != column.name:
            assert f"{name}_earliest <= {name}_latest" in checks
            for bound in ("earliest", "latest"):
                assert f"{name}_{bound} LIKE '____-__-__'" in checks
                assert not table.columns[f"{name}_{bound}"].nullable
    if "start_earliest" in table.columns:
        assert "start_earliest <= end_latest" in checks


def test_a_fact_takes_its_row_and_its_citations_with_it() -> None:
    for table in fact_tables():
        (key,) = table.columns["id"].foreign_keys
        assert (key.target_fullname, key.ondelete) == ("fact.id", "CASCADE")
        assert table.primary_key.columns.keys() == ["id"]
    (cited,) = Base.metadata.tables["citation"].columns["fact_id"].foreign_keys
    assert cited.ondelete == "CASCADE"


def test_texts_are_compared_byte_by_byte_on_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in TABLES:
        for column in table.columns:
            if isinstance(column.type, Text):
                kind = column.type.dialect_impl(dialect)
                assert getattr(kind, "collation", "") == "C", f"{table.name}.{column.name}"
