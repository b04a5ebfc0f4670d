"""The format `sqlite`: one compact file of plain tables, read by Datasette, DuckDB and everybody.

The views of the working database become tables with keys, foreign keys and indexes, sources in
the row, and nothing that only orgdb needs. `FILE.metadata.json` beside it tells Datasette titles,
licence and the meaning of every column.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.readme import title
from orgdb.exporters.registry import Format
from orgdb.exporters.table import Table
from orgdb.exporters.tables import TABLES

FORMAT = Format(
    "sqlite",
    "one file of plain tables: Datasette, SQL, Python, R",
    ".sqlite",
    other=(".db",),
)
TYPES = {Kind.INTEGER: "INTEGER", Kind.YEAR: "INTEGER", Kind.BOOLEAN: "INTEGER"}
PORTION = 2000
# What people look rows up by, besides keys and references.
LOOKED_UP = ("name",)


def write(extract: Extract, path: Path) -> None:
    """Write the tables, their documentation (`tables`, `columns`), indexes and statistics."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table in extract.tables:
            connection.execute(create(table))
            _fill(connection, table.name, table.columns, extract.rows(table))
        for table in extract.tables:
            for statement in indexes(table):
                connection.execute(statement)
        _document(connection, extract)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("VACUUM")
    finally:
        connection.close()


def beside(extract: Extract) -> dict[str, str]:
    """The files beside it, by what is added to its name: Datasette's metadata."""
    return {".metadata.json": json.dumps(datasette(extract), ensure_ascii=False, indent=2) + "\n"}


def create(table: Table) -> str:
    """The statement that makes a table, with its keys."""
    parts = [_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({_listed(table.key)})")
    parts += [
        f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES"
        f" {_quoted(column.refers[0])} ({_quoted(column.refers[1])})"
        for column in table.columns
        if column.refers and column.refers[0] in TABLES
    ]
    body = ",\n    ".join(parts)
    return f"CREATE TABLE {_quoted(table.name)} (\n    {body}\n)"


def indexes(table: Table) -> Iterable[str]:
    """An index for every column that refers to other rows or that people look up."""
    for column in table.columns:
        refers = column.refers or (column.refers_to and column.kind is Kind.KEY)
        if column.name not in (table.key[0], "dataset", "release_from") and (
            refers or column.name in LOOKED_UP
        ):
            name = _quoted(f"{table.name}_{column.name}")
            yield f"CREATE INDEX {name} ON {_quoted(table.name)} ({_quoted(column.name)})"


def datasette(extract: Extract) -> dict[str, Any]:
    """Metadata of Datasette: titles, licence, the meaning of every column."""
    first = extract.terms[0]
    tables = {
        table.name: {
            "title": table.title,
            "description": f"One row is {table.meaning}.",
            "columns": {column.name: column.meaning for column in table.columns},
            "sort": table.order[0],
        }
        for table in extract.tables
    }
    return {
        "title": title(extract),
        "license": "; ".join(f"{t.dataset}: {t.licence}" for t in extract.terms),
        "source": "; ".join(t.citation or t.title for t in extract.terms),
        "source_url": first.url or None,
        "databases": {"*": {"tables": tables}},
    }


def _document(connection: sqlite3.Connection, extract: Extract) -> None:
    """Tables that say what the tables are."""
    connection.execute(
        'CREATE TABLE "tables" ("table" TEXT PRIMARY KEY, title TEXT, one_row_is TEXT, rule TEXT)'
    )
    connection.executemany(
        'INSERT INTO "tables" VALUES (?, ?, ?, ?)',
        [(t.name, t.title, t.meaning, t.rule) for t in extract.tables],
    )
    connection.execute(
        'CREATE TABLE "columns" ("table" TEXT, position INTEGER, "column" TEXT, kind TEXT,'
        ' meaning TEXT, words TEXT, refers TEXT, rule TEXT, PRIMARY KEY ("table", "column"))'
    )
    connection.executemany(
        'INSERT INTO "columns" VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        [
            (t.name, n, c.name, c.kind.value, c.meaning, " ".join(c.words), _refers(c), c.rule)
            for t in extract.tables
            for n, c in enumerate(t.columns)
        ],
    )


def _refers(column: Column) -> str:
    targets = (column.refers,) if column.refers else column.refers_to
    return " or ".join(f"{table}.{name}" for table, name in targets)


def _fill(
    connection: sqlite3.Connection,
    name: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    lists = [place for place, column in enumerate(columns) if column.kind is Kind.LIST]
    marks = ", ".join("?" for _ in columns)
    insert = f"INSERT INTO {_quoted(name)} VALUES ({marks})"
    waiting = iter(rows)
    while portion := list(islice(waiting, PORTION)):
        connection.executemany(insert, _joined(portion, lists) if lists else portion)


def _joined(portion: list[tuple[Any, ...]], lists: list[int]) -> Iterable[list[Any]]:
    for row in portion:
        changed = list(row)
        for place in lists:
            changed[place] = ";".join(changed[place])
        yield changed


def _column(column: Column) -> str:
    needed = "" if column.nullable else " NOT NULL"
    words = ""
    if column.words:
        listed = ", ".join("'" + word.replace("'", "''") + "'" for word in column.words)
        words = f" CHECK ({_quoted(column.name)} IN ({listed}))"
    return f"{_quoted(column.name)} {TYPES.get(column.kind, 'TEXT')}{needed}{words}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))
