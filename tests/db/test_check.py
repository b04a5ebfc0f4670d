"""`db check` finds and names damage done behind the database's back, and none where none is."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from orgdb.db.check import Damage, find_damage, require_whole
from orgdb.db.reader import Reader, ServerReader, open_reader
from orgdb.errors import DatabaseError
from tests.conftest import Outcome, Server

CHANGED = "a fact that does not say what its key was made of"
BOUNDS = "a date whose bounds are not those of its text"
REFERENCE = "a row that refers to a missing one"
GONE = "a part of the database that is missing"
A_MEMBER = "(SELECT MIN(id) FROM membership)"
# What is done, and one of the rules that have to find it.
DAMAGE = {
    "a fact loses its sources": (
        "DELETE FROM citation WHERE fact_id = (SELECT MIN(id) FROM fact)",
        "a fact without a source",
    ),
    "a fact keeps only the source that disputes it": (
        "DELETE FROM citation WHERE stance = 'supports'",
        "a fact without a source",
    ),
    "a source is gone": (
        "DELETE FROM source WHERE key = 'scholar'",
        "a citation of a source that is missing",
    ),
    "a fact is gone, its row is not": (
        "DELETE FROM fact WHERE kind = 'membership'",
        "a row of membership whose fact is of another kind",
    ),
    "citations of a fact that is gone": (
        "DELETE FROM fact WHERE kind = 'tenure'",
        "a citation of a fact that is missing",
    ),
    "the row of a fact is gone": ("DELETE FROM tenure", "a fact of kind tenure without its row"),
    "a fact of another kind": (
        "UPDATE fact SET kind = 'office' WHERE kind = 'tenure'",
        "a row of tenure whose fact is of another kind",
    ),
    "a fact of no release": (
        "UPDATE fact SET release_from_id = NULL",
        "a curated fact of no release",
    ),
    "a release that is gone": ('DELETE FROM "release"', REFERENCE),
    "a retired flag that is wrong": (
        "UPDATE membership SET retired = 1",
        "a retired membership whose flag says otherwise",
    ),
    "spells that overlap": (
        "UPDATE membership SET start_earliest = '1951-01-01', start_latest = '1951-01-01',"
        " end_earliest = '2026-01-01', end_latest = '9999-12-31'",
        "two membership periods of one member that overlap",
    ),
    "a suspension outside its membership": (
        "UPDATE suspension SET start_earliest = '1800-01-01', start_latest = '1800-01-01',"
        " end_earliest = '1801-01-01', end_latest = '1801-01-01'",
        "a suspension outside its membership",
    ),
    "a spell before its state": (
        "UPDATE membership SET start_earliest = '1700-01-01', start_latest = '1700-01-01'",
        "a curated membership outside the life of its member",
    ),
    "a spell before its organization": (
        "UPDATE organization_description SET founded_earliest = '2020-01-01'",
        "a curated membership outside the life of its organization",
    ),
    "a period that ends before it starts": (
        "UPDATE office SET end_earliest = '1700-01-01', end_latest = '1700-01-01'",
        "a period of office that ends before it starts",
    ),
    "bounds in the wrong order": (
        "UPDATE tenure SET start_earliest = '2999-01-01'",
        "a period of tenure that ends before it starts",
    ),
    "bounds that are not those of the date": (
        "UPDATE treaty_description SET in_force_latest = '1951-12-31' WHERE kind = 'charter'",
        BOUNDS,
    ),
    "a day that does not exist": (
        "UPDATE source SET date = '2021-02-30' WHERE date > '2020'",
        BOUNDS,
    ),
    "a disputed date whose bounds are wrong": (
        "UPDATE citation SET stated_latest = '1999-01-01' WHERE stated = '1949'",
        BOUNDS,
    ),
    "an open period that ends early": (
        "UPDATE membership SET end_earliest = '2001-01-01' WHERE \"end\" = '..'",
        "an open period that does not reach the day its list was checked",
    ),
    "a member that does not exist": (
        f"UPDATE membership SET member_id = 4242 WHERE id = {A_MEMBER}",
        REFERENCE,
    ),
    "a member that is a person": (
        "UPDATE membership SET member_id = (SELECT MIN(id) FROM entity WHERE kind = 'person')",
        "a row of membership that refers to another kind of entity",
    ),
    "an office in an organization": (
        "UPDATE office SET state_id = organization_id",
        "a row of office that refers to another kind of entity",
    ),
    "a status nobody knows": (
        "UPDATE membership SET status = 'friend'",
        "a row of membership that breaks ck_membership_status_word",
    ),
    "a bound that is no day": (
        "UPDATE source SET date_latest = 'today' WHERE date IS NULL",
        "a row of source that breaks ck_source_date_latest_day",
    ),
    "a roster without known dates": (
        "DELETE FROM roster_coverage",
        "a membership in a list without known dates",
    ),
    "an organization nobody describes": (
        "DELETE FROM organization_description",
        "an organization without a description",
    ),
    "a state nobody describes": (
        "DELETE FROM state_description",
        "a state without a description",
    ),
    "a state turned into an organization": (
        "UPDATE entity SET kind = 'organization' WHERE key = 'XBB'",
        CHANGED,
    ),
    "a membership that is not retired": (
        "UPDATE membership SET retired = TRUE",
        "a retired membership whose flag says otherwise",
    ),
    "an organization above itself": (
        "UPDATE organization_description SET parent_id = organization_id",
        "an organization that is above itself",
    ),
    "another status, quietly": (
        "UPDATE membership SET status = 'observer' WHERE status = 'associate'",
        CHANGED,
    ),
    "another name, quietly": ("UPDATE name SET name = name || 'x' WHERE lang IS NULL", CHANGED),
    "another code, quietly": ("UPDATE code SET code = 'ZZ' WHERE scheme = 'iso2'", CHANGED),
    "another date with its bounds, quietly": (
        "UPDATE organization_description SET founded = '1950', founded_earliest = '1950-01-01',"
        " founded_latest = '1950-12-31' WHERE founded = '1951-12'",
        CHANGED,
    ),
    "another topic, quietly": ("UPDATE event_topic SET topic = 'war' WHERE position = 0", CHANGED),
    "a participant taken out": ("DELETE FROM event_participant WHERE position = 1", CHANGED),
    "a key of another fact": ("UPDATE fact SET key = key || 'x'", CHANGED),
    "a name nobody finds": (
        "UPDATE name SET folded = 'x'",
        "a name whose folded form is not its own",
    ),
    "bytes in the place of a name": (
        "UPDATE name SET name = CAST(name AS BLOB) WHERE lang IS NULL",
        "a row of name that breaks name.name",
    ),
    "a view taken out": ("DROP VIEW purposes", GONE),
    "a view everything rests on taken out": ("DROP VIEW current_facts", GONE),
    "an index taken out": ("DROP INDEX ix_membership_by_roster", GONE),
    "a table taken out": ("DROP TABLE event_topic", GONE),
    "a trigger taken out": ("DROP TRIGGER membership_overlap_insert", GONE),
    "a trigger that does nothing": (
        "DROP TRIGGER suspension_outside_insert; CREATE TRIGGER suspension_outside_insert"
        " BEFORE INSERT ON suspension BEGIN SELECT 1; END",
        "a part of the database that was changed",
    ),
}
A_SPELL = "(SELECT MIN(membership_id) FROM suspension)"
LOST = "a data set whose rows are not those that were loaded"
# Damage that leaves every rule intact: only what the load has recorded gives it away.
QUIET = {
    "a membership with its suspensions and citations": (
        f"DELETE FROM citation WHERE fact_id IN (SELECT id FROM suspension"
        f" WHERE membership_id = {A_SPELL}) OR fact_id = {A_SPELL};"
        "CREATE TABLE doomed AS SELECT id FROM suspension"
        f" WHERE membership_id = {A_SPELL} UNION SELECT {A_SPELL};"
        "DELETE FROM suspension WHERE id IN (SELECT id FROM doomed);"
        "DELETE FROM membership WHERE id IN (SELECT id FROM doomed);"
        "DELETE FROM fact WHERE id IN (SELECT id FROM doomed); DROP TABLE doomed"
    ),
    "one citation of several": (
        "DELETE FROM citation WHERE id = (SELECT MAX(c.id) FROM citation c JOIN citation d"
        " ON d.fact_id = c.fact_id AND d.id <> c.id AND d.stance = 'supports')"
    ),
    "all disputes": "DELETE FROM citation WHERE stance = 'disputes'",
    "a stance": "UPDATE citation SET stance = 'supports' WHERE stance = 'disputes'",
    "a locator": "UPDATE citation SET locator = 'art. 999'",
    "what a citation is about": "UPDATE citation SET about = about || 'x'",
    "the order of citations": "UPDATE citation SET position = 7 - position",
    "the title of a source": "UPDATE source SET title = 'Another title'",
    "the address of a source": "UPDATE source SET url = 'https://example.org/elsewhere'",
    "the quality of a source": "UPDATE source SET quality = 'weak'",
    "the place of a fact": "UPDATE fact SET place = 'nowhere:1'",
    "a bound of an open end": (
        "UPDATE tenure SET end_earliest = '1990-01-01' WHERE \"end\" = '..'"
    ),
    "a whole kind of facts": (
        "DELETE FROM citation WHERE fact_id IN (SELECT id FROM person_nationality);"
        "DELETE FROM person_nationality; DELETE FROM fact WHERE kind = 'person_nationality'"
    ),
    "the date of a release": "UPDATE \"release\" SET date = '2001-01-01'",
    "the licence of a data set": "UPDATE dataset SET licence = 'none'",
    "the name of a language": "UPDATE language SET code1 = 'xx'",
    "topics of an event, with its place": "UPDATE event_topic SET position = position + 10",
}
ON_SERVERS_ADDED = {
    "a trigger added": (
        "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'##"
        "CREATE TRIGGER quiet BEFORE INSERT ON fact FOR EACH ROW EXECUTE FUNCTION skip()",
        "a trigger or rule that orgdb did not make",
    ),
    "a rule added": (
        "CREATE RULE quiet AS ON DELETE TO citation DO INSTEAD NOTHING",
        "a trigger or rule that orgdb did not make",
    ),
    "a view replaced": (
        "CREATE TABLE before AS SELECT * FROM purposes##"
        "CREATE OR REPLACE VIEW purposes AS SELECT * FROM before WHERE FALSE",
        "a part of the database that was changed",
    ),
    "a trigger function replaced": (
        "CREATE OR REPLACE FUNCTION suspension_inside() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN new; END'",
        "a part of the database that was changed",
    ),
    "the function of a rule of rows replaced": (
        "CREATE OR REPLACE FUNCTION membership_rules() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN new; END'",
        "a part of the database that was changed",
    ),
    "row-level security": (
        "ALTER TABLE fact ENABLE ROW LEVEL SECURITY##ALTER TABLE fact FORCE ROW LEVEL SECURITY",
        "a part of the database that was changed",
    ),
    "a column dropped": (
        "ALTER TABLE source DROP COLUMN licence CASCADE",
        "a part of the database that was changed",
    ),
    "a check weakened": (
        "ALTER TABLE office DROP CONSTRAINT ck_office_kind_word##"
        "ALTER TABLE office ADD CONSTRAINT ck_office_kind_word CHECK (kind <> '')",
        "a part of the database that was changed",
    ),
}
ON_SERVERS = {
    "another name, quietly": ("UPDATE name SET name = name || 'x' WHERE lang IS NULL", CHANGED),
    "citations taken out": ("DELETE FROM citation", "a fact without a source"),
    "a rule taken out": ("ALTER TABLE membership DROP CONSTRAINT membership_overlap", GONE),
    "a check taken out": (
        "ALTER TABLE membership DROP CONSTRAINT ck_membership_word_for_other",
        GONE,
    ),
    "a check taken out and broken": (
        "ALTER TABLE office DROP CONSTRAINT ck_office_kind_word; UPDATE office SET kind = 'shop'",
        "a row of office that breaks ck_office_kind_word",
    ),
    "a required value taken out": (
        "ALTER TABLE source ALTER COLUMN title DROP NOT NULL; UPDATE source SET title = NULL",
        "a row of source that breaks source.title",
    ),
    "a trigger switched off": ("ALTER TABLE suspension DISABLE TRIGGER suspension_outside", GONE),
    "a view taken out": ("DROP VIEW purposes", GONE),
    "an index taken out": ("DROP INDEX ix_membership_by_roster", GONE),
    "a reference to nothing": (
        "SET session_replication_role = replica; DELETE FROM source WHERE key = 'scholar'",
        "a citation of a source that is missing",
    ),
}


def do_damage(path: Path, sql: str) -> None:
    """Run statements with every rule switched off. What changes nothing is an error."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # or each trigger waits for the disk
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = kept.fetchall() if "TRIGGER" not in sql else []
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        before = connection.total_changes
        connection.executescript(sql)
        assert connection.total_changes > before or sql.startswith("DROP")
        for _, statement in triggers:
            connection.execute(statement)


