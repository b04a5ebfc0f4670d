"""All that a database says, in natural keys instead of numbers: two loads can be compared."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Column

from orgdb.db.reader import Reader, open_reader
from orgdb.models import Base
from orgdb.models.base import fact_tables

Dump = dict[str, list[tuple[tuple[str, Any], ...]]]
FACT_TABLES = {table.name for table in fact_tables()}
DIGESTS = {"dataset_digest", "schema_digest"}  # made of numbers and load times, too
KEYED = {
    name: {"release": "version", "entity": "kind || ':' || key"}.get(name, "key")
    for name, table in Base.metadata.tables.items()
    if "key" in table.columns or name == "release"
}


def dump(url: str, dataset: str | None = None) -> Dump:
    """Every row of every table in key order, without numbers and load times.

    With `dataset`, only the rows that belong to this data set.
    """
    reader = open_reader(url)
    try:
        names = _natural_keys(reader)
        found: Dump = {}
        for table in Base.metadata.sorted_tables:
            if table.name in DIGESTS:
                continue
            rows = []
            for row in reader.rows(f"SELECT * FROM {table.name}"):
                owner = _owner(table.name, row, reader, names)
                if dataset is None or owner == dataset:
                    rows.append(
                        tuple(
                            (column.name, _plain(table.name, column, row, names))
                            for column in sorted(table.columns, key=lambda c: c.name)
                            if (table.name, column.name)
                            not in (("dataset", "loaded_at"), ("citation", "id"))
                        )
                    )
            found[table.name] = sorted(rows, key=repr)
        return found
    finally:
        reader.close()


def numbers(url: str, *tables: str) -> dict[tuple[str, str], int]:
    """The number each key has, in tables that have both."""
    reader = open_reader(url)
    try:
        return {
            (table, row["key"]): row["id"]
            for table in tables
            for row in reader.rows(f"SELECT id, {KEYED[table]} AS key FROM {table}")
        }
    finally:
        reader.close()


def _natural_keys(reader: Reader) -> dict[str, dict[int, str]]:
    names: dict[str, dict[int, str]] = defaultdict(dict)
    for table, column in KEYED.items():
        for row in reader.rows(f"SELECT id, {column} AS key FROM {table}"):
            names[table][row["id"]] = row["key"]
    for table in FACT_TABLES:
        names[table] = names["fact"]
    for row in reader.rows("SELECT id, organization_id, dataset_id FROM roster"):
        organization = names["entity"][row["organization_id"]]
        names["roster"][row["id"]] = f"{organization} by {names['dataset'][row['dataset_id']]}"
    return names


def _plain(table: str, column: Column[Any], row: dict[str, Any], names: Any) -> Any:
    value = row[column.name]
    if value is None:
        return None
    target = next((key.column.table.name for key in column.foreign_keys), None)
    if target is not None:
        return names[target][value]
    if column.name == "id" and table in names:
        return names[table][value]
    return bool(value) if column.type.python_type is bool else value


def _owner(table: str, row: dict[str, Any], reader: Reader, names: Any) -> str | None:
    if "dataset_id" in row:
        return str(names["dataset"][row["dataset_id"]])
    if table == "dataset":
        return str(row["key"])
    fact = row.get("id") if table in FACT_TABLES else row.get("fact_id")
    if fact is None:
        fact = row.get("event_description_id")
    if fact is None:
        return None
    found = reader.rows(
        "SELECT d.key FROM fact f JOIN dataset d ON d.id = f.dataset_id WHERE f.id = :id",
        {"id": fact},
    )
    return str(found[0]["key"])
