"""Every query that a command runs finds its rows by index, on SQLite and on PostgreSQL.

Commands that are about one thing, or about a few, read no large table from end to end. Those that
are about everything say so in `ABOUT_EVERYTHING`; no command is in neither list.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from orgdb.cli.root import COMMANDS
from orgdb.db.reader import Row, ServerReader, SqliteReader
from tests.conftest import Outcome

# Those of a thousand rows and more; of the others an engine may rather read all.
LARGE = frozenset(
    ("citation", "code", "entity", "fact", "language", "membership", "name", "source")
)
NAMES = {"org": "OAS", "other": "UN", "state": "Peru", "next": "Chile", "person": "luis-almagro"}
NAMES |= {"treaty": "oas-charter", "event": "oas-visit-lima-2021", "title": "UN Charter"}
NAMES |= {"source": "oas-pr-f-075-19"}
ABOUT_ONE = """
show {org}
show {org} --on 1990
show {state}
show {person}
show {treaty}
show {event}
show {source}
show curated
is-member {state} {org}
is-member {state} {org} --on 1990 --rule participating
is-member {state} {org} --dataset curated
members {org}
members {org} --on 1960 --status all
members {org} --all-time
memberships {state}
memberships {state} --on 1960
shared {state} {next}
changes {org}
changes {state} --from 1950
exits {org}
exits {state}
officials {org}
officials {state} --on 1990
offices {org}
offices --in {state}
languages {org}
charter {org}
charter {org} --parties
events {org}
events {org} --on 1990
timeline {org}
timeline {state}
why {org}
why {person}
why {treaty}
sources {org}
cite {org}
plot members {org} -o {file}
plot timeline {org} -o {file}
plot map {org} -o {file}
plot overlap {org} {other} -o {file}
report members --org {org}
report officials --org {org}
report offices --org {org}
report charters --org {org}
report parties --org {org}
report languages --org {org}
report events --org {org}
report spells --org {org}
report panel --org {org}
report panel --org {org} --balanced --from 1990 --through 1991
report dyads --orgs {org}
""".strip().splitlines()
ABOUT_EVERYTHING = {
    "search": "looks for a text inside all names, titles and cities",
    "orgs": "lists all organizations",
    "states": "lists all states",
    "coverage": "counts the facts and the sources of all organizations",
    "match": "compares each cell with all names",
    "ask": "reads all names and memberships once, for a table of any length",
    "enrich": "as ask",
    "site": "makes a page of everything",
    "serve": "writes everything into a file first",
    "export": "writes everything",
    "compare": "compares two whole data sets",
    "import": "reads all codes, then writes",
    "datasets": "counts the facts of each data set",
    "db": "counts and checks everything",
    "seed": "reads files",
    "completion": "prints a script",
    "mcp": "answers by the questions above",
}


@pytest.fixture
def sqlite_scans(real_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The large tables that a statement reads from end to end, by what SQLite makes of it."""
    connection = sqlite3.connect(real_database)
    trees = dict(connection.execute("SELECT rootpage, tbl_name FROM sqlite_master"))
    found: list[str] = []

    def look(sql: str, parameters: Mapping[str, Any] | None) -> None:
        cursors: dict[int, str] = {}
        for step in connection.execute(f"EXPLAIN {sql}", parameters or {}):
            _, operation, cursor, root = step[:4]
            if operation == "OpenRead":
                cursors[cursor] = trees[root]
            # To rewind a table or an index is to begin a walk through all of it.
            if operation in ("Rewind", "Last") and cursors.get(cursor) in LARGE:
                found.append(f"{cursors[cursor]}: {sql}")

    _watch(SqliteReader, look, monkeypatch)
    yield found
    connection.close()