def rules_broken(url: str) -> list[str]:
    """The rules that a database breaks."""
    reader = open_reader(url)
    try:
        return [damage.rule for damage in find_damage(reader)]
    finally:
        reader.close()


def broken_on_a_server(url: str, *statements: str) -> list[Damage]:
    """What is found wrong after these statements, which are taken back afterwards."""
    reader = ServerReader(url)
    reader._connection.close()
    reader._connection = connection = reader._engine.connect()
    try:
        for statement in statements:
            connection.exec_driver_sql(statement)
        return find_damage(reader)
    finally:
        connection.rollback()
        reader.close()


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_done_by_hand_is_found_and_named(damage: str, sqlite_database: Path) -> None:
    sql, rule = DAMAGE[damage]
    do_damage(sqlite_database, sql)
    assert rule in rules_broken(str(sqlite_database))


@pytest.mark.postgres
@pytest.mark.parametrize("damage", ON_SERVERS)
def test_damage_to_a_server_is_found_and_named(damage: str, spare: str) -> None:
    sql, rule = ON_SERVERS[damage]
    assert rule in [found.rule for found in broken_on_a_server(spare, *sql.split(";"))]


@pytest.mark.parametrize("damage", QUIET)
def test_damage_that_breaks_no_rule_is_found_all_the_same(
    damage: str, sqlite_database: Path
) -> None:
    do_damage(sqlite_database, QUIET[damage])
    assert LOST in rules_broken(str(sqlite_database))


