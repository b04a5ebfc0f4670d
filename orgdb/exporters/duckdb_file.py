"""The format `duckdb`: one database file with typed, commented tables.

DuckDB reads the CSV of the data package, table by table, which takes half the memory of pyarrow.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.csv_files import write_csv
from orgdb.exporters.extract import Extract
from orgdb.exporters.parquet import NO_LIMIT
from orgdb.exporters.readme import about
from orgdb.exporters.registry import Format, needing
from orgdb.exporters.table import Table

FORMAT = Format(
    "duckdb",
    "one file of typed tables, each column explained inside",
    ".duckdb",
    extra="duckdb",
    losses=(NO_LIMIT,),
)
LONGEST_LINE = 4_000_000  # bytes of a row
TYPES = {
    Kind.DAY: "DATE",
    Kind.YEAR: "INTEGER",
    Kind.INTEGER: "BIGINT",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.LIST: "VARCHAR[]",
}


def write(extract: Extract, path: Path) -> None:
    """Write the tables, comments on tables and columns, and the table `about`."""
    with needing("duckdb", "duckdb"):
        import duckdb
    path.unlink()  # DuckDB makes its file itself
    # One thread: rows keep their order, and the same data give the same file.
    config: dict[str, str | bool | int | float | list[str]]
    config = {"threads": 1, "memory_limit": "512MB"}
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(str(path), config=config) as connection,
    ):
        for table in extract.tables:
            connection.execute(create(table))
            file = Path(folder, f"{table.name}.csv")
            write_csv(extract, table, file)
            connection.execute(fill(table), [str(file)])
            file.unlink()
            for statement in comments(table):
                connection.execute(statement)
        connection.execute("CREATE TABLE about (property VARCHAR PRIMARY KEY, value VARCHAR)")
        connection.executemany("INSERT INTO about VALUES (?, ?)", list(about(extract).items()))
        connection.execute("CHECKPOINT")


def create(table: Table) -> str:
    """The statement that makes a table, with its key."""
    parts = [_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(parts)})"


def fill(table: Table) -> str:
    """The statement that reads a table from the CSV that is its parameter."""
    texts = ", ".join(f"{_quoted(column.name)}: 'VARCHAR'" for column in table.columns)
    return (
        f"INSERT INTO {_quoted(table.name)} SELECT {', '.join(map(_typed, table.columns))}"
        " FROM read_csv(?, auto_detect = false, header = true, delim = ',', quote = '\"',"
        f" escape = '\"', force_not_null = {list(table.names)}, parallel = false,"
        f" max_line_size = {LONGEST_LINE}, columns = {{{texts}}})"
    )


def _typed(column: Column) -> str:
    """The value of a column, from its text in the CSV."""
    text = _quoted(column.name)
    if column.kind is Kind.LIST:
        return f"CASE WHEN {text} = '' THEN [] ELSE string_split({text}, ';') END"
    if column.kind is Kind.DAY:
        return f"CASE WHEN {text} NOT IN ('', '{NO_EARLIEST}', '{NO_LATEST}') THEN {text}::DATE END"
    if column.nullable:
        text = f"NULLIF({text}, '')"
    return f"{text}::{TYPES[column.kind]}" if column.kind in TYPES else text


def comments(table: Table) -> list[str]:
    """What a table and its columns mean, where DuckDB keeps it."""
    said = [f"COMMENT ON TABLE {_quoted(table.name)} IS {_literal(table.meaning)}"]
    return said + [
        f"COMMENT ON COLUMN {_quoted(table.name)}.{_quoted(column.name)}"
        f" IS {_literal(column.meaning)}"
        for column in table.columns
    ]


def _column(column: Column) -> str:
    needed = "" if column.nullable or column.kind is Kind.DAY else " NOT NULL"
    return f"{_quoted(column.name)} {TYPES.get(column.kind, 'VARCHAR')}{needed}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
