"""The format `duckdb`: one database file with typed, commented tables."""

from __future__ import annotations

from pathlib import Path

from orgdb.exporters.columns import Column, Kind
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

        from orgdb.exporters.arrow import batches, schema
    import pyarrow as pa

    path.unlink()  # DuckDB makes its file itself
    # One thread: rows keep their order, and the same data give the same file.
    with duckdb.connect(str(path), config={"threads": 1, "memory_limit": "512MB"}) as connection:
        for table in extract.tables:
            connection.execute(create(table))
            types = schema(table, {})
            found = batches(table, extract.rows(table), types)
            waiting = pa.RecordBatchReader.from_batches(types, found)
            connection.register("waiting", waiting)
            connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM waiting')
            connection.unregister("waiting")
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