@pytest.mark.postgres
def test_a_server_has_its_rows_compared_too(postgres: Server, postgres_master: str) -> None:
    url = postgres.create("damaged", template=postgres_master)
    assert rules_broken(url) == []
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE citation SET locator = 'art. 999'")
    assert rules_broken(url) == [LOST]


@pytest.mark.postgres
@pytest.mark.parametrize("damage", ON_SERVERS_ADDED)
def test_definitions_on_a_server_are_compared(damage: str, spare: str) -> None:
    sql, rule = ON_SERVERS_ADDED[damage]
    assert rule in [found.rule for found in broken_on_a_server(spare, *sql.split("##"))]


def test_a_trigger_added_to_a_file_is_found(sqlite_database: Path) -> None:
    with closing(sqlite3.connect(sqlite_database)) as connection:
        connection.execute(
            "CREATE TRIGGER quiet AFTER INSERT ON fact BEGIN DELETE FROM citation; END"
        )
    assert rules_broken(str(sqlite_database)) == ["a trigger or rule that orgdb did not make"]


def test_digests_that_are_gone_are_a_finding(sqlite_database: Path) -> None:
    do_damage(sqlite_database, "DELETE FROM dataset_digest WHERE table_name = 'fact'")
    assert rules_broken(str(sqlite_database)) == ["a data set without digests of what was loaded"]


