"""The field's own words: written once, and the only ones that both databases admit."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import pytest

from orgdb import vocabulary
from orgdb.vocabulary import (
    COUNTED_AS_MEMBERS,
    Answer,
    Consent,
    EndReason,
    EntityKind,
    EventKind,
    JoinedBy,
    LanguageStatus,
    NameKind,
    OfficeKind,
    OrganizationKind,
    OrganizationLinkKind,
    Scope,
    SourceKind,
    Stance,
    StartBasis,
    StateCodeScheme,
    StateKind,
    StateLinkKind,
    Status,
    TreatyKind,
)
from tests.conftest import Server

COLUMNS: tuple[tuple[str, str, Iterable[StrEnum]], ...] = (
    ("citation", "stance", Stance),
    ("entity", "kind", EntityKind),
    ("event_description", "kind", EventKind),
    ("link", "kind", (*OrganizationLinkKind, *StateLinkKind)),
    ("membership", "end_reason", EndReason),
    ("membership", "joined_by", JoinedBy),
    ("membership", "start_basis", StartBasis),
    ("membership", "status", Status),
    ("name", "kind", NameKind),
    ("office", "kind", OfficeKind),
    ("official_language", "status", LanguageStatus),
    ("organization_description", "kind", OrganizationKind),
    ("source", "kind", SourceKind),
    ("state_description", "kind", StateKind),
    ("suspension", "scope", Scope),
    ("treaty_description", "kind", TreatyKind),
    ("treaty_party", "consent", Consent),
)
VOCABULARIES = [
    words
    for words in vars(vocabulary).values()
    if isinstance(words, type) and issubclass(words, StrEnum) and words is not StrEnum
]


@pytest.mark.parametrize(("table", "column", "words"), COLUMNS)
def test_a_sqlite_column_admits_these_words_and_no_others(
    sqlite_master: Path, table: str, column: str, words: Iterable[StrEnum]
) -> None:
    connection = sqlite3.connect(sqlite_master)
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    connection.close()
    found = re.search(rf"\b{column} IN \(([^)]*)\)", sql)
    assert found is not None
    assert set(re.findall(r"'([^']+)'", found[1])) == set(words)


@pytest.mark.postgres
@pytest.mark.parametrize(("table", "column", "words"), COLUMNS)
def test_a_postgresql_column_admits_these_words_and_no_others(
    postgres: Server, postgres_master: str, table: str, column: str, words: Iterable[StrEnum]
) -> None:
    import psycopg

    with psycopg.connect(postgres.url(postgres_master)) as connection:
        rows = connection.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'c' AND conrelid = CAST(%s AS regclass)",
            (table,),
        ).fetchall()
    lists = [row[0] for row in rows if re.search(rf"\b{column} = ANY", row[0])]
    assert len(lists) == 1
    assert set(re.findall(r"'([^']+)'", lists[0])) == set(words)


def test_the_rules_of_rows_know_the_words_that_hold_for_states(sqlite_master: Path) -> None:
    connection = sqlite3.connect(sqlite_master)
    for table, words in (("code", StateCodeScheme), ("link", StateLinkKind)):
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_rules_insert",)
        ).fetchone()
        column = "scheme" if table == "code" else "kind"
        (listed,) = re.findall(rf"new.{column} (?:NOT )?IN \(([^)]*)\)", sql)
        assert set(re.findall(r"'([^']+)'", listed)) == set(words)
    connection.close()


@pytest.mark.parametrize("words", VOCABULARIES)
def test_words_are_plain_and_print_as_they_are_stored(words: type[StrEnum]) -> None:
    for word in words:
        assert re.fullmatch(r"[a-z][a-z0-9_-]*", word.value)
        assert f"{word}" == word.value


def test_a_member_whose_kind_nobody_states_counts_as_full() -> None:
    assert set(COUNTED_AS_MEMBERS) == {"full", "unspecified"}


def test_there_are_three_answers() -> None:
    assert set(Answer) == {"yes", "no", "unknown"}
