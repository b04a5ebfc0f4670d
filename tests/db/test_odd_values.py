"""A question that trips over values no orgdb database holds says so, in one message."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from orgdb.db.odd_values import odd_value
from orgdb.db.reader import open_reader
from tests.conftest import Outcome

BLOBS = {
    "fact": "key",
    "membership": "start",
    "entity": "key",
    "name": "folded",
    "citation": "about",
    "roster_coverage": "known_through",
}
QUESTIONS = (
    "members EXU -f json",
    "is-member XAA EXU --on 1960",
    "timeline EXU",
    "why EXU -f json",
    "changes EXU",
)


def spoiled(path: Path, table: str, column: str) -> None:
    """Every text of a column as a BLOB, with every rule switched off."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f'UPDATE "{table}" SET "{column}" = CAST("{column}" AS BLOB)')


@pytest.mark.parametrize("table", BLOBS)
def test_blobs_in_columns_of_text_are_never_an_internal_error(
    table: str, orgdb: Callable[..., Outcome], sqlite_database: Path
) -> None:
    spoiled(sqlite_database, table, BLOBS[table])
    for question in QUESTIONS:
        answer = orgdb(*question.split(), db=str(sqlite_database))
        assert "internal error" not in answer.err, question
        assert answer.code in (0, 1, 2, 3) or "is damaged" in answer.err, question


def test_a_view_that_gives_nothing_where_something_belongs_is_named(
    orgdb: Callable[..., Outcome], sqlite_database: Path
) -> None:
    with closing(sqlite3.connect(sqlite_database)) as connection:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'rosters'"
        ).fetchone()
        connection.execute("DROP VIEW rosters")
        connection.execute(sql.replace("VIEW rosters", "VIEW whole_rosters"))
        names = [row[1] for row in connection.execute("PRAGMA table_info(whole_rosters)")]
        columns = [f"NULL AS {n}" if n == "known_through" else n for n in names]
        connection.execute(f"CREATE VIEW rosters AS SELECT {', '.join(columns)} FROM whole_rosters")
        connection.commit()
    answer = orgdb("is-member", "XAA", "EXU", "--on", "1960", db=str(sqlite_database))
    assert answer.code == 4
    assert "is damaged" in answer.err
    assert "db check" in answer.err


def test_a_sound_database_has_no_odd_value(database: str) -> None:
    reader = open_reader(database)
    assert odd_value(reader) is None
    reader.close()
