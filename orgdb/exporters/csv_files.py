"""Rows as CSV (RFC 4180, `\\n` at line ends): values as they are, no formula made inert.

Most rows are tables that are written as the database has them. It joins their cells to one text a
row, which is a quarter quicker than to take them over one by one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.table import Table

PORTION = 2000
APART = "\x1f"  # ASCII's unit separator: between cells, until it is known which need quotes


class _AmbiguousError(Exception):
    """A text holds the character that is to separate cells."""


def write_csv(extract: Extract, table: Table, path: Path) -> tuple[int, str]:
    """Write a table; the number of its bytes, and their SHA-256."""
    if extract.as_stored(table):
        try:
            return _write(table, _joined(table, extract.texts(table, _row_in_sql(table))), path)
        except _AmbiguousError:
            pass
    return _write(table, _cells(table, extract.rows(table)), path)


def _write(table: Table, portions: Iterable[str], path: Path) -> tuple[int, str]:
    from hashlib import sha256

    digest, size = sha256(), 0
    with path.open("wb") as file:
        for portion in chain((",".join(table.names) + "\n",), portions):
            written = portion.encode("utf-8", "replace")
            digest.update(written)
            size += file.write(written)
    return size, digest.hexdigest()


def _row_in_sql(table: Table) -> str:
    return f" || '{APART}' || ".join(map(_cell_in_sql, table.columns))


def _cell_in_sql(column: Column) -> str:
    value = column.sql or f'v."{column.name}"'
    if column.kind in (Kind.INTEGER, Kind.YEAR):
        value = f"CAST({value} AS TEXT)"
    return f"COALESCE({value}, '')" if column.nullable else value


def _joined(table: Table, rows: Iterator[str]) -> Iterator[str]:
    """Lines from rows whose cells the database has joined."""
    while portion := list(islice(rows, PORTION)):
        lines = [
            row if _is_plain(row) else APART.join(map(_quoted, row.split(APART))) for row in portion
        ]
        text = "\n".join((*lines, ""))
        if text.count(APART) != len(portion) * (len(table.columns) - 1):
            raise _AmbiguousError
        yield text.replace(APART, ",")


def _cells(table: Table, rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    """Lines from rows whose cells are values of Python."""
    truths = [n for n, c in enumerate(table.columns) if c.kind is Kind.BOOLEAN]
    lists = [n for n, c in enumerate(table.columns) if c.kind is Kind.LIST]
    while portion := list(islice(rows, PORTION)):
        cells = [list(row) for row in portion]
        for row in cells if truths or lists else ():
            for place in truths:
                row[place] = "true" if row[place] else "false"
            for place in lists:
                row[place] = ";".join(row[place])
        yield _written(cells)


def _written(cells: list[list[Any]]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows(cells)
    text = held.getvalue()
    if "\r" not in text:
        return text
    # Python's writer leaves a lone carriage return bare, which readers take for a line's end.
    texts = (("" if value is None else str(value) for value in row) for row in cells)
    return "".join(",".join(map(_quoted, row)) + "\n" for row in texts)


def _is_plain(text: str) -> bool:
    return not ("," in text or '"' in text or "\n" in text or "\r" in text)


def _quoted(text: str) -> str:
    return text if _is_plain(text) else '"' + text.replace('"', '""') + '"'
