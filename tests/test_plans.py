"""Questions find their rows by index: none reads through memberships, facts, names or citations."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from orgdb.db.reader import Reader, Row, SqliteReader
from orgdb.facts import CitationDraft, FactDraft, Ref
from orgdb.membership.is_member import is_member
from orgdb.membership.members import members, memberships
from orgdb.names.lookup import find, find_member
from orgdb.parameters import WhoCounts
from orgdb.sources.citations import citations_of
from orgdb.text import fold
from tests.membership.random_rosters import RandomRoster, load, random_rosters

LARGE = {"membership", "suspension", "citation", "fact", "name"}
ORGANIZATIONS, SIZE = 30, 30


class Watched:
    """A reader that notes which large tables each statement reads from end to end."""

    def __init__(self, path: Path) -> None:
        self.url = self.address = str(path)
        self.remarks: list[str] = []
        self.reader = SqliteReader(self.url)
        self.statements = 0
        self.scanned: list[tuple[str, str]] = []
        self.connection = sqlite3.connect(path)
        trees = self.connection.execute("SELECT rootpage, tbl_name FROM sqlite_master").fetchall()
        self.tables: dict[int, str] = dict(trees)

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows, once the program that finds them has been looked at."""
        self.statements += 1
        cursors: dict[int, str] = {}
        for step in self.connection.execute(f"EXPLAIN {sql}", parameters or {}):
            _, operation, cursor, root = step[:4]
            if operation == "OpenRead":
                cursors[cursor] = self.tables[root]
            # To rewind a table or an index is to begin a walk through all of it.
            if operation in ("Rewind", "Last") and cursors.get(cursor) in LARGE:
                self.scanned.append((cursors[cursor], sql))
        return self.reader.rows(sql, parameters)

    def tuples(
        self, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """The same as plain tuples."""
        return (tuple(row.values()) for row in self.rows(sql, parameters))

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
        self.reader.close()


@pytest.fixture(scope="module")
def filled(sqlite_master: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Enough facts of every sort that the planner would not take a table for a small one."""
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite"
    shutil.copyfile(sqlite_master, path)
    rosters = random_rosters(1, ORGANIZATIONS, SIZE)
    load(str(path), rosters, names(rosters))
    yield path


def names(rosters: list[RandomRoster]) -> Iterator[FactDraft]:
    """A name for every organization and member, with citations."""
    for roster in rosters:
        yield name("organization", roster.org)
        for member in set(roster.members) - {"XTT"}:
            yield name("state", member)


def name(table: str, key: str) -> FactDraft:
    says = {"entity_id": Ref(table, key), "name": f"Name of {key}", "lang": "en"}
    says |= {"kind": "short", "start": "", "end": ".."}
    derived = {"folded": fold(f"Name of {key}")}
    derived |= dict.fromkeys(("start_earliest", "start_latest"), "0001-01-01")
    derived |= dict.fromkeys(("end_earliest", "end_latest"), "9999-12-31")
    cited = tuple(CitationDraft("name", "random", f"row {key}, {n}") for n in range(3))
    return FactDraft(f"{table}_name", says, derived, key, cited)


@pytest.fixture
def watched(filled: Path) -> Iterator[Watched]:
    """The filled database, watched."""
    reader = Watched(filled)
    yield reader
    reader.close()


QUESTIONS: dict[str, Callable[[Reader], object]] = {
    "members": lambda r: members(r, "EXU", WhoCounts.of("1960")),
    "members of a filled roster": lambda r: members(r, "RANDOM7", WhoCounts.of("1951-12")),
    "members who take part": lambda r: members(
        r, "RANDOM7", WhoCounts.of("1951-12", "participating")
    ),
    "members of all time": lambda r: members(
        r, "RANDOM7", WhoCounts.of(status="all"), all_time=True
    ),
    "members by data set": lambda r: members(r, "RANDOM7", WhoCounts.of(dataset="random-1")),
    "memberships": lambda r: memberships(r, "XBB", WhoCounts.of("1960")),
    "memberships of a random state": lambda r: memberships(r, "m7-3", WhoCounts.of(status="all")),
    "memberships of all time": lambda r: memberships(r, "m7-3", all_time=True),
    "is-member": lambda r: is_member(r, "XBB", "EXU", WhoCounts.of("1960")),
    "is-member of a random state": lambda r: is_member(
        r, "m7-3", "RANDOM7", WhoCounts.of("1951-12")
    ),
    "is-member where it did not exist": lambda r: is_member(r, "XCC", "EXU", WhoCounts.of("2000")),
    "a key": lambda r: find(r, "XBB"),
    "a name": lambda r: find(r, "Name of m7-3"),
    "a name of an organization": lambda r: find(r, "Union d'exemple"),
    "a member": lambda r: find_member(r, "Example League"),
    "a code": lambda r: find(r, "cow:901"),
    "citations": lambda r: citations_of(r, [1, 2, 3]),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_finds_its_rows_by_index(watched: Watched, question: str) -> None:
    QUESTIONS[question](watched)
    assert watched.statements
    assert watched.scanned == []


def test_reading_a_table_from_end_to_end_would_be_seen(watched: Watched) -> None:
    watched.rows("SELECT COUNT(*) FROM membership WHERE status = 'full'")
    watched.rows("SELECT key FROM names WHERE name LIKE '%betonia%'")
    assert {table for table, _ in watched.scanned} == {"membership", "name"}


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("members", "members of a filled roster"),
        ("memberships", "memberships of all time"),
        ("is-member", "is-member of a random state"),
    ],
)
def test_the_number_of_statements_does_not_grow_with_the_answer(
    filled: Path, one: str, many: str
) -> None:
    counts = []
    for question in (one, many):
        watched = Watched(filled)
        QUESTIONS[question](watched)
        counts.append(watched.statements)
        watched.close()
    # One more at most: lives are looked up only where a spell leaves the date open.
    assert counts[1] <= counts[0] + 1 <= 10
