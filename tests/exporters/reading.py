"""Every format read back by somebody else's reader: the rows of a table in it, as orgdb has them.

Each reader returns what the file says; `decoded` turns a type of the format back into the value of
the description (a typed date into its text, `a;b` into a list) and adds nothing to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.table import Table

Rows = list[tuple[Any, ...]]


def decoded(column: Column, value: Any) -> Any:
    """One value as the description has it."""
    if value is None:
        if column.kind is Kind.LIST:
            return ()
        return None if column.nullable or column.kind is Kind.DAY else ""
    if isinstance(value, (date, datetime)):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    if column.kind is Kind.LIST:
        return tuple(value.split(";") if value else ()) if isinstance(value, str) else tuple(value)
    if column.kind is Kind.BOOLEAN:
        return {"true": True, "false": False, "yes": True, "no": False}.get(value, value == 1)
    if column.kind in (Kind.INTEGER, Kind.YEAR):
        return int(value)
    return None if value == "" and column.nullable else value


def _decoded(table: Table, rows: Any) -> Rows:
    return [
        tuple(decoded(c, value) for c, value in zip(table.columns, row, strict=True))
        for row in rows
    ]


def frictionless(path: Path, table: Table) -> Rows:
    """A data package, through frictionless."""
    from frictionless import Package

    resource: Any = Package(str(path / "datapackage.json")).get_resource(table.name)
    with resource:
        return _decoded(table, [[row[n] for n in table.names] for row in resource.row_stream])


def polars(path: Path, table: Table) -> Rows:
    """Parquet, through polars."""
    import polars as pl

    frame = pl.read_parquet(path / f"{table.name}.parquet")
    assert tuple(frame.columns) == table.names
    return _decoded(table, frame.rows())


def duckdb(path: Path, table: Table) -> Rows:
    """A DuckDB file, through DuckDB."""
    import duckdb

    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(f'SELECT * FROM "{table.name}"')
        assert tuple(column[0] for column in found.description) == table.names
        return _decoded(table, found.fetchall())


def sqlite_utils(path: Path, table: Table) -> Rows:
    """A SQLite file, through sqlite-utils."""
    from sqlite_utils import Database

    found = Database(path)[table.name].rows
    return _decoded(table, [[row[n] for n in table.names] for row in found])


def openpyxl(path: Path, table: Table) -> Rows:
    """A workbook, through openpyxl, cell by cell."""
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape

    book = load_workbook(path, read_only=True)
    sheet = iter(book[table.name].iter_rows())
    assert tuple(cell.value for cell in next(sheet)) == table.names
    rows = []
    for cells in sheet:
        assert all(cell.data_type in "sbn" for cell in cells), "no formula, no date, no error"
        values = [unescape(c.value) if isinstance(c.value, str) else c.value for c in cells]
        rows.append(values + [None] * (len(table.names) - len(values)))
    book.close()
    return _decoded(table, rows)


READERS: dict[str, Callable[[Path, Table], Rows]] = {
    "datapackage": frictionless,
    "sqlite": sqlite_utils,
    "xlsx": openpyxl,
    "parquet": polars,
    "duckdb": duckdb,
}


def descriptor(path: Path) -> dict[str, Any]:
    """The description of a data package."""
    found: dict[str, Any] = json.loads((path / "datapackage.json").read_text("utf-8"))
    return found
