"""Rows as CSV (RFC 4180, `\\n` at line ends): values as they are, no formula made inert.

Most tables are written as the database has them. It joins their cells to one text a row, which is
a third quicker than to take them over one by one; only the sources of the rows come in here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from orgdb.db.database_url import SQLITE_PREFIX
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.table import Table

PORTION = 2000
APART = "\x1f"  # ASCII's unit separator: between cells, until it is known which need quotes
Sources = Callable[[int], tuple[tuple[str, ...], bool]]
HOLE = "\x1e"  # where the sources of a row come in, and whether one of them disputes it


class _AmbiguousError(Exception):
    """A text holds a character that is to separate cells."""


def write_csv(extract: Extract, table: Table, path: Path) -> tuple[int, str]:
    """Write a table; the number of its bytes, and their SHA-256."""
    from hashlib import sha256

    digest, size = sha256(), 0
    with path.open("wb") as file:
        for portion in chain((",".join(table.names).encode() + b"\n",), portions(extract, table)):
            digest.update(portion)
            size += file.write(portion)
    return size, digest.hexdigest()


def portions(extract: Extract, table: Table) -> Iterator[bytes]:
    """The rows of a table as CSV without a header, `PORTION` rows at a time."""
    done = 0
    if extract.as_stored(table):
        rows = extract.texts(table, _row_in_sql(extract, table))
        try:
            for portion in _joined(table, rows, extract.sources):
                yield portion.encode("utf-8", "replace")
                done += PORTION
            return
        except _AmbiguousError:
            pass
    for portion in _cells(table, islice(extract.rows(table), done, None)):
        yield portion.encode("utf-8", "replace")


def _joined(table: Table, rows: Iterator[tuple[str, int]], sources: Sources) -> Iterator[str]:
    """Lines from rows whose cells the database has joined, each with the fact that it tells."""
    between = len(_filled(table)) - 1
    while portion := list(islice(rows, PORTION)):
        text = "\n".join([row if _is_plain(row) else _quoted_row(row) for row, _ in portion]) + "\n"
        if text.count(APART) != len(portion) * between:
            raise _AmbiguousError
        if table.sourced:
            text = _with_sources(text, [fact for _, fact in portion], sources)
        yield text.replace(APART, ",")


def _filled(table: Table) -> list[Column]:
    """The columns that the database fills; `sources` is a hole, for `disputed` as well."""
    return [column for column in table.columns if column.name != "disputed"]


def _row_in_sql(extract: Extract, table: Table) -> str:
    """The SQL that makes one text of a row; NULL becomes an empty cell."""
    function = "printf" if extract.reader.url.startswith(SQLITE_PREFIX) else "format"
    cells = [_cell_in_sql(extract, table, column) for column in _filled(table)]
    return f"{function}('{APART.join(['%s'] * len(cells))}', {', '.join(cells)})"


def _cell_in_sql(extract: Extract, table: Table, column: Column) -> str:
    if column.name == "sources":
        return f"'{HOLE}'"
    value = extract.expression(table, column.name)
    if column.kind is Kind.BOOLEAN:  # which some views count as 0 and 1
        return f"CASE CAST({value} AS INTEGER) WHEN 1 THEN 'true' ELSE 'false' END"
    return value


def _with_sources(text: str, facts: list[int], sources: Sources) -> str:
    """The lines with the sources of their facts filled in."""
    parts = text.split(HOLE)
    if len(parts) != len(facts) + 1:
        raise _AmbiguousError
    filled = [parts[0]]
    for fact, rest in zip(facts, parts[1:], strict=True):
        keys, disputed = sources(fact)
        filled += (_quoted(";".join(keys)), ",true" if disputed else ",false", rest)
    return "".join(filled)


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


def _quoted_row(row: str) -> str:
    return APART.join(map(_quoted, row.split(APART)))


def _is_plain(text: str) -> bool:
    return not ("," in text or '"' in text or "\n" in text or "\r" in text)


def _quoted(text: str) -> str:
    return text if _is_plain(text) else '"' + text.replace('"', '""') + '"'
