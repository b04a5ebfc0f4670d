"""A shared PostgreSQL database: a role that can only read asks, and cannot change anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from orgdb.db.reader import Reader
from orgdb.errors import DatabaseError
from tests.conftest import Outcome, Server

README = Path(__file__).parents[2] / "README.md"


def statements_for_readers() -> list[str]:
    """The statements that the README gives to whoever keeps a shared database."""
    block = README.read_text(encoding="utf-8").split("```sql\nCREATE ROLE", 1)[1].split("```", 1)[0]
    return [s.strip() for s in f"CREATE ROLE{block}".split(";") if s.strip()]


@pytest.fixture
def reader_url(postgres: Server, postgres_master: str) -> str:
    """A copy of the loaded database, named as in the README, and its URL for the reading role."""
    url = postgres.create("orgdb", template=postgres_master)
    postgres.execute("DROP ROLE IF EXISTS orgdb_reader")
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements_for_readers():
            connection.execute(statement.encode())
    return url.replace("postgres:@", "orgdb_reader:@")


def test_a_role_that_can_only_read_gets_answers(
    reader_url: str, orgdb: Callable[..., Outcome]
) -> None:
    outcome = orgdb("is-member", "XBB", "EXU", "--on", "1960", db=reader_url)
    assert (outcome.code, outcome.out.partition(":")[0]) == (0, "yes")
    assert orgdb("db", "check", db=reader_url).code == 0


def test_a_role_that_can_only_read_is_told_so_when_it_tries_to_load(
    reader_url: str, orgdb: Callable[..., Outcome]
) -> None:
    outcome = orgdb("db", "upgrade", db=reader_url)
    assert outcome.code == 4
    assert "permission denied" in outcome.err
    assert "Traceback" not in outcome.err
    assert orgdb("is-member", "XBB", "EXU", "--on", "1960", db=reader_url).code == 0


def test_what_reads_cannot_write(asked: Reader) -> None:
    for sql in ("DELETE FROM citation", "DROP VIEW purposes", "CREATE TABLE mine (a INTEGER)"):
        with pytest.raises(DatabaseError):
            asked.rows(sql)
    assert asked.rows("SELECT COUNT(*) AS n FROM citation")[0]["n"] > 0
