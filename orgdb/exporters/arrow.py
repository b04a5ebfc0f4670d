"""Rows as Arrow, and from there into Parquet: the types of every column, and its meaning."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import Any

# Before pyarrow is imported: the allocator of its own keeps 10 MB that it was given back.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

import pyarrow as pa
import pyarrow.parquet as pq

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.table import Table

BATCHES = 10  # in a row group
PORTION = 500  # rows at a time as values of Python, which take ten times as much memory
EPOCH = date(1970, 1, 1).toordinal()
TYPES = {
    Kind.DAY: pa.date32(),
    Kind.YEAR: pa.int32(),
    Kind.INTEGER: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.LIST: pa.list_(pa.string()),
}


def write_parquet(
    table: Table, rows: Iterable[tuple[Any, ...]], path: Path, metadata: Mapping[str, str]
) -> None:
    """Write one table, in row groups of a bounded size."""
    types = schema(table, {**metadata, "title": table.title, "description": table.meaning})
    waiting = batches(table, rows, types)
    with pq.ParquetWriter(path, types, compression="zstd") as writer:
        while group := list(islice(waiting, BATCHES)):
            writer.write_table(pa.Table.from_batches(group))


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
            _array([*map(_day, values)] if column.kind is Kind.DAY else values, field.type)
            for column, values, field in zip(table.columns, columns, types, strict=True)
        ]
        yield pa.record_batch(arrays, schema=types)


def _array(values: Sequence[Any], type_: pa.DataType) -> pa.Array:
    """Values of Python as Arrow lays them out (https://arrow.apache.org/docs/format/Columnar.html).

    `pa.array` does the same, and imports pandas, where there is one, for 50 MB.
    """
    count = len(values)
    valid = None if None not in values else _bits([value is not None for value in values])
    if pa.types.is_list(type_):
        inner = _array([*chain.from_iterable(values)], type_.value_type)
        return pa.Array.from_buffers(type_, count, [None, _ends(values)], children=[inner])
    if pa.types.is_string(type_):
        texts = [(value or "").encode("utf-8", "replace") for value in values]
        return pa.Array.from_buffers(
            type_, count, [valid, _ends(texts), pa.py_buffer(b"".join(texts))]
        )
    if pa.types.is_boolean(type_):
        return pa.Array.from_buffers(type_, count, [valid, _bits(values)])
    numbers = array("q" if type_.bit_width == 64 else "i", [value or 0 for value in values])
    return pa.Array.from_buffers(type_, count, [valid, pa.py_buffer(numbers)])


def _ends(values: Iterable[Any]) -> pa.Buffer:
    """Where each value ends, after a zero: 32 bits each."""
    return pa.py_buffer(array("i", accumulate(map(len, values), initial=0)))


def _bits(truths: Sequence[Any]) -> pa.Buffer:
    """A bit for each truth, the first the least of the first byte."""
    digits = "".join("1" if truth else "0" for truth in reversed(truths))
    return pa.py_buffer(int(digits or "0", 2).to_bytes((len(truths) + 7) // 8, "little"))


def _field(column: Column) -> pa.Field:
    nullable = column.nullable or column.kind is Kind.DAY
    meaning = {"description": column.meaning}
    return pa.field(column.name, TYPES.get(column.kind, pa.string()), nullable, meaning)


@lru_cache(maxsize=100_000)
def _day(text: str | None) -> int | None:
    """Days since 1970."""
    if text in (None, NO_EARLIEST, NO_LATEST):
        return None
    return date.fromisoformat(str(text)).toordinal() - EPOCH