def test_a_sound_database_has_none(reader: Reader) -> None:
    assert find_damage(reader) == []


def test_a_page_overwritten_is_always_found(sqlite_database: Path) -> None:
    sound = sqlite_database.read_bytes()
    chance = random.Random(20261124)  # noqa: S311 (noise, not secrets)
    for at in range(4096, len(sound), 9 * 4096):
        for noise in (bytes(4096), chance.randbytes(4096)):
            sqlite_database.write_bytes(sound[:at] + noise + sound[at + 4096 :])
            try:
                assert rules_broken(str(sqlite_database)), f"page {at // 4096 + 1}"
            except DatabaseError as error:
                assert "damaged" in error.message
                assert error.hint.startswith("Restore it from a copy")


def test_bytes_overwritten_here_and_there_never_end_in_a_traceback(sqlite_database: Path) -> None:
    sound = sqlite_database.read_bytes()
    chance = random.Random(20261125)  # noqa: S311 (noise, not secrets)
    for _ in range(30):
        content = bytearray(sound)
        for _ in range(chance.randint(1, 40)):
            content[chance.randrange(100, len(content))] = chance.randrange(256)
        sqlite_database.write_bytes(content)
        try:
            rules_broken(str(sqlite_database))
        except DatabaseError as error:
            assert error.hint


@pytest.mark.parametrize("size", [0.01, 0.3, 0.6, 0.99])
def test_a_file_cut_short_is_refused_or_found_damaged(size: float, sqlite_database: Path) -> None:
    content = sqlite_database.read_bytes()
    sqlite_database.write_bytes(content[: int(len(content) * size)])
    with pytest.raises(DatabaseError) as refused:
        require_whole(open_reader(str(sqlite_database)))
    assert "damaged" in refused.value.message
    assert refused.value.hint.startswith("Restore it from a copy")


def test_more_parts_than_ours_do_no_harm(sqlite_database: Path) -> None:
    do_damage(sqlite_database, "DROP VIEW IF EXISTS mine; CREATE VIEW mine AS SELECT 1 AS one")
    do_damage(sqlite_database, "DROP INDEX IF EXISTS m; CREATE INDEX m ON membership (status, id)")
    assert rules_broken(str(sqlite_database)) == []


def test_what_is_wrong_is_listed_with_examples_and_exit_code_4(
    sqlite_database: Path, orgdb: Callable[..., Outcome]
) -> None:
    do_damage(sqlite_database, "UPDATE event_topic SET topic = 'war' WHERE position = 0")
    do_damage(sqlite_database, "DROP VIEW purposes")
    outcome = orgdb("db", "check", db=f"sqlite:///{sqlite_database}")
    assert (outcome.code, outcome.out) == (4, "")
    lines = outcome.err.splitlines()
    assert lines[0] == f"Error: sqlite:///{sqlite_database} is damaged:"
    assert lines[1] == f"  {GONE}: 1 (view purposes)"
    assert lines[2].startswith(f"  {CHANGED}: 1 (event-")
    assert lines[3].startswith(f"  {LOST}: 1 (curated: rows of event_topic")
    assert lines[4].startswith("Restore it from a copy")
