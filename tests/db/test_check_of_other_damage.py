"""Damage of other kinds than `test_check` does: found by `db check`, or refused at opening.

What a text can be changed into, keys that nothing describes, rows with each other's keys, a schema
rewritten behind SQLite's back, bytes of the header, journals of other files; on a server
inheritance, search paths, types, defaults, rules switched off or put off.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from orgdb.db.check import find_damage
from orgdb.db.reader import Reader, SqliteReader, open_reader
from orgdb.errors import DatabaseError
from tests.conftest import Outcome, Server
from tests.db.test_check import broken_on_a_server, do_damage

LAST = "id = (SELECT MAX(id) FROM {})"
SCHEMA = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET {}; PRAGMA writable_schema = OFF"
# What is done to a file, with every rule switched off, and what is said of it.
ROWS = {
    "a blank behind a name": ("UPDATE name SET name = name || ' '", "what its key was made of"),
    "a name in capitals": ("UPDATE name SET name = upper(name)", "what its key was made of"),
    "a mark that nobody sees": (
        "UPDATE name SET name = name || char(8203)",
        "what its key was made of",
    ),
    "an accent of its own": (
        "UPDATE name SET name = 'Be' || char(769) || 'tonia' WHERE name = 'Bétonia'",
        "what its key was made of",
    ),
    "a NUL inside a title": (
        "UPDATE source SET title = title || char(0)",
        "rows are not those that were loaded",
    ),
    "a name that is not UTF-8": ("UPDATE name SET name = CAST(x'ff41' AS TEXT)", "UTF-8"),
    "a number and a half": ("UPDATE dataset SET preference = 0.5", "rows are not those"),
    "no end of rows": ("UPDATE dataset_digest SET row_count = 9e999", "rows are not those"),
    "rows below zero": ("UPDATE dataset_digest SET row_count = -row_count", "rows are not those"),
    "neither true nor false": (
        "UPDATE roster_coverage SET complete = 2",
        "what its key was made of",
    ),
    "true as a text": ("UPDATE roster_coverage SET complete = 'true'", "what its key was made of"),
    "a list that is complete after all": (
        "UPDATE roster_coverage SET complete = 1 - complete",
        "what its key was made of",
    ),
    "a person that nothing describes": (
        "INSERT INTO entity (id, kind, key) VALUES (9999, 'person', 'nobody')",
        "a person without a description",
    ),
    "a treaty that nothing describes": (
        "INSERT INTO treaty (id, key) VALUES (9999, 'nothing')",
        "a treaty that nothing describes",
    ),
    "a post that nothing describes": (
        "INSERT INTO post (id, key) VALUES (9999, 'nothing')",
        "a post that nothing describes",
    ),
    "an event that nothing describes": (
        "INSERT INTO event (id, key) VALUES (9999, 'nothing')",
        "an event that nothing describes",
    ),
    "two states with each other's keys": (
        "UPDATE entity SET key = '-' WHERE key = 'XAA'; UPDATE entity SET key = 'XAA'"
        " WHERE key = 'XBB'; UPDATE entity SET key = 'XBB' WHERE key = '-'",
        "what its key was made of",
    ),
    "a key in small letters": (
        "UPDATE entity SET key = lower(key) WHERE key = 'XAA'",
        "what its key was made of",
    ),
    "the key of a person": (
        "UPDATE entity SET key = key || '-2' WHERE kind = 'person'",
        "what its key was made of",
    ),
    "the key of a treaty": ("UPDATE treaty SET key = key || '-2'", "what its key was made of"),
    "the key of a post": ("UPDATE post SET key = key || '-2'", "what its key was made of"),
    "the key of an event": ("UPDATE event SET key = key || '-2'", "what its key was made of"),
    "the curated data by another name": ("UPDATE dataset SET key = 'Curated'", "no curated data"),
    "a data set that nobody loaded": (
        "INSERT INTO dataset SELECT 99, 'other', title, version, licence, citation, url, checksum,"
        " size, loaded_at, 9 FROM dataset",
        "without digests",
    ),
    "a digest for another table": (
        "UPDATE dataset_digest SET digest = 'x' || substr(digest, 2)",
        "rows are not those",
    ),
    "a digest of no table": (
        "INSERT INTO dataset_digest SELECT dataset_id, 'nothing', 0, digest FROM dataset_digest"
        " LIMIT 1",
        "without digests",
    ),
    "a second revision": ("INSERT INTO alembic_version VALUES ('0001')", "a second revision"),
    "no revision": ("DELETE FROM alembic_version", "is at revision none"),
    "a revision to come": ("UPDATE alembic_version SET version_num = '9999'", "by a newer orgdb"),
}
PARTS = {
    "the mark of another program": ("PRAGMA application_id = 7", "another program"),
    "an index on something else": (
        "DROP INDEX ix_membership_by_roster;"
        "CREATE INDEX ix_membership_by_roster ON membership (id)",
        "that was changed",
    ),
    "an index of some rows": (
        "DROP INDEX ix_membership_by_roster; CREATE INDEX ix_membership_by_roster"
        " ON membership (roster_id) WHERE retired",
        "that was changed",
    ),
    "an index in another order of letters": (
        "DROP INDEX uq_event_lower_key;"
        "CREATE UNIQUE INDEX uq_event_lower_key ON event (key COLLATE NOCASE)",
        "that was changed",
    ),
    "a column added": ("ALTER TABLE source ADD COLUMN more TEXT", "that was changed"),
    "a column renamed": ("ALTER TABLE source RENAME COLUMN author TO writer", "that was changed"),
    "a table renamed": ("ALTER TABLE office RENAME TO offices_before", "that is missing"),
    "a table in capitals": (
        "ALTER TABLE office RENAME TO o; ALTER TABLE o RENAME TO OFFICE",
        "that was changed",
    ),
    "a view of itself": (
        "DROP VIEW purposes; CREATE VIEW purposes AS SELECT * FROM purposes",
        "that was changed",
    ),
    "a table where a view was": (
        "CREATE TABLE p AS SELECT * FROM purposes; DROP VIEW purposes;"
        "ALTER TABLE p RENAME TO purposes",
        "that is missing",
    ),
    "a trigger on a view": (
        "CREATE TRIGGER quiet INSTEAD OF DELETE ON purposes BEGIN SELECT 1; END",
        "did not make",
    ),
    "a check that always holds": (
        SCHEMA.format("sql = replace(sql, 'CHECK', 'CHECK (1) CHECK') WHERE name = 'office'"),
        "that was changed",
    ),
    "a schema that is no SQL": (
        SCHEMA.format("sql = 'CREATE VIEW purposes AS SELEC 1' WHERE name = 'purposes'"),
        "is damaged",
    ),
    "two tables with each other's pages": (
        SCHEMA.format(
            "rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'treaty')"
            " WHERE name = 'event'"
        ),
        "damaged",
    ),
    "an index with the pages of a table": (
        SCHEMA.format(
            "rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'treaty')"
            " WHERE name = 'ix_membership_by_roster'"
        ),
        "damaged",
    ),
}
# Bytes of the header of a file: where, and what.
HEADER = {
    "another magic word": (0, b"SQLite format 4", "is not a SQLite database"),
    "another size of pages": (16, b"\x02\x00", "damaged"),
    "a format to come": (19, b"\x09", "damaged"),
    "texts in UTF-16": (56, b"\x00\x00\x00\x02", "damaged"),
    "a first free page that is none": (32, b"\x00\x00\x00\x03\x00\x00\x00\x01", "damaged"),
}


def said_of(url: str) -> str:
    """What opening a database and checking it say, in one text; nothing for a whole one."""
    try:
        reader = open_reader(url)
    except DatabaseError as error:
        return error.message
    try:
        return "; ".join(map(str, find_damage(reader)))
    except DatabaseError as error:
        return error.message
    finally:
        reader.close()


@pytest.mark.parametrize("damage", ROWS)
def test_damage_to_rows_is_found(damage: str, sqlite_database: Path) -> None:
    sql, wanted = ROWS[damage]
    do_damage(sqlite_database, sql)
    assert wanted in said_of(str(sqlite_database))


@pytest.mark.parametrize("damage", PARTS)
def test_damage_to_parts_is_found(damage: str, sqlite_database: Path) -> None:
    sql, wanted = PARTS[damage]
    with closing(sqlite3.connect(sqlite_database, isolation_level=None)) as connection:
        connection.executescript(sql)
    assert wanted in said_of(str(sqlite_database))


@pytest.mark.parametrize("damage", HEADER)
def test_damage_to_the_header_is_found(damage: str, sqlite_database: Path) -> None:
    at, noise, wanted = HEADER[damage]
    content = bytearray(sqlite_database.read_bytes())
    content[at : at + len(noise)] = noise
    sqlite_database.write_bytes(content)
    assert wanted in said_of(str(sqlite_database))


def test_the_log_of_another_file_is_found_and_noise_changes_nothing(
    sqlite_database: Path, tmp_path: Path
) -> None:
    """SQLite takes any log whose checksums fit, also one of another file."""
    other = Path(shutil.copyfile(sqlite_database, tmp_path / "other.sqlite"))
    connection = sqlite3.connect(other, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("UPDATE source SET title = 'Another title'")
    log = Path(f"{other}-wal").read_bytes()
    connection.close()
    beside = Path(f"{sqlite_database}-wal")
    for noise in (b"noise" * 1000, b""):
        beside.write_bytes(noise)
        assert said_of(str(sqlite_database)) == ""
    beside.write_bytes(log)
    assert "rows are not those that were loaded" in said_of(str(sqlite_database))


def test_a_log_with_changes_of_its_own_file_is_found(sqlite_database: Path) -> None:
    writer = sqlite3.connect(sqlite_database, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("UPDATE source SET title = 'Another title'")
    assert "rows are not those that were loaded" in said_of(str(sqlite_database))
    writer.close()


def test_the_journal_of_a_change_that_was_cut_off_is_rolled_back_or_refused(
    sqlite_database: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "cut.sqlite"
    writer = sqlite3.connect(sqlite_database, isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("PRAGMA cache_spill = 1")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE source SET title = title || hex(randomblob(3000))")
    writer.execute("UPDATE citation SET locator = hex(randomblob(3000))")
    shutil.copyfile(sqlite_database, copy)
    shutil.copyfile(f"{sqlite_database}-journal", f"{copy}-journal")
    writer.execute("ROLLBACK")
    writer.close()
    assert copy.read_bytes() != sqlite_database.read_bytes()
    assert said_of(str(copy)) == "" or "journal" in said_of(str(copy))


ON_SERVERS = {
    "rows of a table that inherits": (
        "CREATE TABLE more () INHERITS (source)##INSERT INTO more SELECT * FROM source",
        "rows are not those",
    ),
    "a longer type": ("ALTER TABLE dataset_digest ALTER COLUMN row_count TYPE bigint", "changed"),
    "another order of letters": (
        'ALTER TABLE dataset_digest ALTER COLUMN table_name TYPE text COLLATE "POSIX"',
        "changed",
    ),
    "a default": ("ALTER TABLE source ALTER COLUMN quality SET DEFAULT 'weak'", "changed"),
    "a column added": ("ALTER TABLE source ADD COLUMN more text", "changed"),
    "a column renamed": ("ALTER TABLE source RENAME COLUMN author TO writer", "changed"),
    "a table that a crash empties": ("ALTER TABLE event_topic SET UNLOGGED", "changed"),
    "a table renamed": ("ALTER TABLE office RENAME TO offices_before", "missing"),
    "a rule not applied to rows there": (
        "ALTER TABLE office DROP CONSTRAINT ck_office_kind_word##"
        "ALTER TABLE office ADD CONSTRAINT ck_office_kind_word CHECK (kind <> '') NOT VALID",
        "missing",
    ),
    "a reference that waits": (
        "ALTER TABLE citation ALTER CONSTRAINT fk_citation_source_id DEFERRABLE INITIALLY DEFERRED",
        "changed",
    ),
    "a trigger for replicas only": (
        "ALTER TABLE suspension ENABLE REPLICA TRIGGER suspension_outside",
        "changed",
    ),
    "an index on something else": (
        "DROP INDEX ix_membership_by_roster##"
        "CREATE INDEX ix_membership_by_roster ON membership (id)",
        "changed",
    ),
    "a table where a view was": (
        "CREATE TABLE p AS SELECT * FROM purposes##DROP VIEW purposes##"
        "ALTER TABLE p RENAME TO purposes",
        "missing",
    ),
    "a view kept as it was once": (
        "ALTER VIEW purposes RENAME TO p##CREATE MATERIALIZED VIEW purposes AS SELECT * FROM p",
        "missing",
    ),
    "a policy": ("CREATE POLICY quiet ON fact USING (FALSE)", "did not make"),
    "triggers switched off": ("ALTER TABLE suspension DISABLE TRIGGER ALL", "missing"),
    "a second revision": ("INSERT INTO alembic_version VALUES ('0001')", "second revision"),
    "no digests": ("DELETE FROM dataset_digest", "without digests"),
    "no definitions": ("DELETE FROM schema_digest", "never recorded"),
    "definitions of another server": (
        "UPDATE schema_digest SET digest = 'x' || substr(digest, 2)",
        "changed",
    ),
    "a trigger on a view": (
        "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'##"
        "CREATE TRIGGER quiet INSTEAD OF DELETE ON purposes FOR EACH ROW EXECUTE FUNCTION skip()",
        "did not make",
    ),
    "a person that nothing describes": (
        "INSERT INTO entity (id, kind, key) VALUES (9999, 'person', 'nobody')",
        "a person without a description",
    ),
}


@pytest.mark.postgres
@pytest.mark.parametrize("damage", ON_SERVERS)
def test_damage_to_a_server_is_found(damage: str, spare: str) -> None:
    sql, wanted = ON_SERVERS[damage]
    assert wanted in "; ".join(map(str, broken_on_a_server(spare, *sql.split("##"))))


@pytest.mark.postgres
def test_another_schema_in_front_is_found(postgres: Server, postgres_master: str) -> None:
    url = postgres.create("damaged", template=postgres_master)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA front")
        connection.execute("CREATE TABLE front.citation AS SELECT * FROM citation WHERE FALSE")
        connection.execute("ALTER DATABASE damaged SET search_path = front, public")
    assert "missing" in said_of(url)


@pytest.mark.postgres
def test_a_server_cannot_hold_values_of_another_type(asked: Reader) -> None:
    """Nothing like a BLOB in a column of text: columns are of types without NaN and infinity,
    which take only their own values, and `db check` compares the types."""
    if isinstance(asked, SqliteReader):
        pytest.skip("SQLite takes any type; see test_odd_values")
    types = asked.rows(
        "SELECT DISTINCT data_type AS type FROM information_schema.columns"
        " WHERE table_schema = current_schema()"
    )
    assert {row["type"] for row in types} <= {"text", "character varying", "integer", "boolean"}


@pytest.mark.postgres
def test_a_view_of_nothing_on_a_server_is_named(
    postgres: Server, postgres_master: str, orgdb: Callable[..., Outcome]
) -> None:
    url = postgres.create("damaged", template=postgres_master)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE before AS SELECT * FROM rosters")
        connection.execute("UPDATE before SET known_through = NULL")
        connection.execute("CREATE OR REPLACE VIEW rosters AS SELECT * FROM before")
    answer = orgdb("is-member", "XAA", "EXU", "--on", "1960", db=url)
    assert (answer.code, "is damaged" in answer.err, "db check" in answer.err) == (4, True, True)