@pytest.fixture
def postgres_scans(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The same of PostgreSQL: what it reads whole although that is made as dear as can be.

    Of a table of a few pages it rather reads all, and joins two by hashing one of them, for speed.
    """
    found: list[str] = []
    reader: list[ServerReader] = []
    opened = ServerReader.__init__

    def remember(self: ServerReader, url: str) -> None:
        opened(self, url)
        reader[:] = [self]
        for dear in ("seqscan", "hashjoin", "mergejoin"):
            self._connection.exec_driver_sql(f"SET enable_{dear} = off")

    def look(sql: str, parameters: Mapping[str, Any] | None) -> None:
        asked = reader[0]
        explained = asked._text(f"EXPLAIN (FORMAT JSON) {sql}")
        (said,) = asked._connection.execute(explained, parameters or {}).one()
        for node in _nodes(said[0]["Plan"]):
            whole = node["Node Type"].endswith("Seq Scan") or (
                node["Node Type"].startswith("Index") and "Index Cond" not in node
            )
            if whole and node.get("Relation Name") in LARGE:
                found.append(f"{node['Relation Name']}: {sql}")

    monkeypatch.setattr(ServerReader, "__init__", remember)
    _watch(ServerReader, look, monkeypatch)
    return found


def _watch(
    reader: type[SqliteReader] | type[ServerReader],
    look: Callable[[str, Mapping[str, Any] | None], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows, tuples = reader.rows, reader.tuples

    def watched_rows(self: Any, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        look(sql, parameters)
        return rows(self, sql, parameters)

    def watched_tuples(
        self: Any, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        look(sql, parameters)
        return tuples(self, sql, parameters)

    monkeypatch.setattr(reader, "rows", watched_rows)
    monkeypatch.setattr(reader, "tuples", watched_tuples)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _arguments(line: str, names: dict[str, str], folder: Path) -> list[str]:
    return [word.format(**names, file=folder / "picture.svg") for word in line.split()]


@pytest.mark.parametrize("line", ABOUT_ONE)
def test_sqlite_finds_by_index_what_a_command_asks_for(
    orgdb: Callable[..., Outcome],
    sqlite_scans: list[str],
    real_database: Path,
    tmp_path: Path,
    line: str,
) -> None:
    outcome = orgdb(*_arguments(line, NAMES, tmp_path), db=str(real_database))
    assert outcome.code in (0, 1, 3), outcome.err
    assert sqlite_scans == []


@pytest.mark.parametrize("line", ABOUT_ONE)
def test_postgresql_finds_by_index_what_a_command_asks_for(
    orgdb: Callable[..., Outcome],
    postgres_scans: list[str],
    real_postgres: str,
    tmp_path: Path,
    line: str,
) -> None:
    outcome = orgdb(*_arguments(line, NAMES, tmp_path), db=real_postgres)
    assert outcome.code in (0, 1, 3), outcome.err
    assert postgres_scans == []


def test_reading_a_table_from_end_to_end_is_seen_on_both(
    orgdb: Callable[..., Outcome],
    sqlite_scans: list[str],
    postgres_scans: list[str],
    real_database: Path,
    real_postgres: str,
) -> None:
    for url, scans in ((str(real_database), sqlite_scans), (real_postgres, postgres_scans)):
        assert orgdb("report", "citations", "-f", "csv", db=url).code == 0
        assert any(scan.startswith(("citation:", "fact:")) for scan in scans)


def test_every_command_is_about_one_thing_or_about_everything() -> None:
    about_one = {line.split()[0] for line in ABOUT_ONE}
    assert about_one | set(ABOUT_EVERYTHING) == set(COMMANDS)
    assert not about_one & set(ABOUT_EVERYTHING)


@pytest.mark.parametrize(("line", "at_most"), [("show {org}", 25), ("shared {state} {next}", 10)])
def test_a_question_takes_few_statements(
    orgdb: Callable[..., Outcome],
    real_database: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    line: str,
    at_most: int,
) -> None:
    asked: list[str] = []
    _watch(SqliteReader, lambda sql, _: asked.append(sql), monkeypatch)
    assert orgdb(*_arguments(line, NAMES, tmp_path), db=str(real_database)).code == 0
    assert 0 < len(asked) <= at_most
