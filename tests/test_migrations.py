"""The schema on both engines: migrations up and down, the models, and the rules rows must keep."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from orgdb import schema
from orgdb.engine import engine_for
from orgdb.models import Base
from orgdb.revision import HEAD_REVISION


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    """A loaded database of each engine, in a transaction that is taken back."""
    engine = engine_for(database)
    with engine.connect() as opened:
        yield opened
        opened.rollback()
    engine.dispose()


def views(connection: Connection) -> set[str]:
    return set(inspect(connection).get_view_names())


def triggers(connection: Connection) -> set[str]:
    if connection.dialect.name == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return set(connection.execute(text(sql)).scalars())


def test_the_constant_beside_the_migrations_is_their_head() -> None:
    assert schema.scripts().get_current_head() == HEAD_REVISION


def test_the_models_say_what_the_migrations_make(connection: Connection) -> None:
    command.check(schema.configuration(connection))


def test_constraints_of_the_models_are_those_of_the_database(connection: Connection) -> None:
    found = inspect(connection)
    for table in Base.metadata.sorted_tables:
        checks = {check["name"] for check in found.get_check_constraints(table.name)}
        expected = {str(c.name) for c in table.constraints if type(c).__name__ == "CheckConstraint"}
        assert expected <= checks, table.name


def test_a_loaded_database_goes_down_to_nothing_and_up_again(database: str) -> None:
    engine = engine_for(database)
    with engine.begin() as before:
        seen = (views(before), triggers(before))
    with engine.begin() as opened:
        schema.downgrade(opened, "base")
        assert set(inspect(opened).get_table_names()) <= {"alembic_version"}
        assert not views(opened)
        assert not triggers(opened)
    with engine.begin() as opened:
        schema.upgrade(opened)
        assert (views(opened), triggers(opened)) == seen
    engine.dispose()


A_MEMBERSHIP = "(SELECT MIN(id) FROM membership WHERE end_latest = '9999-12-31')"
REFUSED = {
    "an end before its start": "UPDATE office SET start_earliest = '1990-01-01',"
    " start_latest = '1990-01-01', end_earliest = '1980-01-01', end_latest = '1980-01-01'",
    "an earliest day after the latest": "UPDATE tenure SET start_earliest = '2999-01-01'",
    "a bound that is no day": "UPDATE treaty_description SET signed_earliest = '1951-12'",
    "a member that is nobody": f"UPDATE membership SET member_state_id = NULL"
    f" WHERE id = {A_MEMBERSHIP}",
    "a member that is two": "UPDATE membership SET member_organization_id ="
    " (SELECT MIN(id) FROM organization) WHERE member_state_id IS NOT NULL",
    "a member number of another": "UPDATE membership SET member_id = member_id + 100000",
    "a status nobody knows": f"UPDATE membership SET status = 'friend' WHERE id = {A_MEMBERSHIP}",
    "a status of its own without its word": "UPDATE membership SET status_word = NULL"
    " WHERE status = 'other'",
    "notice after effect": "UPDATE membership SET notice_earliest = '2999-01-01',"
    " notice_latest = '2999-01-01' WHERE effective IS NOT NULL",
    "a citation without a source": "UPDATE citation SET source_id = 999999",
    "a citation of no fact": "UPDATE citation SET fact_id = 999999",
    "a dispute that states nothing": "UPDATE citation SET stated = ''"
    " WHERE stance = 'disputes'",
    "a stance nobody knows": "UPDATE citation SET stance = 'doubts'",
    "two facts of one key": "UPDATE fact SET key = 'the same'",
    "an organization that is its own parent": "UPDATE organization_description"
    " SET parent_id = organization_id",
    "an organization that follows itself": "UPDATE organization_link SET from_id = to_id",
    "a suspension outside its membership": "UPDATE suspension SET start_earliest = '1900-01-01',"
    " start_latest = '1900-01-01', end_earliest = '1901-01-01', end_latest = '1901-01-01'",
    "a membership that leaves its suspension": "UPDATE membership SET"
    " start_earliest = '2020-01-01', start_latest = '2020-01-01'"
    " WHERE id IN (SELECT membership_id FROM suspension)",
    "spells that overlap": "UPDATE membership SET start_earliest = '1970-01-01',"
    " start_latest = '1970-01-01' WHERE status = 'observer'",
    "a roster known before it begins": "UPDATE roster_coverage SET known_from = '2999-01-01'",
    "a post of nobody": "UPDATE post_description SET organization_id = NULL, state_id = NULL",
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(REFUSED))
def test_the_database_itself_refuses(rule: str, connection: Connection) -> None:
    with pytest.raises(DBAPIError) as refused:
        connection.execute(text(REFUSED[rule]))
    assert isinstance(refused.value, IntegrityError), refused.value
