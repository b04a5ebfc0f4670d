"""What `search` finds, in which order, and that both engines find the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import QuestionError
from orgdb.names.search import search
from orgdb.seed.prebuilt import make_database

SEARCHES = (
    *("OAS", "oea", "almagro", "Bogota", "Carta Democrática", "estados americanos", "per", "Перу"),
    *("秘魯", "secretary general", "washinton", "democrcy", "rare diseases", "canciller", "union"),
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The seed of this release."""
    path = tmp_path_factory.mktemp("search") / "real.sqlite"
    make_database(str(path))
    reader = open_reader(str(path))
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def small(sqlite_master: Path) -> Iterator[Reader]:
    """The invented seed."""
    reader = open_reader(str(sqlite_master))
    yield reader
    reader.close()


def found(reader: Reader, text: str, kind: str | None = None) -> list[tuple[str, str]]:
    return [(row.kind, row.key) for row in search(reader, text, kind)]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Example Union", ("organization", "EXU")),
        ("union EXAMPLE", ("organization", "EXU")),
        ("Union d'exemple", ("organization", "EXU")),
        ("EXU", ("organization", "EXU")),
        ("exmple union", ("organization", "EXU")),
        ("assemblee", ("organization", "EXU-GA")),
        ("Betonia", ("state", "XBB")),
        ("old betonia", ("state", "XBB")),
        ("betonai", ("state", "XBB")),
        ("سيسيليا", ("state", "XDD")),
        ("XTT", ("state", "XTT")),
        ("iso2:xa", ("state", "XAA")),
        ("Q42", ("organization", "EXU")),
        ("ana example", ("person", "ana-example")),
        ("ana-example", ("person", "ana-example")),
        ("protocolo one", ("treaty", "exu-protocol")),
        ("exu-charter", ("treaty", "exu-charter")),
        ("secretario general", ("post", "EXU/secretary-general")),
        ("sampletown", ("treaty", "exu-charter")),
        ("plusville", ("office", "EXU-GA")),
        ("visita betonia", ("event", "exu-visit-2021")),
        ("rare diseases", ("event", "exu-visit-2021")),
        ("quoted peace", ("purpose", "EXU")),
    ],
)
def test_every_sort_of_thing_is_found_first(
    reader: Reader, text: str, thing: tuple[str, str]
) -> None:
    assert found(reader, text)[:1] == [thing]


def test_of_two_with_one_name_the_one_that_has_it_now_comes_first(reader: Reader) -> None:
    assert found(reader, "example union")[:2] == [("organization", "EXU"), ("organization", "ALT")]


def test_the_same_text_comes_before_a_beginning_before_all_words(reader: Reader) -> None:
    rows = search(reader, "Isle of Cecilia")
    assert {row.key for row in rows} == {"XTT", "XEE"}
    assert {row.score for row in rows} == {100}
    rows = search(reader, "cecilia")
    assert [(row.key, row.matched) for row in rows[:1]] == [("XTT", "Cecilia Island")]
    scores = [row.score for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert {row.key for row in rows} == {"XTT", "XCC", "XDD", "XEE"}


def test_a_thing_is_listed_once_with_its_best_match(reader: Reader) -> None:
    rows = search(reader, "bétonie")
    assert [(row.key, row.name, row.matched) for row in rows if row.kind == "state"] == [
        ("XBB", "Bétonia", "Bétonie")
    ]


def test_a_kind_leaves_out_all_others(reader: Reader) -> None:
    assert found(reader, "betonia", "event") == [("event", "exu-visit-2021")]
    assert found(reader, "betonia", "purpose") == []


def test_typos_are_forgiven_only_when_nothing_matches_better(reader: Reader) -> None:
    assert {row.score >= 60 for row in search(reader, "union")} == {True}
    assert {row.score >= 60 for row in search(reader, "unoin")} == {False}
    assert found(reader, "zzzzzz") == []


def test_a_limit_keeps_the_best(reader: Reader) -> None:
    assert search(reader, "e", limit=3) == search(reader, "e", limit=None)[:3]


@pytest.mark.parametrize("text", ["", "  ", "?!", "'"])
def test_a_text_without_a_word_is_a_wrong_question(reader: Reader, text: str) -> None:
    with pytest.raises(QuestionError):
        search(reader, text)


def test_what_looks_like_a_pattern_is_none(reader: Reader) -> None:
    assert found(reader, "_xample union") == found(reader, "xample union")
    assert found(reader, "%union") == found(reader, "union")


@given(text=st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_text_is_answered_or_refused(small: Reader, text: str) -> None:
    try:
        rows = search(small, text.replace("\0", ""))
    except QuestionError:
        return
    assert len({(row.kind, row.key) for row in rows}) == len(rows)
    assert all(1 <= row.score <= 100 for row in rows)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Carta Democrática", ("treaty", "inter-american-democratic-charter")),
        ("almagro", ("person", "luis-almagro")),
        ("Bogota", ("treaty", "oas-charter")),
        ("bogotá", ("treaty", "pact-of-bogota")),
        ("organizacion estados americanos", ("organization", "OAS")),
        ("Перу", ("state", "PER")),
        ("秘魯", ("state", "PER")),
        ("oea", ("organization", "OAS")),
        ("canciller", ("post", "PER/minister-foreign-affairs")),
    ],
)
def test_the_seed_of_this_release_is_found(real: Reader, text: str, thing: tuple[str, str]) -> None:
    assert thing in found(real, text)[:5]


def test_both_engines_find_the_same(real: Reader, real_postgres: str) -> None:
    server = open_reader(real_postgres)
    try:
        for text in SEARCHES:
            assert search(server, text, limit=None) == search(real, text, limit=None), text
    finally:
        server.close()
