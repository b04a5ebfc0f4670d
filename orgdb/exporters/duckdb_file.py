"""The format `duckdb`: one database file with typed, commented tables.

DuckDB reads the CSV of the data package, piece by piece. It takes 60 MB before the first row, and
afterwards whatever its limit allows, so that is low.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.csv_files import portions
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
LIMITS = ("6MB", "12MB", "1GB")  # of its memory; the next for tables that the last does not hold
ROW_GROUP = 10_240  # rows that it holds before it writes them
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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table in extract.tables:
            for number, portion in enumerate(portions(extract, table)):
                (folder / f"{table.name}-{number:06}.csv").write_bytes(portion)
        for limit in LIMITS:
            path.unlink(missing_ok=True)  # DuckDB makes its file itself
            try:
                _build(extract, folder, path, limit)
                break
            except duckdb.Error:  # out of memory has several names
                if limit == LIMITS[-1]:
                    raise


def _build(extract: Extract, folder: Path, path: Path, limit: str) -> None:
    import duckdb

    # One thread: rows keep their order, and the same data give the same file.
    config: dict[str, str | bool | int | float | list[str]]
    config = {"threads": 1, "memory_limit": limit}
    with duckdb.connect(config=config) as connection:
        connection.execute(f"ATTACH {_literal(str(path))} AS made (ROW_GROUP_SIZE {ROW_GROUP})")
        connection.execute("USE made")
        for table in extract.tables:
            connection.execute(create(table))
            for piece in sorted(folder.glob(f"{table.name}-*.csv")):
                connection.execute(fill(table, piece.stat().st_size), [str(piece)])
            for statement in comments(table):
                connection.execute(statement)
            connection.execute("CHECKPOINT")
        connection.execute("CREATE TABLE about (property VARCHAR PRIMARY KEY, value VARCHAR)")
        connection.executemany("INSERT INTO about VALUES (?, ?)", list(about(extract).items()))
        connection.execute("CHECKPOINT")


def create(table: Table) -> str:
    """The statement that makes a table."""
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(map(_column, table.columns))})"


def fill(table: Table, size: int) -> str:
    """The statement that reads rows from the CSV that is its parameter, of so many bytes."""
    texts = ", ".join(f"{_quoted(column.name)}: 'VARCHAR'" for column in table.columns)
    return (
        f"INSERT INTO {_quoted(table.name)} SELECT {', '.join(map(_typed, table.columns))}"
        " FROM read_csv(?, auto_detect = false, header = false, delim = ',', quote = '\"',"
        f" escape = '\"', force_not_null = {list(table.names)}, parallel = false,"
        f" max_line_size = {size}, buffer_size = {size}, columns = {{{texts}}})"
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
    """What a table and its columns mean, where DuckDB keeps it; and the key of the table.

    A declared key would be an index, which makes the file twice as large and serves no analysis.
    """
    meaning = f"{table.meaning}; key: {', '.join(table.key)}"
    said = [f"COMMENT ON TABLE {_quoted(table.name)} IS {_literal(meaning)}"]
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
