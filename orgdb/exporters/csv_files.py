"""Rows as CSV (RFC 4180, `\\n` at line ends): values as they are, no formula made inert."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from orgdb.exporters.columns import Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.table import Table

PORTION = 2000


def write_csv(extract: Extract, table: Table, path: Path) -> tuple[int, str]:
    """Write a table; the number of its bytes, and their SHA-256."""
    from hashlib import sha256

    digest, size = sha256(), 0
    with path.open("wb") as file:
        for portion in portions(table, extract.rows(table)):
            digest.update(portion)
            size += file.write(portion)
    return size, digest.hexdigest()


def portions(table: Table, rows: Iterable[tuple[Any, ...]]) -> Iterator[bytes]:
    """The header and the rows, in portions of UTF-8."""
    yield (",".join(table.names) + "\n").encode()
    truths = [n for n, c in enumerate(table.columns) if c.kind is Kind.BOOLEAN]
    lists = [n for n, c in enumerate(table.columns) if c.kind is Kind.LIST]
    waiting = iter(rows)
    while portion := list(islice(waiting, PORTION)):
        yield _text(portion, truths, lists).encode("utf-8", "replace")


def _text(portion: list[tuple[Any, ...]], truths: list[int], lists: list[int]) -> str:
    cells: list[Any] = portion
    if truths or lists:
        cells = [list(row) for row in portion]
    for row in cells if truths or lists else ():
        for place in truths:
            row[place] = "true" if row[place] else "false"
        for place in lists:
            row[place] = ";".join(row[place])
    text = _written(cells, csv.QUOTE_MINIMAL)
    # Python's writer leaves a lone carriage return bare, which readers take for the end of a line;
    # where there is one, every text is quoted.
    return _written(cells, csv.QUOTE_NONNUMERIC) if "\r" in text else text


def _written(cells: list[Any], quoting: Literal[0, 2]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n", quoting=quoting).writerows(cells)
    return held.getvalue()
