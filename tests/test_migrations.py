"""Migrations up and down on both engines, with data in the tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text

from orgdb.db import migrate
from orgdb.db.engine import engine_for
from orgdb.seed.load import initialize
from orgdb.version import HEAD_REVISION
from tests.conftest import SAMPLE
from tests.dumps import dump

STEPS = [script.revision for script in reversed(list(migrate.scripts().walk_revisions()))]
SQLITE_PARTS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
POSTGRESQL_PARTS = """
    SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'view', viewname, definition FROM pg_views WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal
    UNION ALL SELECT 'function', proname, prosrc FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'column', table_name || '.' || column_name, data_type || is_nullable
        FROM information_schema.columns WHERE table_schema = 'public'"""
OF_TIME = {
    "sqlite": {
        "membership_leaves_suspension",
        "membership_overlap_insert",
        "membership_overlap_update",
        "suspension_outside_insert",
        "suspension_outside_update",
    },
    "postgresql": {"membership_leaves_suspension", "suspension_outside"},
}


def parts(connection: Connection) -> set[tuple[str, str, str]]:
    """All that a database consists of, with definitions."""
    sqlite = connection.dialect.name == "sqlite"
    rows = connection.execute(text(SQLITE_PARTS if sqlite else POSTGRESQL_PARTS))
    return {
        (kind, name, sql or "")
        for kind, name, sql in rows
        if not name.startswith("alembic_version")
    }


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    """A loaded database of each engine, in a transaction that is taken back."""
    engine = engine_for(database)
    with engine.connect() as opened:
        yield opened
        opened.rollback()
    engine.dispose()


def test_the_constant_beside_the_migrations_is_their_head() -> None:
    assert migrate.scripts().get_current_head() == HEAD_REVISION


def test_migrations_follow_one_another_in_the_order_of_their_numbers() -> None:
    assert sorted(STEPS) == STEPS
    assert len(migrate.scripts().get_heads()) == 1


def test_autogenerate_finds_nothing_to_do(connection: Connection) -> None:
    command.check(migrate.configuration(connection))


def test_the_rules_of_time_are_there(connection: Connection) -> None:
    found = parts(connection)
    assert {name for kind, name, _ in found if kind == "trigger"} >= OF_TIME[
        connection.dialect.name
    ]
    if connection.dialect.name == "postgresql":
        overlap = [sql for _, name, sql in found if name == "membership_overlap"]
        assert any(sql.startswith("EXCLUDE USING gist") for sql in overlap)


def test_a_loaded_database_goes_down_step_by_step_and_up_again(database: str) -> None:
    engine = engine_for(database)
    seen = []
    with engine.begin() as opened:
        for revision in [*reversed(STEPS[:-1]), "base"]:
            seen.append(parts(opened))
            migrate.downgrade(opened, revision)
        assert parts(opened) == set()
    with engine.begin() as opened:
        for revision, before in zip(STEPS, reversed(seen), strict=True):
            migrate.upgrade(opened, revision)
            assert parts(opened) == before, revision
    engine.dispose()


def test_a_step_down_and_up_keeps_what_is_in_the_tables(database: str) -> None:
    before = dump(database)
    engine = engine_for(database)
    with engine.begin() as opened:
        migrate.downgrade(opened, STEPS[0])
    engine.dispose()
    initialize(database, folder=SAMPLE)
    assert dump(database) == before


def test_a_migration_that_fails_leaves_nothing(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_for(database)
    with engine.begin() as opened:
        migrate.downgrade(opened, "base")
        opened.execute(text("CREATE TABLE memberships (a TEXT)"))  # the name of a view to come
    with pytest.raises(Exception, match="memberships"), engine.begin() as opened:
        migrate.upgrade(opened)
    with engine.begin() as opened:
        assert {name for kind, name, _ in parts(opened) if kind == "table"} <= {"memberships"}
        assert "fact" not in inspect(opened).get_table_names()
    engine.dispose()
