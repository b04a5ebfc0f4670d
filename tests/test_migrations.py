"""Migrations up and down on both engines, and the rules that the databases themselves enforce."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import CheckConstraint, Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from orgdb import schema
from orgdb.engine import engine_for
from orgdb.models import Base
from orgdb.revision import HEAD_REVISION
from tests.conftest import SAMPLE, Server
from tests.dumps import dump

STEPS = [script.revision for script in reversed(list(schema.scripts().walk_revisions()))]
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
    assert schema.scripts().get_current_head() == HEAD_REVISION


def test_migrations_follow_one_another_in_the_order_of_their_numbers() -> None:
    assert STEPS == sorted(STEPS)
    assert len(schema.scripts().get_heads()) == 1


def test_autogenerate_finds_nothing_to_do(connection: Connection) -> None:
    command.check(schema.configuration(connection))


def test_the_rules_of_time_are_there(connection: Connection) -> None:
    found = parts(connection)
    assert {name for kind, name, _ in found if kind == "trigger"} >= OF_TIME[
        connection.dialect.name
    ]
    if connection.dialect.name == "postgresql":
        (overlap,) = [
            sql
            for _, name, sql in found
            if name == "membership_overlap" and "WHERE" in sql and sql.startswith("EXCLUDE")
        ]
        assert "daterange" in overlap


def test_a_loaded_database_goes_down_step_by_step_and_up_again(database: str) -> None:
    engine = engine_for(database)
    seen = []
    with engine.begin() as opened:
        for revision in [*reversed(STEPS[:-1]), "base"]:
            seen.append(parts(opened))
            schema.downgrade(opened, revision)
        assert parts(opened) == set()
    with engine.begin() as opened:
        for revision, before in zip(STEPS, reversed(seen), strict=True):
            schema.upgrade(opened, revision)
            assert parts(opened) == before, revision
    engine.dispose()


def test_a_step_down_and_up_keeps_what_is_in_the_tables(database: str) -> None:
    from orgdb.seeding.load import initialize

    before = dump(database)
    engine = engine_for(database)
    with engine.begin() as opened:
        schema.downgrade(opened, STEPS[0])
    engine.dispose()
    initialize(database, folder=SAMPLE)
    assert dump(database) == before


def test_a_migration_that_fails_leaves_nothing(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_for(database)
    with engine.begin() as opened:
        schema.downgrade(opened, "base")
        opened.execute(text("CREATE TABLE memberships (a TEXT)"))  # the name of a view to come
    with pytest.raises(Exception, match="memberships"), engine.begin() as opened:
        schema.upgrade(opened)
    with engine.begin() as opened:
        assert {name for kind, name, _ in parts(opened) if kind == "table"} <= {"memberships"}
        assert "fact" not in inspect(opened).get_table_names()
    engine.dispose()


A_MEMBERSHIP = "(SELECT MIN(id) FROM membership WHERE end_latest = '9999-12-31')"
FIRST = "(SELECT MIN(membership_id) FROM suspension)"
NEW_FACT = (
    "INSERT INTO fact (id, key, kind, dataset_id, place) SELECT 9999, 'new', '{0}', 1, 'here';"
)
MEMBERSHIP = ", ".join(
    f'"{column}"' for column in Base.metadata.tables["membership"].columns.keys()[1:]
)
# What is done, and words of the refusal on SQLite and on PostgreSQL (the same where there is one).
REFUSED = {
    "an end before its start": (
        "UPDATE office SET start_earliest = '1990-01-01', start_latest = '1990-01-01',"
        " end_earliest = '1980-01-01', end_latest = '1980-01-01'",
        ("ck_office_period_order",),
    ),
    "an earliest day after the latest": (
        "UPDATE tenure SET start_earliest = '2999-01-01'",
        ("ck_tenure_start_order",),
    ),
    "a bound that is no day": (
        "UPDATE treaty_description SET signed_earliest = '1951-12'",
        ("ck_treaty_description_signed_earliest_day",),
    ),
    "a member that is nobody": (
        f"UPDATE membership SET member_state_id = NULL WHERE id = {A_MEMBERSHIP}",
        ("ck_membership_",),
    ),
    "a member that is two": (
        "UPDATE membership SET member_organization_id = (SELECT MIN(id) FROM organization)"
        " WHERE member_state_id IS NOT NULL",
        ("ck_membership_one_member",),
    ),
    "a member number of another": (
        "UPDATE membership SET member_id = member_id + 100000",
        ("ck_membership_member_id",),
    ),
    "a member that does not exist": (
        f"UPDATE membership SET member_state_id = 99999, member_id = 99999 WHERE id = {A_MEMBERSHIP}",
        ("FOREIGN KEY constraint failed", "fk_membership_member_state_id"),
    ),
    "a status of its own without its word": (
        "UPDATE membership SET status_word = NULL WHERE status = 'other'",
        ("ck_membership_word_for_other",),
    ),
    "notice after effect": (
        "UPDATE membership SET notice_earliest = '2999-01-01', notice_latest = '2999-01-01'"
        " WHERE effective IS NOT NULL",
        ("ck_membership_notice_first",),
    ),
    "a citation without a source": (
        "UPDATE citation SET source_id = NULL",
        ("NOT NULL constraint failed: citation.source_id", 'null value in column "source_id"'),
    ),
    "a citation of a source that does not exist": (
        "UPDATE citation SET source_id = 99999",
        ("FOREIGN KEY constraint failed", "fk_citation_source_id"),
    ),
    "a source that is cited, taken out": (
        "DELETE FROM source WHERE key = 'scholar'",
        ("FOREIGN KEY constraint failed", "fk_citation_source_id"),
    ),
    "a dispute that states nothing": (
        "UPDATE citation SET stated = '' WHERE stance = 'disputes'",
        ("ck_citation_dispute_states",),
    ),
    "two facts of one key": (
        "UPDATE fact SET key = 'the same'",
        ("UNIQUE constraint failed: fact.key", "uq_fact_key"),
    ),
    "a fact retired before it appeared": (
        "UPDATE fact SET release_to_id = release_from_id",
        ("ck_fact_release_order",),
    ),
    "an organization that is its own parent": (
        "UPDATE organization_description SET parent_id = organization_id",
        ("ck_organization_description_not_own_parent",),
    ),
    "an organization that follows itself": (
        "UPDATE organization_link SET from_id = to_id",
        ("ck_organization_link_not_own_predecessor",),
    ),
    "a life that ends before it begins": (
        "UPDATE person_description SET died_earliest = '1900-01-01', died_latest = '1900-01-01'"
        " WHERE born IS NOT NULL",
        ("ck_person_description_life_order",),
    ),
    "a suspension moved out of its membership": (
        "UPDATE suspension SET start_earliest = '1900-01-01', start_latest = '1900-01-01',"
        " end_earliest = '1901-01-01', end_latest = '1901-01-01'",
        ("a suspension lies outside its membership",),
    ),
    "a new suspension outside its membership": (
        f"{NEW_FACT.format('suspension')} INSERT INTO suspension (id, membership_id, scope, start,"
        ' "end", start_earliest, start_latest, end_earliest, end_latest)'
        f" SELECT 9999, {FIRST}, 'voting', '1900', '1901', '1900-01-01', '1900-12-31',"
        " '1901-01-01', '1901-12-31'",
        ("a suspension lies outside its membership",),
    ),
    "a membership that leaves its suspension": (
        "UPDATE membership SET start_earliest = '2020-01-01', start_latest = '2020-01-01'"
        " WHERE id IN (SELECT membership_id FROM suspension)",
        ("a suspension lies outside its membership",),
    ),
    "a spell moved into another": (
        "UPDATE membership SET start_earliest = '1970-01-01', start_latest = '1970-01-01'"
        " WHERE status = 'observer'",
        ("two spells of one member in one roster overlap", "membership_overlap"),
    ),
    "a spell entered twice": (
        f"{NEW_FACT.format('membership')} INSERT INTO membership (id, {MEMBERSHIP})"
        f" SELECT 9999, {MEMBERSHIP} FROM membership WHERE id = {A_MEMBERSHIP}",
        ("two spells of one member in one roster overlap", "membership_overlap"),
    ),
    "a roster known before it begins": (
        "UPDATE roster_coverage SET known_from = '2999-01-01'",
        ("ck_roster_coverage_known_order",),
    ),
    "a post of nobody": (
        "UPDATE post_description SET organization_id = NULL, state_id = NULL",
        ("ck_post_description_one_body",),
    ),
    "a participant that is nobody": (
        "UPDATE event_participant SET state_id = NULL, organization_id = NULL, person_id = NULL",
        ("ck_event_participant_one_participant",),
    ),
    "a treaty party that is nobody": (
        "UPDATE treaty_party SET party_state_id = NULL",
        ("ck_treaty_party_one_party",),
    ),
    "a treaty that amends itself": (
        "UPDATE treaty_description SET amends_id = treaty_id",
        ("ck_treaty_description_not_own_amendment",),
    ),
    "two data sets of one rank": (
        "INSERT INTO dataset SELECT 99, 'x', title, version, licence, citation, url, checksum,"
        " size, preference, loaded_at FROM dataset",
        ("UNIQUE constraint failed: dataset.preference", "uq_dataset_preference"),
    ),
}


def refusal(connection: Connection, sql: str) -> str:
    """What a database says when it refuses statements."""
    with pytest.raises(IntegrityError) as refused:
        for statement in sql.split(";"):
            connection.execute(text(statement))
    return str(refused.value.orig)


@pytest.mark.parametrize("rule", REFUSED)
def test_the_database_refuses(rule: str, connection: Connection) -> None:
    sql, said = REFUSED[rule]
    expected = said[-1] if connection.dialect.name == "postgresql" else said[0]
    assert expected in refusal(connection, sql)


WORDS = sorted(
    (str(constraint.table), str(constraint.name).removeprefix(f"ck_{constraint.table}_"))
    for table in Base.metadata.sorted_tables
    for constraint in table.constraints
    if isinstance(constraint, CheckConstraint) and str(constraint.name).endswith("_word")
)


@pytest.mark.parametrize(("table", "rule"), WORDS)
def test_a_word_that_is_not_in_the_vocabulary_is_refused(
    table: str, rule: str, connection: Connection
) -> None:
    column = rule.removesuffix("_word")
    said = refusal(connection, f"UPDATE {table} SET {column} = 'Friend'")
    assert f"ck_{table}_{rule}" in said
