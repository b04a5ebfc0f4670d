"""The description of the tables says what the views have, and what is in them."""

from __future__ import annotations

import re

import pytest

from orgdb.db.reader import Reader
from orgdb.exporters.columns import GLOSSARY, Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.table import ADDED, INTERNAL, REPEATED
from orgdb.exporters.tables import OBSERVED, TABLES

EDTF = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|\[(\d{4}[0-9-]*)?\.\.(\d{4}[0-9-]*)?\]|\.\.|")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
VIEWS = {
    name: "current_facts" if name == "facts" else name for name in TABLES if name not in OBSERVED
}


def test_every_public_view_is_described(reader: Reader) -> None:
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'view'"
        if reader.url.startswith("sqlite")
        else "SELECT table_name AS name FROM information_schema.views WHERE table_schema = 'public'"
    )
    views = {row["name"] for row in reader.rows(sql)}
    assert views == set(VIEWS.values())


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_columns_are_those_of_the_view(name: str, sample_reader: Reader) -> None:
    if name == "facts":
        return  # put together from two views: the test of rows reads it
    table = TABLES[name]
    view = [
        row["name"]
        for row in sample_reader.rows(f"SELECT name FROM pragma_table_info('{VIEWS[name]}')")
    ]
    left_out = INTERNAL | REPEATED.get(name, frozenset())
    public = [column for column in view if column not in left_out]
    own = [column for column in table.names if column in public or column not in ADDED]
    if not table.joined:  # else `test_what_is_looked_up_once_is_what_the_view_says` reads it
        assert not {column.name for column in table.columns if column.sql} - ADDED
    assert own == public
    assert not set(table.names) & left_out


@pytest.mark.parametrize("name", sorted(TABLES))
def test_references_name_columns_that_exist(name: str) -> None:
    table = TABLES[name]
    assert table.meaning and table.title
    assert set(table.key) | set(table.order) <= set(table.names)
    for column in table.columns:
        assert column.meaning, column.name
        for target, key in (column.refers and [column.refers]) or column.refers_to:
            assert TABLES[target].key == (key,) or (target, key) == ("memberships", "fact")
        if column.by:
            assert column.by in table.names


def test_a_name_means_one_thing() -> None:
    """A column that several tables have is of one kind in all of them."""
    kinds: dict[str, set[Kind]] = {}
    for table in TABLES.values():
        for column in table.columns:
            kinds.setdefault(column.name, set()).add(column.kind)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}
    assert all(GLOSSARY[name].name == name for name in GLOSSARY)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_values_are_what_the_description_says(name: str, extract: Extract) -> None:
    table = extract.by_name[name]
    rows = list(extract.rows(table))
    assert rows or name == "exits", "the invented seed has no example"
    keys = [tuple(row[table.names.index(part)] for part in table.key) for row in rows]
    assert len(set(keys)) == len(keys)
    for row in rows:
        for column, value in zip(table.columns, row, strict=True):
            where = f"{name}.{column.name}: {value!r}"
            if value is None:
                assert column.nullable, where
            elif column.kind in (Kind.INTEGER, Kind.YEAR):
                assert type(value) is int, where
            elif column.kind is Kind.BOOLEAN:
                assert type(value) is bool, where
            elif column.kind is Kind.LIST:
                assert isinstance(value, tuple), where
            else:
                assert isinstance(value, str), where
                assert value or not column.nullable, where
                assert not column.words or value in column.words, where
                assert column.kind is not Kind.DATE or EDTF.fullmatch(value), where
                assert column.kind is not Kind.DAY or DAY.fullmatch(value), where


def test_what_is_looked_up_once_is_what_the_view_says(extract: Extract) -> None:
    for table in (table for table in extract.tables if table.joined):
        names = [column.name for column in table.columns if column.sql]
        found = {row["fact"]: [row[name] for name in names] for row in extract.records(table)}
        view = extract.reader.rows(f"SELECT * FROM {table.name} WHERE dataset = 'curated'")
        assert found == {row["fact"]: [row[name] for name in names] for row in view} != {}
