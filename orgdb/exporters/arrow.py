"""Rows as Arrow: the types of every column, and its meaning, for Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

import pyarrow as pa

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.table import Table

PORTION = 200  # rows at a time as values of Python, which take ten times as much memory
TYPES = {
    Kind.DAY: pa.date32(),
    Kind.YEAR: pa.int32(),
    Kind.INTEGER: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.LIST: pa.list_(pa.string()),
}


def schema(table: Table, metadata: Mapping[str, str]) -> pa.Schema:
    """The types of a table, with the meaning of each column and what the file says of itself."""
    return pa.schema([_field(column) for column in table.columns], dict(metadata))


def batches(
    table: Table, rows: Iterable[tuple[Any, ...]], types: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """The rows, in portions."""
    waiting = iter(rows)
    while portion := list(islice(waiting, PORTION)):
        columns = zip(*portion, strict=True)
        arrays = [
            pa.array(map(_day, values) if column.kind is Kind.DAY else values, field.type)
            for column, values, field in zip(table.columns, columns, types, strict=True)
        ]
        yield pa.record_batch(arrays, schema=types)


def _field(column: Column) -> pa.Field:
    nullable = column.nullable or column.kind is Kind.DAY
    meaning = {"description": column.meaning}
    return pa.field(column.name, TYPES.get(column.kind, pa.string()), nullable, meaning)


@lru_cache(maxsize=100_000)
def _day(text: str | None) -> date | None:
    return None if text in (None, NO_EARLIEST, NO_LATEST) else date.fromisoformat(str(text))
