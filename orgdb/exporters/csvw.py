"""Tables described as CSV on the Web (https://www.w3.org/TR/tabular-metadata/)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orgdb.exporters.columns import END_PATTERN, Column, Kind
from orgdb.exporters.table import Table

TYPES: dict[Kind, Any] = {
    Kind.DAY: "date",
    Kind.YEAR: "gYear",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: {"base": "string", "format": END_PATTERN},
}


def csvw(tables: Iterable[Table], about: Mapping[str, str]) -> dict[str, Any]:
    """The description of a folder with a CSV file for each table."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": about["title"],
        "dc:license": about.get("licence", ""),
        "dc:bibliographicCitation": about.get("citation", ""),
        "dialect": {"commentPrefix": None, "lineTerminators": "\n"},
        "tables": [_table(table) for table in tables],
    }


def _table(table: Table) -> dict[str, Any]:
    keys = [
        {
            "columnReference": column.name,
            "reference": {
                "resource": f"{column.refers[0]}.csv",
                "columnReference": column.refers[1],
            },
        }
        for column in table.columns
        # Validators take an empty cell for a reference to nothing; datapackage.json has these too.
        if column.refers and not column.nullable
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": f"One row is {table.meaning}.",
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": TYPES.get(column.kind, "string"),
    }
    if not column.nullable and column.kind not in (Kind.TEXT, Kind.DATE, Kind.LIST, Kind.URL):
        described["required"] = True
    if column.words:
        pattern = "|".join(word.replace("-", r"\-") for word in column.words)
        described["datatype"] = {"base": "string", "format": pattern}
    if column.kind is Kind.LIST:
        described["separator"] = ";"
    return described
