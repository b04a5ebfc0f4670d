"""The format `parquet`: one typed file a table, with version, licence and citation inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from orgdb.exporters.columns import Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.readme import about
from orgdb.exporters.registry import Format, Loss, needing
from orgdb.exporters.table import Table
from orgdb.exporters.tables import TABLES

EXTRA = "parquet"
NO_LIMIT = Loss(
    "*",
    tuple(sorted({c.name for t in TABLES.values() for c in t.columns if c.kind is Kind.DAY})),
    "typed dates: 0001-01-01 and 9999-12-31, which stand for no limit, have no value",
    "the text of the date itself says whether it is open, unknown or without a limit",
)
FORMAT = Format(
    "parquet",
    "one typed file a table: pandas, polars, DuckDB, R, Spark",
    extra=EXTRA,
    losses=(NO_LIMIT,),
)
FILES = {f"{table.name}.parquet": table.meaning for table in TABLES.values()}


def write(extract: Extract, path: Path) -> None:
    """Write a file for each table."""
    said = about(extract)
    for table in extract.tables:
        write_table(table, extract.rows(table), path / f"{table.name}.parquet", said)


def write_table(
    table: Table, rows: Iterable[tuple[Any, ...]], path: Path, metadata: Mapping[str, str]
) -> None:
    """Write one table, in row groups of a bounded size."""
    with needing(EXTRA, "parquet"):
        from orgdb.exporters.arrow import write_parquet
    write_parquet(table, rows, path, metadata)
