"""Rows on their way into the tables: kept until there are enough, then written in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from orgdb.errors import DatabaseError
from orgdb.models import Base

PORTION = 2000  # rows written at a time: memory stays the same however large a data set is
# Tables that others refer to come first.
ORDER = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
Shape = tuple[str, tuple[str, ...]]


class BulkInsert:
    """Puts rows in as tuples through the driver: an ORM would take thirty times as long."""

    def __init__(self, connection: Connection, dataset: str) -> None:
        self.connection = connection
        self.dataset = dataset
        self._rows: dict[Shape, list[tuple[Any, ...]]] = defaultdict(list)
        self._statements: dict[Shape, str] = {}
        self._waiting = 0

    def put(self, table: str, row: Mapping[str, Any]) -> None:
        """Write a row, soon: after the rows of other tables that it refers to."""
        self.put_values((table, tuple(row)), tuple(row.values()))

    def put_values(self, shape: Shape, values: tuple[Any, ...]) -> None:
        """The same for rows of one shape: a table and its columns."""
        self._rows[shape].append(values)
        self._waiting += 1
        if self._waiting >= PORTION:
            self.flush()

    def flush(self) -> None:
        """Write all rows that wait, those that others refer to first."""
        for shape in sorted(self._rows, key=lambda shape: ORDER[shape[0]]):
            self.connection.exec_driver_sql(self._statement(shape), self._rows.pop(shape))
        self._waiting = 0

    def _statement(self, shape: Shape) -> str:
        if shape not in self._statements:
            table, names = shape
            self._require_columns(table, names)
            quote = self.connection.dialect.identifier_preparer.quote
            mark = "?" if self.connection.dialect.name == "sqlite" else "%s"
            listed = ", ".join(map(quote, names))
            marks = ", ".join(mark for _ in names)
            self._statements[shape] = f"INSERT INTO {quote(table)} ({listed}) VALUES ({marks})"
        return self._statements[shape]

    def _require_columns(self, table: str, names: tuple[str, ...]) -> None:
        columns = Base.metadata.tables[table].columns.keys()
        unknown = sorted(set(names) - set(columns))
        if unknown:
            raise DatabaseError(
                f"The data set {self.dataset} fills '{unknown[0]}', which the table '{table}'"
                " does not have.",
                f"Its columns are: {', '.join(columns)}",
            )
